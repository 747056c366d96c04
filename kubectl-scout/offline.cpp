#include "kubectl-scout/offline.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "base/time.h"
#include "engine/recording.h"
#include "kube/api_error.h"
#include "kube/mapper.h"
#include "kubectl-scout/files.h"
#include "kubectl-scout/resources.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

namespace {

kube::Resource resourceOf(const model::ObjectRef& ref) {
    if (const auto* known = kube::findBuiltin(ref.group, ref.kind)) return *known;
    kube::Resource resource;
    resource.group = ref.group;
    resource.kind = ref.kind;
    resource.singular = base::lower(ref.kind);
    resource.plural = base::plural(resource.singular);
    resource.namespaced = !ref.ns.empty();
    return resource;
}

std::string place(const model::ObjectRef& ref) {
    return ref.label() + (ref.ns.empty() ? std::string() : " in " + ref.ns);
}

// "it holds A, B and 3 more".
std::string contents(const trace::Snapshot& snapshot) {
    if (snapshot.subjects.empty()) return "It was recorded for no object.";
    constexpr std::size_t shown = 8;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < snapshot.subjects.size() && i < shown; ++i)
        names.push_back(place(snapshot.subjects[i]));
    std::string text = "It was recorded for " + base::join(names, ", ");
    if (snapshot.subjects.size() > shown) text += " and " + std::to_string(snapshot.subjects.size() - shown) + " more";
    return text;
}

// An Application named without a namespace is where the recording has it.
Subject wherever(Subject subject, const trace::Evidence& evidence) {
    if (evidence.find(trace::askFor(subject.ref)) != nullptr) return subject;
    Subject anywhere = subject;
    anywhere.ref.ns.clear();
    const auto found = placed(anywhere, evidence);
    return found && !found->ref.ns.empty() ? *found : subject;
}

}  // namespace

base::Result<trace::Snapshot> loadSnapshot(const Environment& environment, const Options& options) {
    if (options.isTrue("demo")) return trace::readSnapshot(resource::demoSnapshot(), "the bundled demo");
    const std::string path = options.textOr("from", "");
    const auto files = options.list("filename");
    if (path == "-" && std::find(files.begin(), files.end(), "-") != files.end()) {
        return Error{ErrorKind::usage, "standard input cannot be used for multiple arguments", "--from -",
                     "Give one of the two as a file."};
    }
    const auto text = readInput(path, environment, engine::largestSnapshot);
    if (!text) return text.error();
    return trace::readSnapshot(*text, path == "-" ? "standard input" : path);
}

kube::Discovered recordedKinds(const trace::Evidence& evidence) {
    kube::Discovered discovered;
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& [key, entry] : evidence.entries()) {
        const auto& ref = entry.query.ref;
        if (!trace::isOfCluster(entry.query.type)) continue;
        if (entry.query.type == trace::Query::Type::search || !seen.insert({ref.group, ref.kind}).second) continue;
        discovered.resources.push_back(resourceOf(ref));
    }
    return discovered;
}

std::vector<base::Result<Subject>> recordedSubjects(const trace::Snapshot& snapshot) {
    std::vector<base::Result<Subject>> subjects;
    for (const auto& ref : snapshot.subjects) {
        Subject subject;
        subject.ref = ref;
        subject.resource = resourceOf(ref);
        subjects.emplace_back(std::move(subject));
    }
    return subjects;
}

base::Result<Subject> placed(Subject subject, const trace::Evidence& evidence) {
    if (!subject.resource.namespaced || !subject.ref.ns.empty()) return subject;
    std::set<std::string> namespaces;
    for (const auto& [key, entry] : evidence.entries()) {
        const auto& ref = entry.query.ref;
        const bool same =
            ref.group == subject.ref.group && ref.kind == subject.ref.kind && ref.name == subject.ref.name;
        const bool here = entry.query.cluster == trace::Query::Cluster::traced;
        if (same && here && entry.answer.isKnown() && entry.query.type != trace::Query::Type::search)
            namespaces.insert(ref.ns);
    }
    if (namespaces.size() > 1) {
        return Error{ErrorKind::usage, "the snapshot holds " + subject.ref.label() + " in several namespaces", "",
                     "Choose with -n: " + base::join({namespaces.begin(), namespaces.end()}, ", ")};
    }
    if (!namespaces.empty()) subject.ref.ns = *namespaces.begin();
    return subject;
}

base::Result<Subject> placedAnywhere(const Subject& subject, const trace::Evidence& evidence) {
    return placed(subject.anywhere ? wherever(subject, evidence) : subject, evidence);
}

base::Result<Subject> recordedSubject(const Request& request, const Options& options, const trace::Snapshot& snapshot,
                                      const std::string& argocdNamespace) {
    const Namespaces namespaces{options.textOr("namespace", ""), "", argocdNamespace};
    const Kinds kinds{[] { return nullptr; },
                      [&snapshot] { return base::Result<kube::Discovered>(recordedKinds(snapshot.evidence)); }};
    const auto named = resolve(request, namespaces, kinds).front();
    return named ? placedAnywhere(*named, snapshot.evidence) : named;
}

std::optional<Error> subjectProblem(const Subject& subject, const trace::Evidence& evidence) {
    const trace::Answer* answer = evidence.find(trace::askFor(subject.ref));
    const kube::Asked asked{subject.resource, subject.ref.ns, subject.ref.name, {}};
    if (answer == nullptr || answer->isKnown()) return std::nullopt;
    if (answer->isUnseen()) return answer->error();
    return answer->isNotInstalled() ? kube::notServedError(subject.resource) : kube::notFoundError(asked);
}

std::optional<Error> recordedProblem(const Subject& subject, const trace::Snapshot& snapshot) {
    if (snapshot.evidence.find(trace::askFor(subject.ref)) == nullptr)
        return Error{ErrorKind::usage, "the snapshot does not hold " + place(subject.ref), "", contents(snapshot)};
    return subjectProblem(subject, snapshot.evidence);
}

base::Result<model::Trace> traceRecorded(const Subject& subject, const trace::Snapshot& snapshot,
                                         const trace::Options& options) {
    if (auto problem = recordedProblem(subject, snapshot)) return *std::move(problem);
    return std::move(engine::traceRecorded({subject.ref}, snapshot.evidence, options).front());
}

model::Deliveries deliveriesRecorded(const trace::ReverseSubject& subject, const trace::Snapshot& snapshot,
                                     trace::Options options) {
    options.now = base::parseTime(snapshot.evidence.recordedAt).value_or(base::Time());
    trace::Evidence evidence = snapshot.evidence;
    for (;;) {
        trace::ReverseInvestigation found = trace::reverse(subject, evidence, options);
        if (found.questions.empty()) {
            found.deliveries.context = evidence.context;
            found.deliveries.tracedAt = evidence.recordedAt;
            return std::move(found.deliveries);
        }
        for (const trace::Query& query : found.questions) evidence.add(query, trace::notRecorded(query));
    }
}

}  // namespace scout::plugin
