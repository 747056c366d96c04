#include "render/cards.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "model/graph_findings.h"
#include "model/revision.h"
#include "render/icons.h"
#include "render/marks.h"
#include "render/wrap.h"

namespace scout::render {

namespace {

constexpr std::string_view unequal = " ≠ ";

bool isPlain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// One line without anything that a viewer could take for more than text.
std::string plain(const std::string& text) {
    return isPlain(text) ? text : safeLine(text, true);
}

bool isNumber(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "3/3 ready": a count that names nothing.
bool isCount(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::size_t blank = text.find(' ');
    return slash != std::string_view::npos && blank != std::string_view::npos && slash < blank &&
           isNumber(text.substr(0, slash)) && isNumber(text.substr(slash + 1, blank - slash - 1)) &&
           text.find_first_of(" :", blank + 1) == std::string_view::npos;
}

bool isSourceOrApplier(const model::Hop& hop) {
    return hop.stage != model::Stage::cluster;
}

std::string configHubRevision(const model::Hop& hop) {
    if (hop.stage != model::Stage::confighub || !hop.confighub) return {};
    return isNumber(hop.confighub->revision) ? "r" + hop.confighub->revision : std::string();
}

/// "1/1 ready" for "Running, 1/1 containers ready"; nothing for "Exists" and "Service is ready", which the card says.
std::string shortStatus(const std::string& status) {
    if (status == "Exists" || base::lower(status).ends_with(" is ready")) return {};
    std::string text = status.starts_with("Running, ") ? status.substr(9) : status;
    static constexpr std::string_view containers = " containers";
    if (const auto at = text.find(containers); at != std::string::npos) text.erase(at, containers.size());
    return text;
}

/// "Healthy" for "OutOfSync / Healthy" beside the word "out of sync"; nothing where the word says it all.
std::string beside(const Mark& mark, const std::string& status) {
    static constexpr std::string_view between = " / ";
    const std::size_t at = status.find(between);
    if (at == std::string::npos) return repeatsWord(mark, status) ? std::string() : status;
    return repeatsWord(mark, status.substr(0, at)) ? status.substr(at + between.size()) : status;
}

/// What is longer is a sentence and stays in the status: half of it would tell nothing.
constexpr std::size_t longestFact = 26;

std::string withNamespace(const model::Hop& hop, const std::string& ns) {
    return plain(hop.label()) + (ns.empty() ? "" : " in " + plain(ns));
}

}  // namespace

Writer::Writer(const model::Graph& graph, const Chosen& chosen, const DiagramOptions& options)
    : m_graph(graph), m_chosen(chosen), m_options(options), m_findings(model::findingsByHop(graph)) {
    if (options.redact) m_redaction.emplace(graph);
    const std::string* first = nullptr;
    for (NodeIndex node = 0; node < chosen.size() && !m_mixesNamespaces; ++node) {
        const std::string& ns = chosen.hop(node).ns;
        if (ns.empty()) continue;
        if (first == nullptr) first = &ns;
        m_mixesNamespaces = *first != ns;
    }
}

std::string Writer::idOf(NodeIndex node) const {
    const std::string& id = m_chosen.hop(node).id;
    return m_redaction ? m_redaction->id(id) : id;
}

std::string Writer::id(const Unit& unit, const Reduction& reduction) const {
    if (unit.kind == Unit::Kind::object) return idOf(unit.node);
    if (!m_redaction || unit.parent == noUnit) return unit.id;
    return "fold:" + id(reduction.units[unit.parent], reduction) + unit.id.substr(unit.id.rfind(':'));
}

std::string Writer::fact(const model::Hop& hop) const {
    if (m_redaction) {
        const std::string status = shortStatus(hop.health.status);
        return isSourceOrApplier(hop) ? m_redaction->revision(hop.revision) : (isCount(status) ? status : "");
    }
    if (const std::string revision = configHubRevision(hop); !revision.empty()) return plain(revision);
    if (!isSourceOrApplier(hop)) {
        const std::string status = plain(beside(markOf(hop), shortStatus(hop.health.status)));
        if (status.size() <= longestFact) return status;
        const std::string reason = plain(beside(markOf(hop), hop.health.reason));
        return reason.size() <= longestFact ? reason : std::string();
    }
    if (!hop.revision.empty()) return plain(model::shorten(model::parseOriginRevision(hop.revision)));
    return hop.ready() || hop.claimed ? std::string() : plain(hop.health.reason);
}

Card Writer::cardOf(const model::Hop& hop) const {
    Card card;
    const Mark mark = markOf(hop);
    card.icon = iconFor(hop.kind);
    if (card.icon == iconFor({}) && hop.stage == model::Stage::gitops) card.icon = "applier";
    card.kind = plain(hop.kind);
    card.name = m_redaction ? plain(m_redaction->name(hop)) : plain(hop.name);
    if (m_mixesNamespaces) card.ns = m_redaction ? m_redaction->ns(hop.ns) : plain(hop.ns);
    card.forbidden = hop.health.state == model::State::forbidden;
    card.claimed = hop.claimed;
    card.word = mark.word;
    card.fact = fact(hop);
    const auto created = hop.created.empty() ? std::nullopt : base::parseTime(hop.created);
    if (created && m_options.now.seconds > 0) card.age = base::formatAge(m_options.now.seconds - created->seconds);
    if (m_redaction) {
        card.status = card.word;
    } else {
        card.status = plain(hop.health.status);
        if (!hop.health.message.empty() && hop.health.status.find(hop.health.message) == std::string::npos)
            card.status += (card.status.empty() ? "" : ": ") + plain(hop.health.message);
    }
    if (!hop.cluster.empty()) card.cluster = m_redaction ? "another cluster" : plain(hop.cluster);
    addFindings(card, hop);
    addVerification(card, hop);
    return card;
}

std::optional<Tone> Writer::found(const model::Hop& hop) const {
    const auto found = m_findings.find(hop.id);
    return found == m_findings.end() ? std::nullopt : worstOf(found->second);
}

// What is merely worth knowing is told in the details.
void Writer::addFindings(Card& card, const model::Hop& hop) const {
    const auto found = m_findings.find(hop.id);
    if (found == m_findings.end()) return;
    int errors = 0;
    int warnings = 0;
    for (const model::Finding& finding : found->second) {
        if (finding.severity == model::Severity::info) continue;
        ++(finding.severity == model::Severity::error ? errors : warnings);
        if (m_redaction) continue;
        std::string note = std::string(model::name(finding.severity)) + ": " + plain(finding.message);
        if (!finding.by.empty()) note += ", by " + plain(finding.by);
        if (!finding.since.empty()) note += ", since " + plain(finding.since);
        card.notes.push_back(std::move(note));
    }
    const auto add = [&card](Tone tone, std::string glyph, int count, const std::string& word) {
        if (count == 0) return;
        const std::string number = std::to_string(count);
        card.chips.push_back({tone, std::move(glyph), number, number + " " + word + (count == 1 ? "" : "s")});
    };
    add(Tone::problem, "✗", errors, "error");
    add(Tone::attention, "!", warnings, "warning");
}

// Only what was checked has a chip: a claim and silence look alike on a picture.
void Writer::addVerification(Card& card, const model::Hop& hop) const {
    if (!hop.verification) return;
    const model::Verification& proof = *hop.verification;
    if (proof.state == "verified") card.chips.push_back({Tone::ok, "✓", "verified", "signature verified"});
    if (proof.state == "failed") card.chips.push_back({Tone::problem, "✗", "signature", "signature failed"});
    if (m_redaction) return;
    std::string note = "Signature: " + plain(proof.state == "unchecked" ? "not checked" : proof.state);
    for (const std::string* part : {&proof.method, &proof.identity, &proof.message}) {
        if (!part->empty()) note += ", " + plain(*part);
    }
    card.notes.push_back(std::move(note));
}

// A Deployment may be content while its ReplicaSet may not make Pods.
std::string Writer::factOfParts(const Unit& unit) const {
    if (unit.tone == Tone::problem) return {};
    const auto failed = std::count_if(unit.parts.begin(), unit.parts.end(),
                                      [this](NodeIndex part) { return m_chosen.tone(part) == Tone::problem; });
    if (failed == 0) return {};
    return std::to_string(failed) + (failed == 1 ? " ReplicaSet " : " ReplicaSets ") +
           std::string(markOf(model::State::failed).word);
}

Card Writer::card(const Unit& unit) const {
    Card card;
    if (unit.kind == Unit::Kind::object) {
        const model::Hop& hop = m_chosen.hop(unit.node);
        card = cardOf(hop);
        card.flows = m_chosen.lane(unit.node) == Lane::pods && hop.kind == "Pod" && !unit.foldable;
        // It lives where its owner does, which stands beside it.
        if (m_chosen.lane(unit.node) > Lane::workload && m_chosen.parent(unit.node) != noNode) card.ns.clear();
        if (const std::string parts = factOfParts(unit); !parts.empty()) {
            card.fact = parts;
            card.status += (card.status.empty() ? "" : "; ") + parts;
        }
        if (const auto change = m_options.changes.find(hop.id); change != m_options.changes.end())
            card.change = change->second;
    } else {
        describeFold(card, unit);
    }
    card.tone = unit.tone;
    card.foldable = unit.foldable;
    card.collapsed = unit.collapsed;
    for (const NodeIndex node : unit.kind == Unit::Kind::object ? unit.within : unit.objects)
        card.folded.push_back(idOf(node));
    for (const NodeIndex node : unit.parts) card.parts.push_back(idOf(node));
    return card;
}

void Writer::describeFold(Card& card, const Unit& unit) const {
    const std::string& kind = m_chosen.hop(unit.objects.front()).kind;
    const bool oneKind = std::all_of(unit.objects.begin(), unit.objects.end(),
                                     [&](NodeIndex node) { return m_chosen.hop(node).kind == kind; });
    const std::string count = std::to_string(unit.objects.size());
    card.kind = oneKind ? plain(kind) : "Object";
    const bool many = unit.objects.size() != 1;
    const std::string kinds = many ? base::plural(card.kind) : card.kind;
    switch (unit.kind) {
        case Unit::Kind::object:
        case Unit::Kind::pods:
            card.name = count + " " + kinds;
            break;
        case Unit::Kind::replicaSets:
            card.name = count + (many ? " old revisions" : " old revision");
            break;
        case Unit::Kind::more:
            card.name = count + " more " + kinds;
            break;
    }
    card.icon = unit.kind == Unit::Kind::pods ? "pods" : iconFor(card.kind);
    card.flows = std::all_of(unit.objects.begin(), unit.objects.end(), [this](NodeIndex node) {
        return m_chosen.lane(node) == Lane::pods && m_chosen.hop(node).kind == "Pod";
    });
    const auto worst = std::find_if(unit.objects.begin(), unit.objects.end(),
                                    [&](NodeIndex node) { return m_chosen.tone(node) == unit.tone; });
    card.word = markOf(m_chosen.hop(*worst).health.state).word;
    card.fact = countsOf(unit.objects);
    card.status = card.name + ": " + card.fact;
    card.change = changeOf(unit.objects);
}

std::string Writer::countsOf(const std::vector<NodeIndex>& nodes) const {
    // Good news first, as people write it: "11 ready, 1 failed".
    std::vector<std::tuple<int, std::string_view, int>> words;
    for (const NodeIndex node : nodes) {
        const std::string_view word = markOf(m_chosen.hop(node)).word;
        const auto known =
            std::find_if(words.begin(), words.end(), [word](const auto& entry) { return std::get<1>(entry) == word; });
        if (known == words.end()) {
            words.emplace_back(-severityRank(m_chosen.tone(node)), word, 1);
        } else {
            ++std::get<2>(*known);
        }
    }
    std::sort(words.begin(), words.end());
    std::string out;
    for (const auto& [rank, word, count] : words)
        out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(word);
    return out;
}

int Writer::changeOf(const std::vector<NodeIndex>& nodes) const {
    constexpr int changed = 2;
    if (m_options.changes.empty()) return 0;
    int common = -1;
    for (const NodeIndex node : nodes) {
        const auto found = m_options.changes.find(m_chosen.hop(node).id);
        const int change = found == m_options.changes.end() ? 0 : found->second;
        if (common >= 0 && change != common) return changed;
        common = change;
    }
    return std::max(common, 0);
}

Line Writer::line(const ChosenLink& link, const Break* found) const {
    Line line;
    const model::Grade grade = link.grade();
    line.rank = static_cast<int>(grade);
    line.stroke = grade == model::Grade::inferred ? Stroke::dotted
                  : grade == model::Grade::label  ? Stroke::dashed
                                                  : Stroke::solid;
    const std::string graded(model::name(grade));
    line.because = m_redaction ? graded : plain(link.because());
    if (!m_redaction) line.because += line.because.empty() ? graded : " (" + graded + ")";
    if (found == nullptr) return line;
    line.broken = true;
    line.label = m_redaction
                     ? m_redaction->revision(found->before) + std::string(unequal) + m_redaction->revision(found->after)
                     : plain(found->before) + std::string(unequal) + plain(found->after);
    return line;
}

std::string Writer::title() const {
    if (!m_options.title.empty() && !m_redaction) return plain(m_options.title);
    const auto called = [this](const model::Hop& hop) {
        return m_redaction ? m_redaction->name(hop) : withNamespace(hop, hop.ns);
    };
    if (m_options.chains.empty() && m_graph.traces.size() == 1) {
        const model::Hop* hop = m_graph.find(m_graph.traces.begin()->first);
        if (hop != nullptr) return called(*hop);
    }
    const std::size_t count = m_options.chains.empty() ? m_graph.chains.size() : m_options.chains.size();
    if (count == 1) {
        const std::string& id = m_options.chains.empty() ? m_graph.chains.front().id : *m_options.chains.begin();
        if (const model::Hop* hop = m_graph.find(id)) return called(*hop);
    }
    std::string out = std::to_string(count) + (count == 1 ? " chain" : " chains");
    if (!m_graph.context.empty() && !m_redaction) out += " in " + plain(m_graph.context);
    return out;
}

/// nullptr for a picture of several chains.
const model::Verdict* Writer::theVerdict() const {
    if (m_options.chains.empty() && m_graph.traces.size() == 1) return &m_graph.traces.begin()->second->verdict;
    if (m_options.chains.size() == 1) {
        const model::Chain* chain = m_graph.chain(*m_options.chains.begin());
        return chain == nullptr ? nullptr : &chain->verdict;
    }
    return m_options.chains.empty() && m_graph.chains.size() == 1 ? &m_graph.chains.front().verdict : nullptr;
}

std::string Writer::verdict() const {
    const model::Verdict* verdict = theVerdict();
    if (verdict == nullptr) return {};
    std::string out(markOf(verdict->state).word);
    if (m_redaction) return out;
    if (!verdict->at.empty()) out += " at " + plain(verdict->at);
    std::string cause = verdict->message.empty() ? verdict->reason : verdict->message;
    std::erase(cause, '\r');
    std::replace(cause.begin(), cause.end(), '\n', ' ');
    return cause.empty() ? out : out + ": " + plain(cause);
}

std::string Writer::subtitle() const {
    std::vector<std::string> parts;
    if (!m_graph.context.empty() && !m_redaction) parts.push_back("context " + plain(m_graph.context));
    if (const auto seen = base::parseTime(m_graph.seenAt)) {
        // "2026-11-21T04:37:09Z"
        std::string time = base::format(*seen);
        time.replace(10, 1, " ").replace(time.size() - 1, 1, " UTC");
        parts.push_back(std::move(time));
    }
    if (m_graph.cancelled)
        parts.emplace_back("reading was cancelled: only a part");
    else if (!m_graph.complete)
        parts.emplace_back("still reading");
    return base::join(parts, " · ");
}

}  // namespace scout::render
