#include "trace/graph_builder.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/side_by_side.h"
#include "trace/graph_assembly.h"
#include "trace/known.h"
#include "trace/readings.h"
#include "trace/rules/listed.h"
#include "trace/snapshot.h"

namespace scout::trace {

namespace {

constexpr std::size_t askedPerChain = 500;
// Of subjects that are investigated side by side: `enough` is asked between them. About two milliseconds each.
constexpr std::size_t batchPerProcessor = 16;

/// The rules that Applications sync by: read for their traces, and nothing that an owner is looked for.
bool isProject(const model::ObjectRef& ref) {
    return ref.group == "argoproj.io" && ref.kind == "AppProject";
}

// An object that is investigated, and what its investigation rests on.
struct Subject {
    model::ObjectRef ref;  ///< as the evidence's query names it
    bool applier = false;
    bool open = false;   ///< part of an open chain: looked into as far as the options say
    bool valid = false;  ///< the evidence that it rests on is as it was
    std::shared_ptr<const model::Trace> trace;
    std::vector<Query> questions;
    std::vector<const std::string*> looked;  ///< keys in State::lookedBy
};

}  // namespace

const std::vector<SurveyKind>& surveyKinds() {
    using Role = SurveyKind::Role;
    static const std::vector<SurveyKind> kinds = {
        {"kustomize.toolkit.fluxcd.io", "Kustomization", Role::applier},
        {"helm.toolkit.fluxcd.io", "HelmRelease", Role::applier},
        {"fluxcd.controlplane.io", "ResourceSet", Role::applier},
        {"fluxcd.controlplane.io", "FluxInstance", Role::applier},
        {"argoproj.io", "Application", Role::applier},
        {"argoproj.io", "ApplicationSet", Role::applier},
        {"source.toolkit.fluxcd.io", "GitRepository", Role::source},
        {"source.toolkit.fluxcd.io", "OCIRepository", Role::source},
        {"source.toolkit.fluxcd.io", "HelmRepository", Role::source},
        {"source.toolkit.fluxcd.io", "HelmChart", Role::source},
        {"source.toolkit.fluxcd.io", "Bucket", Role::source},
        {"source.toolkit.fluxcd.io", "ExternalArtifact", Role::source},
        {"source.extensions.fluxcd.io", "ArtifactGenerator", Role::source},
        {"apps", "Deployment", Role::workload},
        {"apps", "StatefulSet", Role::workload},
        {"apps", "DaemonSet", Role::workload},
        {"batch", "CronJob", Role::workload},
        {"batch", "Job", Role::owned},
        {"apps", "ReplicaSet", Role::owned},
        {"", "Pod", Role::owned},
    };
    return kinds;
}

struct GraphBuilder::State {
    explicit State(const Options& given) : options(given), deepOptions(given), openJudged(given.now) {
        options.reach = {};
        options.history = false;
        options.diff = false;
    }

    Options options;
    Options deepOptions;  ///< of open chains
    bool started = false;
    bool dirty = true;  ///< objects came, went or changed hands since the subjects were settled
    KnownObjects objects;
    /// What each of the processors has read.
    struct Desk {
        Readings readings;
        Readings deepReadings;
    };
    std::vector<Desk> desks = std::vector<Desk>(base::processors());
    std::map<std::string, Subject> subjects;  ///< by hop id
    std::unordered_map<std::string, std::unordered_set<Subject*>> lookedBy;
    std::set<std::string> open;
    base::Time openJudged;    ///< when all of the open chains were, last
    bool lookIntoAll = true;  ///< nobody has said yet which chains are open

    void changed(const std::string& key) {
        const auto found = lookedBy.find(key);
        if (found == lookedBy.end()) return;
        for (Subject* subject : found->second) subject->valid = false;
    }

    void forget(Subject& subject) {
        for (const std::string* key : std::exchange(subject.looked, {})) {
            const auto found = lookedBy.find(*key);
            found->second.erase(&subject);
            if (found->second.empty()) lookedBy.erase(found);
        }
    }

    /// Pure, as far as others see: what a desk has read is its own.
    Investigation investigated(const Subject& subject, const Evidence& evidence, Desk& desk) const {
        Investigation found = investigate(subject.ref, evidence, subject.open ? deepOptions : options,
                                          objects.appliers(), subject.open ? desk.deepReadings : desk.readings);
        found.trace.context = evidence.context;
        found.trace.tracedAt = evidence.recordedAt.empty() ? base::format(options.now) : evidence.recordedAt;
        return found;
    }

    void take(Subject& subject, Investigation&& found) {
        forget(subject);
        for (std::string& key : found.looked) {
            const auto entry = lookedBy.try_emplace(std::move(key)).first;
            entry->second.insert(&subject);
            subject.looked.push_back(&entry->first);
        }
        subject.trace = std::make_shared<const model::Trace>(std::move(found.trace));
        subject.questions = std::move(found.questions);
        subject.valid = true;
    }

    void investigateAnew(std::span<Subject* const> batch, const Evidence& evidence) {
        std::vector<Investigation> found(batch.size());
        base::sideBySide(batch.size(), desks.size(), [&](std::size_t desk, std::size_t i) {
            found[i] = investigated(*batch[i], evidence, desks[desk]);
        });
        for (std::size_t i = 0; i < batch.size(); ++i) take(*batch[i], std::move(found[i]));
    }

    void forgetReadings() {
        for (Desk& desk : desks) {
            desk.readings.clear();
            desk.deepReadings.clear();
        }
    }

    /// Hop ids of what open chains deliver, and of their appliers.
    std::set<std::string> opened() const {
        std::set<std::string> out;
        if (open.size() > mostLookedInto) return out;
        for (const std::string& chain : open) {
            out.insert(chain);
            const Known* applier = objects.find(chain);
            if (applier == nullptr) continue;
            for (const rules::Listed& listed : applier->record) {
                if (!listed.elsewhere) out.insert(listed.ref.id());
            }
        }
        return out;
    }

    /// Which objects are investigated: appliers, objects that nothing known owns, and what an applier lists - as far as
    /// it was answered.
    std::map<std::string, const model::ObjectRef*> wanted() const {
        std::map<std::string, const model::ObjectRef*> out;
        for (const auto& [id, known] : objects.all()) {
            const bool alone = known.top == &known && !known.source && !isProject(known.asked);
            if (known.applier || alone) out.emplace_hint(out.end(), id, &known.asked);
        }
        for (const auto& [id, known] : objects.all()) {
            for (const rules::Listed& listed : known.record) {
                if (listed.elsewhere) continue;
                std::string listedId = listed.ref.id();
                if (const Known* object = objects.find(listedId)) {
                    out.emplace(std::move(listedId), &object->asked);
                } else if (objects.isAnsweredWithout(listed.ref)) {
                    out.emplace(std::move(listedId), &listed.ref);
                }
            }
        }
        return out;
    }

    void settle() {
        if (!std::exchange(dirty, false)) return;
        objects.settle();
        const auto now = wanted();
        for (auto at = subjects.begin(); at != subjects.end();) {
            if (now.contains(at->first)) {
                ++at;
                continue;
            }
            forget(at->second);
            at = subjects.erase(at);
        }
        const std::set<std::string> deep = opened();
        for (const auto& [id, ref] : now) {
            Subject& subject = subjects[id];
            if (const bool isOpen = lookIntoAll || deep.contains(id); isOpen != subject.open) {
                subject.open = isOpen;
                subject.valid = false;
            }
            if (subject.ref != *ref) {
                subject.ref = *ref;
                subject.valid = false;
            }
            const Known* known = objects.find(id);
            subject.applier = known != nullptr && known->applier;
        }
    }
};

GraphBuilder::GraphBuilder(const Options& options) : m_state(std::make_unique<State>(options)) {}
GraphBuilder::~GraphBuilder() = default;

void GraphBuilder::update(const Evidence& evidence, const std::set<std::string>& changedKeys) {
    State& state = *m_state;
    state.forgetReadings();
    if (!std::exchange(state.started, true)) {
        state.objects.start(evidence);
        return;
    }
    for (const std::string& key : changedKeys) {
        if (state.objects.update(evidence, key)) state.dirty = true;
        state.changed(key);
    }
    for (const std::string& key : state.objects.takeRelisted()) state.changed(key);
}

void GraphBuilder::setNow(base::Time now) {
    m_state->options.now = now;
    m_state->deepOptions.now = now;
    m_state->forgetReadings();
    for (const std::string& key : m_state->objects.age()) m_state->changed(key);
    if (now.seconds - m_state->openJudged.seconds < judgeOpenEvery.count()) return;
    m_state->openJudged = now;
    for (const std::string& id : m_state->opened()) {
        if (const auto subject = m_state->subjects.find(id); subject != m_state->subjects.end())
            subject->second.valid = false;
    }
}

bool GraphBuilder::advance(const Evidence& evidence, const std::function<bool()>& enough) {
    State& state = *m_state;
    state.settle();
    for (const bool appliers : {true, false}) {
        std::vector<Subject*> waiting;
        for (auto& [id, subject] : state.subjects) {
            if (!subject.valid && subject.applier == appliers) waiting.push_back(&subject);
        }
        // Few are not worth a thread, and many give way between batches.
        const std::size_t batch = state.desks.size() * batchPerProcessor;
        const std::size_t step = waiting.size() < batch ? 1 : batch;
        for (std::size_t i = 0; i < waiting.size(); i += step) {
            if (enough && enough()) return false;
            state.investigateAnew(std::span(waiting).subspan(i, std::min(step, waiting.size() - i)), evidence);
        }
    }
    return true;
}

void GraphBuilder::setOpenChains(std::set<std::string> chainIds) {
    const Options& deep = m_state->deepOptions;
    const Options::Reach& reach = deep.reach;
    const bool further =
        reach.registries || reach.signatures || reach.configHub || reach.management || deep.history || deep.diff;
    if (further && (m_state->lookIntoAll || m_state->open != chainIds)) m_state->dirty = true;
    m_state->lookIntoAll = false;
    m_state->open = std::move(chainIds);
}

std::vector<model::ObjectRef> GraphBuilder::openObjects() const {
    std::vector<model::ObjectRef> out;
    for (const std::string& id : m_state->opened()) {
        const Known* known = m_state->objects.find(id);
        if (known != nullptr && out.size() < mostLookedInto * askedPerChain) out.push_back(known->asked);
    }
    return out;
}

std::shared_ptr<model::Graph> GraphBuilder::graph(const Evidence& evidence) const {
    Traces traces;
    bool complete = true;
    for (const auto& [id, subject] : m_state->subjects) {
        complete = complete && subject.valid;
        if (subject.trace != nullptr) traces.emplace_hint(traces.end(), id, subject.trace);
    }
    auto graph = std::make_shared<model::Graph>(assemble(m_state->objects, std::move(traces), m_state->options));
    graph->context = evidence.context;
    graph->seenAt = evidence.recordedAt.empty() ? base::format(m_state->options.now) : evidence.recordedAt;
    graph->complete = complete && !m_state->dirty && questions(evidence).empty();
    return graph;
}

std::vector<Query> GraphBuilder::questions(const Evidence& evidence) const {
    std::map<std::string, Query> out;
    for (const auto& [id, subject] : m_state->subjects) {
        for (const Query& query : subject.questions) {
            if (evidence.isOpen(query)) out.try_emplace(query.key(), query);
        }
    }
    for (const std::string& chain : m_state->open) {
        const Known* applier = m_state->objects.find(chain);
        if (applier == nullptr) continue;
        std::size_t asked = 0;
        for (const rules::Listed& listed : applier->record) {
            if (listed.elsewhere || asked >= askedPerChain) continue;
            const Query query = askFor(listed.ref, listed.version);
            if (evidence.find(query) != nullptr) continue;
            out.try_emplace(query.key(), query);
            ++asked;
        }
    }
    std::vector<Query> queries;
    queries.reserve(out.size());
    for (auto& [key, query] : out) queries.push_back(std::move(query));
    return queries;
}

std::shared_ptr<const model::Graph> buildGraph(const Evidence& evidence, const Options& options) {
    GraphBuilder builder(options);
    builder.update(evidence, {});
    builder.advance(evidence, {});
    std::vector<Query> questions = builder.questions(evidence);
    if (questions.empty()) return builder.graph(evidence);

    Evidence completed = evidence;
    while (!questions.empty()) {
        std::set<std::string> keys;
        for (const Query& query : questions) {
            completed.add(query, notRecorded(query));
            keys.insert(query.key());
        }
        builder.update(completed, keys);
        builder.advance(completed, {});
        questions = builder.questions(completed);
    }
    return builder.graph(completed);
}

}  // namespace scout::trace
