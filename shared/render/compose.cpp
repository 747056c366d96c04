#include <algorithm>
#include <array>
#include <cstdio>

#include "render/picture.h"

namespace scout::render {

namespace {

constexpr double columnGap = 80;  // room for the two revisions of a broken line

/// Sources first, then appliers, then workloads by how often they are looked at. Never by state: nothing moves when one
/// changes.
constexpr std::array<std::string_view, 24> kindOrder = {
    "Git",        "GitRepository", "ConfigHub OCI", "ConfigHub Unit", "OCI",         "OCIRepository",
    "Helm Chart", "HelmChart",     "Bucket",        "Kustomization",  "HelmRelease", "Application",
    "Namespace",  "Deployment",    "StatefulSet",   "DaemonSet",      "CronJob",     "Job",
    "ReplicaSet", "Pod",           "Service",       "Ingress",        "ConfigMap",   "Secret"};

std::string sortKeyOf(const Card& card) {
    // A fold stands still at the first place while bad ones come and go beside it, and "N more" at the last.
    const bool fold = card.id.starts_with("fold:");
    const bool more = fold && card.id.ends_with(":more");
    const auto rank = std::find(kindOrder.begin(), kindOrder.end(), card.kind) - kindOrder.begin();
    std::array<char, 8> number{};
    std::snprintf(number.data(), number.size(), "%c%02d", more ? '2' : (fold ? '0' : '1'), static_cast<int>(rank));
    return std::string(number.data()) + " " + card.name + " " + card.ns;
}

Rect boundsOf(const layout::Route& route) {
    if (route.points.empty()) return {0, 0, -1, -1};
    double left = route.points.front().x;
    double right = left;
    double top = route.points.front().y;
    double bottom = top;
    for (const Point& point : route.points) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
    }
    return {left, top, right - left, bottom - top};
}

}  // namespace

std::optional<std::size_t> Picture::cardOf(const std::string& hopId) const {
    if (const auto own = index.find(hopId); own != index.end()) return own->second;
    const auto fold = within.find(hopId);
    return fold == within.end() ? std::nullopt : std::optional(fold->second);
}

std::shared_ptr<const Picture> compose(Diagram diagram, const std::function<bool()>& cancelled) {
    const CardMetrics metrics;
    auto picture = std::make_shared<Picture>();
    picture->diagram = std::move(diagram);
    const Diagram& drawn = picture->diagram;

    std::vector<layout::Box> boxes;
    boxes.reserve(drawn.cards.size());
    for (const Card& card : drawn.cards) {
        layout::Box box;
        box.id = card.id;
        box.column = card.column;
        box.width = card.flows ? metrics.podWidth : metrics.width;
        box.height = card.flows ? metrics.podHeight : metrics.height;
        box.sortKey = sortKeyOf(card);
        box.flows = card.flows;
        boxes.push_back(std::move(box));
    }
    std::vector<layout::Link> links;
    links.reserve(drawn.lines.size());
    for (const Line& line : drawn.lines) links.push_back({line.from, line.to, line.rank});

    layout::Options options;
    options.columnGap = columnGap;
    layout::Layout placed = layout::arrange(boxes, links, options, cancelled);
    if (placed.boxes.size() != boxes.size()) return nullptr;
    picture->cards = std::move(placed.boxes);
    picture->routes = std::move(placed.routes);
    picture->columns = std::move(placed.columns);
    picture->bounds = placed.bounds;

    picture->index.reserve(drawn.cards.size());
    picture->fromTop.resize(drawn.cards.size());
    for (std::size_t i = 0; i < drawn.cards.size(); ++i) {
        const Card& card = drawn.cards[i];
        picture->index.emplace(card.id, i);
        for (const std::string& id : card.folded) picture->within.emplace(id, i);
        for (const std::string& id : card.parts) picture->within.emplace(id, i);
        picture->fromTop[i] = static_cast<std::uint32_t>(i);
        picture->tallest = std::max(picture->tallest, picture->cards[i].height);
    }
    std::sort(picture->fromTop.begin(), picture->fromTop.end(), [&](std::uint32_t left, std::uint32_t right) {
        return std::pair(picture->cards[left].y, left) < std::pair(picture->cards[right].y, right);
    });
    picture->routeBounds.reserve(picture->routes.size());
    for (const layout::Route& route : picture->routes) picture->routeBounds.push_back(boundsOf(route));
    return picture;
}

}  // namespace scout::render
