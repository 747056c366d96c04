#include "graph_picture.h"

#include <algorithm>
#include <cmath>

namespace scout::test {

using render::Rect;

namespace {

constexpr double columnStep = 288;
constexpr double podStep = 178;

}  // namespace

render::Card& PictureMaker::card(const std::string& id, int column, double y) {
    render::Card card;
    card.id = id;
    card.column = column;
    card.icon = "deployment";
    card.kind = "Deployment";
    card.name = id;
    card.tone = render::Tone::ok;
    card.word = "ready";
    m_cards.push_back({card, {column * columnStep, y, 224, 64}});
    return m_cards.back().card;
}

render::Card& PictureMaker::pod(const std::string& id, int column, double y, int place) {
    render::Card& made = card(id, column, y);
    made.flows = true;
    made.icon = "pod";
    made.kind = "Pod";
    m_cards.back().rect = {column * columnStep + place * podStep, y, 168, 64};
    return made;
}

render::Line& PictureMaker::line(const std::string& from, const std::string& to, bool primary) {
    render::Line line;
    line.from = from;
    line.to = to;
    m_lines.push_back({line, primary});
    return m_lines.back().line;
}

std::shared_ptr<const render::Picture> PictureMaker::make() const {
    auto picture = std::make_shared<render::Picture>();
    std::vector<Placed> cards = m_cards;
    std::sort(cards.begin(), cards.end(), [](const Placed& a, const Placed& b) { return a.card.id < b.card.id; });
    double right = 0;
    double bottom = 0;
    for (const Placed& placed : cards) {
        picture->fromTop.push_back(static_cast<std::uint32_t>(picture->cards.size()));
        picture->tallest = std::max(picture->tallest, placed.rect.height);
        for (const std::string& id : placed.card.folded) picture->within[id] = picture->cards.size();
        picture->index[placed.card.id] = picture->cards.size();
        picture->diagram.cards.push_back(placed.card);
        picture->cards.push_back(placed.rect);
        ++picture->diagram.counts[placed.card.tone];
        right = std::max(right, placed.rect.right());
        bottom = std::max(bottom, placed.rect.bottom());
        const auto column = static_cast<std::size_t>(placed.card.column);
        if (picture->columns.size() <= column) picture->columns.resize(column + 1);
        layout::Column& extent = picture->columns[column];
        extent.x = placed.card.column * columnStep;
        extent.width = std::max(extent.width, placed.rect.right() - extent.x);
    }
    for (const Drawn& drawn : m_lines) {
        picture->diagram.lines.push_back(drawn.line);
        const Rect& from = picture->cards[picture->index.at(drawn.line.from)];
        const Rect& to = picture->cards[picture->index.at(drawn.line.to)];
        const double half = (from.right() + to.x) / 2;
        const double fromY = from.y + from.height / 2;
        const double toY = to.y + to.height / 2;
        picture->routes.push_back({{{from.right(), fromY}, {half, fromY}, {half, toY}, {to.x, toY}}, drawn.primary});
    }
    for (const layout::Route& route : picture->routes) {
        const render::Point& first = route.points.front();
        const render::Point& last = route.points.back();
        picture->routeBounds.push_back({std::min(first.x, last.x), std::min(first.y, last.y),
                                        std::abs(last.x - first.x), std::abs(last.y - first.y)});
    }
    std::sort(picture->fromTop.begin(), picture->fromTop.end(),
              [&](std::uint32_t a, std::uint32_t b) { return picture->cards[a].y < picture->cards[b].y; });
    picture->bounds = {0, 0, right, bottom};
    picture->diagram.title = "Shop";
    picture->diagram.subtitle = "context demo, 2026-11-21 04:37:09 UTC";
    return picture;
}

PictureMaker shop() {
    PictureMaker maker;
    maker.card("git", 0, 0);
    maker.card("mirror", 0, 76);
    maker.card("oci", 1, 0);
    maker.card("apps", 2, 0);
    maker.card("frontend", 3, 0).foldable = true;
    maker.card("backend", 3, 76).foldable = true;
    maker.card("lonely", 3, 200);
    for (int pod = 1; pod <= 3; ++pod) maker.pod("pod-" + std::to_string(pod), 4, 0, pod - 1);
    render::Card& fold = maker.pod("fold:backend:Pod", 4, 76, 0);
    fold.name = "12 pods";
    fold.foldable = true;
    fold.folded = {"backend-1", "backend-2"};
    maker.line("git", "oci");
    maker.line("mirror", "oci", false);
    maker.line("oci", "apps");
    maker.line("apps", "frontend");
    maker.line("apps", "backend");
    for (int pod = 1; pod <= 3; ++pod) maker.line("frontend", "pod-" + std::to_string(pod));
    maker.line("backend", "fold:backend:Pod");
    return maker;
}

std::shared_ptr<const render::Picture> field(int columns, int rows, double top) {
    PictureMaker maker;
    const auto id = [](int column, int row) { return "c" + std::to_string(column) + "r" + std::to_string(row); };
    for (int column = 0; column < columns; ++column) {
        for (int row = 0; row < rows; ++row) {
            maker.card(id(column, row), column, top + row * 76);
            if (column > 0) maker.line(id(column - 1, row), id(column, row));
        }
    }
    return maker.make();
}

}  // namespace scout::test
