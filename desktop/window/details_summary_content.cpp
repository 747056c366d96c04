#include "desktop/window/details_summary_content.h"

#include <algorithm>
#include <set>

#include "desktop/window/details_summary_parts.h"
#include "desktop/window/graph_model_cells.h"
#include "desktop/window/plain_text.h"
#include "model/graph_findings.h"
#include "model/object.h"
#include "model/revision.h"
#include "render/marks.h"
#include "trace/why.h"

namespace scout::desktop {

namespace {

using Kind = SummaryRow::Kind;

/// More effects or folded objects than that are only counted.
constexpr std::size_t listedEffects = 12;
constexpr std::size_t listedFolded = 500;

QString ago(const DetailsSubject& subject, const std::string& rfc3339) {
    const QString age = subject.age(rfc3339);
    return age.isEmpty() ? line(rfc3339) : QStringLiteral("%1 ago (%2)").arg(age, line(rfc3339));
}

SummaryRow hopRow(const model::Hop& hop, const QString& detail) {
    SummaryRow row;
    row.kind = Kind::hop;
    row.value = line(hop.label());
    row.detail = detail;
    row.badge = badgeOf(hop);
    row.target = QString::fromStdString(hop.id);
    return row;
}

QString stateDetail(const model::Hop& hop) {
    return QStringLiteral("%1 · %2").arg(line(render::markOf(hop).word), line(hop.health.status));
}

void addState(std::vector<SummarySection>& sections, const DetailsSubject& subject) {
    const model::Hop& hop = *subject.hop;
    Section section(QStringLiteral("State"));
    SummaryRow state;
    state.label = QStringLiteral("State");
    state.value = line(render::markOf(hop).word);
    state.badge = badgeOf(hop);
    section.add(std::move(state));
    section.text(QStringLiteral("Status"), hop.health.status);
    if (hop.health.reason != hop.health.status) section.text(QStringLiteral("Reason"), hop.health.reason);
    // A status often ends with more than the message: "(retrying)".
    if (hop.health.status.find(hop.health.message) == std::string::npos)
        section.text(QStringLiteral("Message"), hop.health.message);
    if (!hop.health.lastTransitionTime.empty()) {
        section.text(QStringLiteral("Since"), ago(subject, hop.health.lastTransitionTime).toStdString());
    }
    if (hop.claimed) {
        section.text(QStringLiteral("Known from"), "another object's word only; nothing of its own was seen");
    }
    section.closeInto(sections);
}

void addVerdict(std::vector<SummarySection>& sections, const DetailsSubject& subject, const NearestTrace& nearest) {
    const model::Verdict& verdict = nearest.trace->verdict;
    const bool own = nearest.of == subject.hop->id;
    Section section(own ? QStringLiteral("Verdict")
                        : QStringLiteral("Verdict of %1").arg(line(nearest.trace->object.label())));
    SummaryRow state;
    state.label = QStringLiteral("Verdict");
    state.value = line(render::markOf(verdict.state).word);
    if (!verdict.at.empty()) state.value += QStringLiteral(" at %1").arg(line(verdict.at));
    state.badge = badgeOf(verdict.state);
    section.add(std::move(state));
    section.text(QStringLiteral("Reason"), verdict.reason);
    section.text(QStringLiteral("Message"), verdict.message);
    section.text(QStringLiteral("What to do"), verdict.advice);
    section.closeInto(sections);
}

void addRevisions(std::vector<SummarySection>& sections, const DetailsSubject& subject, const model::Revisions& all) {
    Section section(QStringLiteral("Revisions"));
    const auto add = [&](const char* name, const std::optional<model::Rung>& rung) {
        if (!rung) return;
        SummaryRow row;
        row.kind = Kind::code;
        row.label = QString::fromLatin1(name);
        row.value = line(model::shorten(model::parseRevision(rung->value)));
        row.target = line(rung->value);
        const bool behind = all.behind == name;
        if (behind) row.badge = Badge{render::Tone::attention, false, false};
        row.detail = joined({behind ? QStringLiteral("behind: differs from the one above") : QString(),
                             line(rung->from), rung->at.empty() ? QString() : ago(subject, rung->at)},
                            QStringLiteral(" · "));
        section.add(std::move(row));
    };
    add("head", all.head);
    add("fetched", all.fetched);
    add("attempted", all.attempted);
    add("applied", all.applied);
    add("live", all.live);
    const bool any = all.head || all.fetched || all.attempted || all.applied || all.live;
    if (any && !all.head) section.text(QStringLiteral("head"), all.headUnread, Kind::muted);
    if (all.live) section.text(QStringLiteral("live is"), all.liveHealth);
    if (!all.liveUnknown.empty()) section.text(QStringLiteral("live"), "not known: " + all.liveUnknown, Kind::muted);
    section.closeInto(sections);
}

Badge badgeOfSeverity(model::Severity severity) {
    switch (severity) {
        case model::Severity::error:
            return {render::Tone::problem, false, false};
        case model::Severity::warning:
            return {render::Tone::attention, false, false};
        case model::Severity::info:
            break;
    }
    return {render::Tone::unknown, false, true};
}

/// Of the answer that tells about the subject; of a source, which has none, what any answer says about it.
void addFindings(std::vector<SummarySection>& sections, const DetailsSubject& subject, const NearestTrace& nearest) {
    std::vector<model::Finding> findings;
    if (nearest.trace) {
        findings = nearest.trace->findings;
    } else {
        const auto all = model::findingsByHop(*subject.graph);
        if (const auto found = all.find(subject.hop->id); found != all.end()) findings = found->second;
    }
    Section section(QStringLiteral("Findings"));
    for (const model::Finding& finding : findings) {
        SummaryRow row;
        row.label = line(model::name(finding.severity));
        row.value = lines(finding.message);
        const QString who =
            joined({finding.by.empty() ? QString() : QStringLiteral("by %1").arg(line(finding.by)),
                    finding.since.empty() ? QString() : QStringLiteral("since %1").arg(ago(subject, finding.since))},
                   QStringLiteral(", "));
        row.detail = joined({line(finding.at), who, lines(finding.advice)}, QStringLiteral("\n"));
        row.badge = badgeOfSeverity(finding.severity);
        section.add(std::move(row));
    }
    section.closeInto(sections);
}

void addNeighbours(std::vector<SummarySection>& sections, const DetailsSubject& subject) {
    const model::Graph& graph = *subject.graph;
    std::vector<const model::Edge*> causes;
    std::vector<const model::Edge*> effects;
    for (const model::Edge& edge : graph.edges) {
        if (edge.to == subject.hop->id) causes.push_back(&edge);
        if (edge.from == subject.hop->id) effects.push_back(&edge);
    }
    std::stable_sort(causes.begin(), causes.end(), [](const model::Edge* one, const model::Edge* other) {
        return one->because.grade < other->because.grade;
    });
    Section from(QStringLiteral("Comes from"));
    for (const model::Edge* edge : causes) {
        const model::Hop* hop = graph.find(edge->from);
        if (hop == nullptr) continue;
        from.add(hopRow(*hop, QStringLiteral("%1 · %2: %3")
                                  .arg(line(edge->relation), line(trace::certainty(edge->because.grade)),
                                       line(edge->because.text))));
    }
    from.closeInto(sections);

    std::vector<const model::Hop*> below;
    for (const model::Edge* edge : effects) {
        if (const model::Hop* hop = graph.find(edge->to)) below.push_back(hop);
    }
    std::stable_sort(below.begin(), below.end(), [](const model::Hop* one, const model::Hop* other) {
        return compareCells(*one, *other, GraphColumn::state) < 0;
    });
    Section to(QStringLiteral("Leads to"));
    for (std::size_t next = 0; next < below.size() && next < listedEffects; ++next) {
        to.add(hopRow(*below[next], stateDetail(*below[next])));
    }
    if (below.size() > listedEffects) {
        to.add({Kind::muted, {}, QStringLiteral("and %1 more").arg(below.size() - listedEffects), {}, {}, {}});
    }
    to.closeInto(sections);
}

void addConditions(std::vector<SummarySection>& sections, const DetailsSubject& subject, const SummaryObject& object) {
    Section section(QStringLiteral("Conditions"));
    if (object.value) {
        for (const model::Condition& condition : model::KubeObject(*object.value).conditions()) {
            SummaryRow row;
            row.label = line(condition.type);
            row.value = joined({line(condition.status), line(condition.reason)}, QStringLiteral(" · "));
            row.detail =
                joined({lines(condition.message),
                        condition.lastTransitionTime.empty() ? QString() : ago(subject, condition.lastTransitionTime)},
                       QStringLiteral("\n"));
            section.add(std::move(row));
        }
    }
    if (object.error) {
        const bool hopeless = object.error->kind == base::ErrorKind::unsupported;
        SummaryRow row;
        row.kind = hopeless ? Kind::muted : Kind::retry;
        row.value = joined({line(object.error->what), lines(object.error->advice)}, QStringLiteral("\n"));
        section.add(std::move(row));
    } else if (object.loading && !object.value) {
        section.add({Kind::muted, {}, QStringLiteral("Reading the object…"), {}, {}, {}});
    }
    section.closeInto(sections);
}

void addIdentity(std::vector<SummarySection>& sections, const DetailsSubject& subject) {
    const model::Hop& hop = *subject.hop;
    Section section(QStringLiteral("Object"));
    section.text(QStringLiteral("API version"), hop.apiVersion);
    if (hop.resource && hop.resource->kind != hop.kind) {
        section.text(QStringLiteral("Declared by"), hop.resource->label());
    }
    if (!hop.created.empty()) section.text(QStringLiteral("Created"), ago(subject, hop.created).toStdString());
    section.code(QStringLiteral("UID"), hop.uid);
    section.code(QStringLiteral("Revision"), hop.revision);
    section.code(QStringLiteral("URL"), hop.url);
    section.code(QStringLiteral("Path"), hop.path);
    section.text(QStringLiteral("Cluster"), hop.cluster);
    section.closeInto(sections);
}

std::vector<SummarySection> summaryOfFold(const DetailsSubject& subject) {
    std::vector<const model::Hop*> folded = subject.folded;
    std::stable_sort(folded.begin(), folded.end(), [](const model::Hop* one, const model::Hop* other) {
        return compareCells(*one, *other, GraphColumn::state) < 0;
    });
    Section section(QStringLiteral("Stands for"));
    for (std::size_t next = 0; next < folded.size() && next < listedFolded; ++next) {
        section.add(hopRow(*folded[next], stateDetail(*folded[next])));
    }
    if (folded.size() > listedFolded) {
        section.add({Kind::muted, {}, QStringLiteral("and %1 more").arg(folded.size() - listedFolded), {}, {}, {}});
    }
    std::vector<SummarySection> sections;
    section.closeInto(sections);
    return sections;
}

}  // namespace

NearestTrace nearestTrace(const model::Graph& graph, const std::string& hopId) {
    std::set<std::string> seen;
    std::string at = hopId;
    while (!at.empty() && seen.insert(at).second) {
        const auto found = graph.traces.find(at);
        if (found != graph.traces.end() && found->second) return {found->second, at};
        // Only up from what a workload owns: what a source delivers says nothing about the source.
        const model::Edge* up = nullptr;
        for (const model::Edge& edge : graph.edges) {
            if (edge.to != at || edge.relation != "owns") continue;
            if (up == nullptr || edge.because.grade < up->because.grade) up = &edge;
        }
        at = up == nullptr ? std::string() : up->from;
    }
    return {};
}

std::vector<SummarySection> summaryOf(const DetailsSubject& subject, const SummaryObject& object) {
    if (subject.hop == nullptr) return subject.folded.empty() ? std::vector<SummarySection>() : summaryOfFold(subject);
    std::vector<SummarySection> sections;
    const NearestTrace nearest = nearestTrace(*subject.graph, subject.hop->id);
    addState(sections, subject);
    if (nearest.trace) {
        addVerdict(sections, subject, nearest);
        addRevisions(sections, subject, nearest.trace->revisions);
    }
    addFindings(sections, subject, nearest);
    addVerification(sections, *subject.hop);
    addNeighbours(sections, subject);
    addConditions(sections, subject, object);
    addIdentity(sections, subject);
    addOrigins(sections, *subject.hop);
    return sections;
}

QString plainSummary(const std::vector<SummarySection>& sections) {
    QStringList out;
    for (const SummarySection& section : sections) {
        if (!out.isEmpty()) out << QString();
        out << section.title;
        for (const SummaryRow& row : section.rows) {
            out << (row.label.isEmpty() ? row.value : QStringLiteral("%1: %2").arg(row.label, row.value));
            if (!row.detail.isEmpty()) out << QStringLiteral("  ") + row.detail;
        }
    }
    return out.isEmpty() ? QString() : out.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace scout::desktop
