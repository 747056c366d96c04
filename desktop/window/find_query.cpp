#include "desktop/window/find_query.h"

#include <QStringList>
#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "desktop/window/badge.h"
#include "kube/resource.h"
#include "model/graph_findings.h"
#include "render/diagram.h"
#include "render/marks.h"

namespace scout::desktop {

namespace {

constexpr std::string_view gap = "…";

/// Kind in lower case of a type as people write it, for the kinds that are known; otherwise what was written.
std::string kindOf(const std::string& type) {
    for (const kube::Resource& resource : kube::builtinResources()) {
        const std::string kind = base::lower(resource.kind);
        if (type == kind || type == resource.plural || type == resource.singular) return kind;
        if (std::find(resource.shortNames.begin(), resource.shortNames.end(), type) != resource.shortNames.end())
            return kind;
    }
    return type;
}

bool isType(const std::string& word) {
    const std::string bare = word.substr(0, word.find('.'));
    for (const kube::Resource& resource : kube::builtinResources()) {
        if (bare == base::lower(resource.kind) || bare == resource.plural || bare == resource.singular) return true;
        if (std::find(resource.shortNames.begin(), resource.shortNames.end(), bare) != resource.shortNames.end())
            return true;
    }
    return false;
}

/// "…", also when written as three dots.
std::string withGaps(std::string text) {
    for (std::size_t at = 0; (at = text.find("...", at)) != std::string::npos; at += gap.size())
        text.replace(at, 3, gap);
    return text;
}

std::size_t findIn(std::string_view text, std::string_view part, std::size_t from) {
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; };
    const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
                                   part.begin(), part.end(), same);
    return found == text.end() && !part.empty() ? std::string_view::npos
                                                : static_cast<std::size_t>(found - text.begin());
}

/// Whether the parts of `pattern` between its gaps stand one after the other in `text`, upper or lower case; when
/// `whole`, the first one at its beginning and the last one at its end.
bool hasParts(std::string_view text, std::string_view pattern, bool whole) {
    std::size_t from = 0;
    for (bool first = true;; first = false) {
        const std::size_t end = pattern.find(gap);
        const std::string_view part = pattern.substr(0, end);
        const bool last = end == std::string_view::npos;
        const bool atEnd = whole && last && !first;
        if (atEnd && text.size() < from + part.size()) return false;
        const std::size_t at = findIn(text, part, atEnd ? text.size() - part.size() : from);
        if (at == std::string_view::npos || (whole && first && at != 0)) return false;
        from = at + part.size();
        if (last) return !whole || from == text.size();
        pattern.remove_prefix(end + gap.size());
    }
}

bool hasType(const model::Hop& hop, const std::string& wanted) {
    if (wanted.empty()) return true;
    const auto is = [&](const std::string& kind) {
        const std::string lower = base::lower(kind);
        return lower == wanted || base::plural(lower) == wanted;
    };
    return is(hop.kind) || (hop.resource && is(hop.resource->kind));
}

bool hasState(const model::Hop& hop, const std::string& word) {
    for (const std::string_view text :
         {render::markOf(hop).word, model::name(hop.health.state), render::name(badgeOf(hop).tone)}) {
        if (hasParts(text, word, false)) return true;
    }
    return false;
}

bool hasWord(const model::Hop& hop, const std::string& word) {
    const auto in = [&](std::string_view text) { return hasParts(text, word, false); };
    if (in(hop.kind) || in(hop.name) || in(hop.ns) || in(hop.revision) || in(hop.url)) return true;
    if (word.find('/') != std::string::npos && in(hop.id)) return true;
    if (in(model::name(hop.health.state)) || in(render::markOf(hop).word) || in(hop.health.status) ||
        in(hop.health.reason))
        return true;
    if (hop.ociSource && (in(hop.ociSource->digest) || in(hop.ociSource->tag) || in(hop.ociSource->repository)))
        return true;
    if (hop.git && (in(hop.git->commit) || in(hop.git->repository) || in(hop.git->branch))) return true;
    return hop.confighub && (in(hop.confighub->unit) || in(hop.confighub->space) || in(hop.confighub->revision));
}

bool matches(const model::Hop& hop, const FindQuery& query, bool exactName) {
    if (!hasType(hop, query.type)) return false;
    if (query.nsPart ? findIn(hop.ns, query.ns, 0) == std::string_view::npos
                     : !query.ns.empty() && base::lower(hop.ns) != query.ns)
        return false;
    const auto& among = query.namespaces;
    if (query.ns.empty() && !among.empty() && std::find(among.begin(), among.end(), hop.ns) == among.end())
        return false;
    if (!query.name.empty()) {
        const auto named = [&](const std::string& name) { return hasParts(name, query.name, exactName); };
        if (!named(hop.name) && !(hop.resource && named(hop.resource->name))) return false;
    }
    return std::all_of(query.words.begin(), query.words.end(),
                       [&](const std::string& word) { return hasWord(hop, word); }) &&
           std::all_of(query.states.begin(), query.states.end(),
                       [&](const std::string& word) { return hasState(hop, word); });
}

/// A digest as it stands behind an image or a branch: "main@sha1:1a2b" has it after the "@".
std::string digestPart(const std::string& word) {
    for (const std::string_view algorithm : {"sha256:", "sha1:", "sha512:"}) {
        if (const auto at = word.find(algorithm); at != std::string::npos) return word.substr(at);
    }
    return word;
}

}  // namespace

FindQuery parseFind(const QString& text) {
    std::vector<std::string> words;
    for (const QString& word : text.simplified().toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts))
        words.push_back(withGaps(word.toStdString()));
    // A pasted command: its program and verb say nothing about the object.
    if (!words.empty() && (words.front() == "kubectl" || words.front() == "$")) {
        static const std::vector<std::string> verbs = {"$",    "kubectl", "scout",   "get",      "describe", "trace",
                                                       "open", "logs",    "rollout", "status",   "tree",     "events",
                                                       "edit", "delete",  "explain", "annotate", "label"};
        const auto first = std::find_if(words.begin(), words.end(), [&](const std::string& word) {
            return std::find(verbs.begin(), verbs.end(), word) == verbs.end();
        });
        words.erase(words.begin(), first);
    }
    FindQuery query;
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if ((word == "-n" || word == "--namespace") && i + 1 < words.size()) {
            query.ns = words[++i];
        } else if (word.starts_with("--namespace=") || word.starts_with("-n=")) {
            query.ns = word.substr(word.find('=') + 1);
        } else if (word.starts_with("ns:") || word.starts_with("namespace:")) {
            query.ns = word.substr(word.find(':') + 1);
            query.nsPart = true;
        } else if (word.starts_with("kind:")) {
            query.type = word.substr(5);
        } else if (word.starts_with("name:")) {
            query.name = word.substr(5);
        } else if (word.starts_with("is:")) {
            if (word.size() > 3) query.states.push_back(word.substr(3));
        } else {
            rest.push_back(word);
        }
    }
    const auto slash = rest.empty() ? std::string::npos : rest.front().find('/');
    const bool pair = query.name.empty() && rest.size() == 1 && slash != std::string::npos && slash > 0 &&
                      rest.front().find('/', slash + 1) == std::string::npos && rest.front().find(':') > slash;
    if (query.type.empty() && pair) {
        query.type = rest.front().substr(0, slash);
        query.name = rest.front().substr(slash + 1);
    } else if (query.type.empty() && query.name.empty() && rest.size() == 2 && isType(rest.front())) {
        query.type = rest.front();
        query.name = rest.back();
    } else {
        for (const std::string& word : rest) query.words.push_back(digestPart(word));
    }
    query.type = query.type.substr(0, query.type.find('.'));
    return query;
}

FindIndex::FindIndex(std::shared_ptr<const model::Graph> graph) : m_graph(std::move(graph)) {
    std::unordered_map<std::string_view, std::size_t> chainOf;
    for (std::size_t i = 0; i < m_graph->chains.size(); ++i) {
        for (const std::string& member : m_graph->chains[i].members) chainOf.emplace(member, i);
    }
    using Entry = std::pair<std::size_t, const model::Hop*>;
    std::vector<Entry> entries;
    entries.reserve(m_graph->nodes.size());
    for (const model::Hop& hop : m_graph->nodes) {
        const auto chain = chainOf.find(hop.id);
        entries.emplace_back(chain == chainOf.end() ? m_graph->chains.size() : chain->second, &hop);
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        if (a.first != b.first) return a.first < b.first;
        return std::tie(a.second->stage, a.second->ns, a.second->name, a.second->id) <
               std::tie(b.second->stage, b.second->ns, b.second->name, b.second->id);
    });
    m_order.reserve(entries.size());
    for (const Entry& entry : entries) m_order.push_back(entry.second);
}

template <typename Wanted>
std::vector<std::string> FindIndex::those(Wanted wanted) const {
    std::vector<std::string> ids;
    for (const model::Hop* hop : m_order) {
        if (wanted(*hop)) ids.push_back(hop->id);
    }
    return ids;
}

std::vector<std::string> FindIndex::find(const FindQuery& asked) const {
    if (asked.empty()) return {};
    FindQuery query = asked;
    query.type = kindOf(asked.type);
    if (!query.name.empty()) {
        auto exact = those([&](const model::Hop& hop) { return matches(hop, query, true); });
        if (!exact.empty()) return exact;
    }
    auto found = those([&](const model::Hop& hop) { return matches(hop, query, false); });
    if (!found.empty() || asked.type.empty() || asked.name.empty()) return found;
    // "acme/apps" looks like a type and a name and may be a repository.
    FindQuery address = asked;
    address.type.clear();
    address.name.clear();
    address.words.push_back(asked.type + "/" + asked.name);
    return those([&](const model::Hop& hop) { return matches(hop, address, false); });
}

std::vector<std::string> FindIndex::problems() const {
    const std::set<std::string> problems = model::problemsOf(*m_graph);
    return those([&](const model::Hop& hop) { return problems.contains(hop.id); });
}

}  // namespace scout::desktop
