#include "render/text.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

#include "model/ladder.h"
#include "render/differences_text.h"
#include "render/facts.h"
#include "render/history_text.h"
#include "render/wrap.h"

namespace scout::render {

namespace {

using model::Hop;

constexpr std::size_t margin = 2;     // before the root's mark
constexpr std::size_t levelStep = 6;  // from a mark to the mark below it
constexpr std::size_t longestRung = std::string_view("attempted").size();

struct Lines {
    std::string_view bar;
    std::string_view branch;
    std::string_view arrow;
};
constexpr Lines unicodeLines = {"│", "└─▶ ", "→"};
constexpr Lines asciiLines = {"|", "`-> ", "->"};

std::string blanks(std::size_t count) {
    return std::string(count, ' ');
}

std::string plural(std::int64_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

class TextWriter {
  public:
    TextWriter(const model::Trace& trace, const TextStyle& style)
        : m_trace(trace), m_style(style), m_lines(style.unicode ? unicodeLines : asciiLines) {
        for (const Hop& hop : trace.chain) m_chain.insert(hop.id);
        m_described = m_chain;
    }

    std::string write() && {
        writeHeading();
        for (std::size_t i = 0; i < m_trace.chain.size(); ++i) writeHop(i);
        if (!m_trace.chain.empty()) m_out += "\n";
        writeUnconnected();
        writeVerdict();
        writeRevisions();
        writeFindings();
        m_out += differencesText(m_trace, m_style);
        m_out += historyText(m_trace, m_style);
        if (m_style.wide) writeCost();
        return std::move(m_out);
    }

  private:
    std::string safe(std::string_view text) const { return safeLine(text, m_style.unicode); }
    std::string safeMany(std::string_view text) const { return safeLines(text, m_style.unicode); }

    // `first` stands before the first line, `rest` before those that follow; both take columns.
    void writeWrapped(const std::string& first, const std::string& rest, std::string_view text) {
        m_out += hanging(first, rest, text, m_style.width);
    }

    void writeHeading() {
        const model::ObjectRef& object = m_trace.object;
        const bool inArgosOwn = object.group == "argoproj.io" && object.kind == "Application" && object.ns == "argocd";
        const std::string place = object.ns.empty() || inArgosOwn ? std::string() : " in " + object.ns;
        m_out += "TRACE: " + safe(object.label() + place) + "\n\n";
    }

    std::string title(const Hop& hop) const {
        const Mark mark = markOf(hop);
        std::string out = symbol(mark, m_style) + " " + safe(hop.label());
        if (!hop.ready() || hop.claimed) out += " (" + paint(mark, mark.word, m_style) + ")";
        return out;
    }

    void writeHop(std::size_t index) {
        const Hop& hop = m_trace.chain[index];
        const bool last = index + 1 == m_trace.chain.size();
        const std::size_t barColumn = margin + index * levelStep + 2;
        const std::string bar = blanks(barColumn) + (last ? "" : std::string(m_lines.bar) + " ");
        if (index == 0)
            m_out += blanks(margin);
        else
            m_out += blanks(barColumn - levelStep) + std::string(m_lines.branch);
        m_out += title(hop) + "\n";
        writeFacts(hop, hop.because, bar);
        if (!last) m_out += blanks(barColumn) + std::string(m_lines.bar) + "\n";
    }

    void writeFacts(const Hop& hop, const model::Because& because, const std::string& prefix) {
        for (const Fact& fact : factsOf(m_trace, hop, because, m_style)) {
            writeWrapped(prefix, prefix + blanks(2), fact.key + ": " + fact.value);
        }
        for (const model::Edge& edge : m_trace.edges) {
            if (edge.to != hop.id || m_chain.contains(edge.from)) continue;
            const Hop* from = node(edge.from);
            if (from == nullptr) continue;
            m_out += prefix + wordFor(edge, hop) + ": " + title(*from) + "\n";
            // Its facts stand at its first place; that also ends a walk in a circle.
            if (!declaresBelow(edge, hop) && m_described.insert(edge.from).second)
                writeFacts(*from, edge.because, prefix + blanks(2));
        }
    }

    // One that declares a source usually declares its applier too: its facts stand there, nearer to the object.
    bool declaresBelow(const model::Edge& edge, const Hop& effect) const {
        if (edge.relation != "applies" || effect.stage == model::Stage::gitops) return false;
        return std::any_of(m_trace.edges.begin(), m_trace.edges.end(), [&](const model::Edge& other) {
            return other.from == edge.from && other.relation == "applies" && other.to != effect.id &&
                   isApplierOfChain(other.to);
        });
    }

    bool isApplierOfChain(const std::string& id) const {
        return std::any_of(m_trace.chain.begin(), m_trace.chain.end(),
                           [&id](const Hop& hop) { return hop.id == id && hop.stage == model::Stage::gitops; });
    }

    // An applier or source is declared by another one: its own content comes from elsewhere.
    std::string wordFor(const model::Edge& edge, const Hop& effect) const {
        const bool declared = edge.relation == "applies" && effect.stage != model::Stage::cluster;
        if (declared) return "Declared by";
        return m_chain.contains(effect.id) ? "Also from" : "From";
    }

    const Hop* node(const std::string& id) const {
        const auto found =
            std::find_if(m_trace.nodes.begin(), m_trace.nodes.end(), [&id](const Hop& hop) { return hop.id == id; });
        return found == m_trace.nodes.end() ? nullptr : &*found;
    }

    void writeUnconnected() {
        bool any = false;
        for (const Hop& hop : m_trace.nodes) {
            if (!m_described.insert(hop.id).second) continue;
            m_out += blanks(margin) + "Also seen: " + title(hop) + "\n";
            writeFacts(hop, {}, blanks(margin + 2));
            any = true;
        }
        if (any) m_out += "\n";
    }

    void writeAdvice(const std::string& indent, const std::string& advice) {
        if (advice.empty()) return;
        const std::string arrow(m_lines.arrow);
        writeWrapped(indent + arrow + " ", indent + blanks(visibleColumns(arrow) + 1), safeMany(advice));
    }

    // A verdict without a message of its own repeats the status of its hop, which stands in the tree; no message is
    // there too.
    bool isStatusInTree(const model::Verdict& verdict) const {
        return verdict.message.empty() ||
               std::any_of(m_trace.chain.begin(), m_trace.chain.end(), [&verdict](const Hop& hop) {
                   return hop.label() == verdict.at && hop.health.message.empty() &&
                          hop.health.status == verdict.message;
               });
    }

    static std::string betweenRungs(model::VerdictState state) {
        return state == model::VerdictState::progressing ? "Under way between " : "Stopped between ";
    }

    void writeVerdict() {
        const model::Verdict& verdict = m_trace.verdict;
        const Mark mark = markOf(verdict.state);
        const std::string start = symbol(mark, m_style) + " ";
        const std::string indent = blanks(2);
        if (verdict.state == model::VerdictState::ready) {
            writeReady(start);
            return;
        }
        std::string word(mark.word);
        word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
        // "Not managed" needs its reason in the same breath.
        const bool sentence = verdict.state == model::VerdictState::unmanaged && !verdict.message.empty();
        std::string headline = sentence ? safeMany(verdict.message) : paint(mark, word, m_style);
        if (!sentence && !verdict.at.empty()) headline += " at " + safe(verdict.at);
        const bool says = !verdict.reason.empty() && !repeatsWord(mark, verdict.reason);
        if (!sentence && says) headline += ": " + safe(verdict.reason);
        writeWrapped(start, indent, headline);
        if (!sentence && !isStatusInTree(verdict)) writeWrapped(indent, indent, safeMany(verdict.message));
        const std::string where = model::whereItStopped(m_trace.revisions);
        // A verdict about the ladder itself has said it.
        if (!where.empty() && verdict.message.find(where) == std::string::npos)
            writeWrapped(indent, indent, safe(betweenRungs(verdict.state) + where + "."));
        writeAdvice(indent, verdict.advice);
    }

    void writeReady(const std::string& start) {
        const std::string managed = m_trace.tool == "none" ? std::string() : " Managed by " + safe(m_trace.tool);
        const std::string indent = blanks(2);
        if (m_trace.fullyManaged) {
            writeWrapped(start, indent, "All levels in sync." + managed + (managed.empty() ? "" : "."));
            // In sync with what was fetched; whether there is something newer is another question.
            if (const std::string why = model::whyNothingNewer(m_trace.revisions); !why.empty())
                writeWrapped(indent, indent, safe(why));
            return;
        }
        writeWrapped(start, indent,
                     "Ready." + managed + (managed.empty() ? " Not" : ", but not") + " proven all the way.");
        if (!m_trace.verdict.message.empty()) writeWrapped(indent, indent, safeMany(m_trace.verdict.message));
        for (std::size_t i = 0; i + 1 < m_trace.chain.size(); ++i)
            writeWeakLink(m_trace.chain[i], m_trace.chain[i + 1]);
        if (m_trace.chain.empty()) return;
        const Hop& root = m_trace.chain.front();
        if (root.stage == model::Stage::gitops)
            writeWrapped(indent, blanks(4), "No source was seen above " + safe(root.label()) + ".");
    }

    void writeWeakLink(const Hop& cause, const Hop& effect) {
        const model::Grade grade = cause.because.grade;
        if (grade != model::Grade::label && grade != model::Grade::inferred) return;
        const std::string basis = grade == model::Grade::label ? "By label only: " : "By a naming rule only: ";
        const std::string link = safe(cause.label()) + " " + std::string(m_lines.arrow) + " " + safe(effect.label());
        writeWrapped(blanks(2), blanks(4), basis + link + safe(" (" + cause.because.text + ")"));
    }

    // A ladder is drawn where something is behind, where the source itself was asked, and where what is live is not
    // healthy.
    void writeRevisions() {
        const model::Revisions& revisions = m_trace.revisions;
        if (m_style.wide) {
            writeRungs();
            return;
        }
        const bool worthIt = !revisions.behind.empty() || revisions.head || !revisions.liveUnknown.empty() ||
                             model::isAppliedButNotHealthy(revisions);
        const std::vector<model::LadderStep> steps = model::ladderOf(revisions);
        if (!worthIt || steps.empty()) return;
        std::size_t widest = 0;
        for (const model::LadderStep& step : steps)
            widest = std::max(widest, visibleColumns(safe(revisionText(step.revision, m_style))));
        m_out += "\nRevisions:\n";
        for (const model::LadderStep& step : steps) {
            const Mark mark = markOf(step, &step == &steps.front(), revisions);
            const std::string start = blanks(2) + symbol(mark, m_style) + " ";
            const std::string revision = safe(revisionText(step.revision, m_style));
            const std::string gap = blanks(widest - visibleColumns(revision) + 2);
            writeWrapped(start + revision + gap, blanks(visibleColumns(start) + widest + 2), rungNames(step));
        }
        if (!revisions.liveUnknown.empty())
            writeWrapped(blanks(2) + symbol(markOf(model::State::unknown), m_style) + " ", blanks(4),
                         safe("live is not known: " + revisions.liveUnknown));
    }

    std::string rungNames(const model::LadderStep& step) const {
        std::string out;
        for (const std::string_view name : step.names) {
            out += (out.empty() ? "" : ", ") + std::string(name);
            if (name == "live") out += healthInBrackets();
        }
        return out + (step.apart ? " (another kind of revision)" : "");
    }

    std::string healthInBrackets() const {
        if (m_trace.revisions.liveHealth == "unhealthy") return " (not healthy)";
        return m_trace.revisions.liveHealth == "checking" ? " (health being checked)" : "";
    }

    void writeRungs() {
        const model::Revisions& revisions = m_trace.revisions;
        const std::vector<model::NamedRung> rungs = model::rungsOf(revisions);
        if (rungs.empty() && revisions.headUnread.empty()) return;
        m_out += "\nRevisions:\n";
        const auto start = [](std::string_view name) {
            return blanks(2) + std::string(name) + ":" + blanks(longestRung + 1 - name.size());
        };
        if (!revisions.head && !revisions.headUnread.empty())
            writeWrapped(start("head"), blanks(4),
                         safe((revisions.headMissing ? "not there: " : "not read: ") + revisions.headUnread));
        for (const auto& [name, rung] : rungs) {
            std::string line = rung->value;
            if (!rung->at.empty()) line += " at " + rung->at;
            if (!rung->from.empty()) line += " (" + rung->from + ")";
            if (name == "live") line += healthInBrackets();
            const std::string behind =
                name == revisions.behind ? ", " + paint(markOf(model::State::stale), "behind", m_style) : "";
            writeWrapped(start(name), blanks(4), safe(line) + behind);
        }
        if (!revisions.liveUnknown.empty())
            writeWrapped(start("live"), blanks(4), safe("not known: " + revisions.liveUnknown));
    }

    // That ConfigHub could tell more is no news about the object: wide and the other formats say it.
    bool isShown(const model::Finding& finding) const {
        return m_style.wide || finding.kind != "confighub-not-connected";
    }

    void writeFindings() {
        bool any = false;
        for (const model::Finding& finding : m_trace.findings) {
            if (!isShown(finding)) continue;
            if (!std::exchange(any, true)) m_out += "\nFindings:\n";
            const Mark mark = markOf(finding.severity);
            const std::string start = blanks(2) + symbol(mark, m_style) + " ";
            const std::string indent = blanks(visibleColumns(start));
            std::string text = finding.at.empty() ? std::string() : " at " + safe(finding.at);
            // What the verdict has just said is not said again.
            if (finding.message != m_trace.verdict.message) text += ": " + safeMany(finding.message);
            text += safe(byWhom(finding));
            writeWrapped(start, indent, paint(mark, safe(finding.kind), m_style) + text);
            // The verdict gives the same advice when it has the finding's message.
            if (finding.advice != m_trace.verdict.advice) writeAdvice(indent, finding.advice);
        }
    }

    static std::string byWhom(const model::Finding& finding) {
        if (finding.by.empty()) return finding.since.empty() ? std::string() : " (since " + finding.since + ")";
        return " (by " + finding.by + (finding.since.empty() ? "" : ", " + finding.since) + ")";
    }

    void writeCost() {
        m_out += "\n";
        const std::string time = m_trace.tracedAt.empty() ? std::string() : " at " + m_trace.tracedAt;
        if (!m_trace.context.empty()) writeWrapped("", blanks(2), safe("Context " + m_trace.context + time));
        const model::Cost& cost = m_trace.cost;
        m_out += plural(cost.requests, "request") + " in " + plural(cost.rounds, "round") + ", " +
                 formatBytes(cost.bytes) + "\n";
    }

    const model::Trace& m_trace;
    const TextStyle& m_style;
    const Lines& m_lines;
    std::set<std::string> m_chain;      ///< ids
    std::set<std::string> m_described;  ///< ids of the hops whose facts stand in the text
    std::string m_out;
};

}  // namespace

std::string toText(const model::Trace& trace, const TextStyle& style) {
    return TextWriter(trace, style).write();
}

std::string toText(const std::vector<model::Trace>& traces, const TextStyle& style) {
    std::string out;
    for (const model::Trace& trace : traces) out += (out.empty() ? "" : "\n---\n\n") + toText(trace, style);
    return out;
}

}  // namespace scout::render
