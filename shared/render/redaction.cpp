#include "render/redaction.h"

#include "model/revision.h"

namespace scout::render {

namespace {

// Every way to write a revision starts with what the broken lines show of it.
std::string contentOf(const std::string& revision) {
    constexpr std::size_t shortDigits = 8;
    const model::Revision parsed = model::parseOriginRevision(revision);
    return parsed.hex.empty() ? parsed.text : parsed.hex.substr(0, shortDigits);
}

int number(std::map<std::string, int, std::less<>>& known, const std::string& what) {
    const auto next = static_cast<int>(known.size()) + 1;
    return known.try_emplace(what, next).first->second;
}

std::string numbered(std::string_view word, const std::map<std::string, int, std::less<>>& known,
                     const std::string& what) {
    const auto found = known.find(what);
    // What no hop named is told from nothing.
    return std::string(word) + (found == known.end() ? std::string() : " " + std::to_string(found->second));
}

}  // namespace

Redaction::Redaction(const model::Graph& graph) {
    std::unordered_map<std::string_view, int> kinds;
    m_objects.reserve(graph.nodes.size());
    for (const model::Hop& hop : graph.nodes) {
        m_objects[hop.id] = {hop.kind, ++kinds[hop.kind]};
        if (!hop.ns.empty()) number(m_namespaces, hop.ns);
        if (!hop.revision.empty()) number(m_revisions, contentOf(hop.revision));
    }
}

std::string Redaction::name(const model::Hop& hop) const {
    const auto found = m_objects.find(hop.id);
    return hop.kind + (found == m_objects.end() ? "" : " " + std::to_string(found->second.second));
}

std::string Redaction::id(const std::string& hopId) const {
    const auto found = m_objects.find(hopId);
    if (found == m_objects.end()) return {};
    return std::string(found->second.first) + "-" + std::to_string(found->second.second);
}

std::string Redaction::ns(const std::string& ns) const {
    return ns.empty() ? std::string() : numbered("namespace", m_namespaces, ns);
}

std::string Redaction::revision(const std::string& revision) const {
    return revision.empty() ? std::string() : numbered("revision", m_revisions, contentOf(revision));
}

}  // namespace scout::render
