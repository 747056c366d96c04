#include "kubectl-scout/offline.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "engine/recording.h"
#include "kube/api_error.h"
#include "kube/mapper.h"

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

}  // namespace

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

std::optional<Error> subjectProblem(const Subject& subject, const trace::Evidence& evidence) {
    const trace::Answer* answer = evidence.find(trace::askFor(subject.ref));
    const kube::Asked asked{subject.resource, subject.ref.ns, subject.ref.name, {}};
    if (answer == nullptr || answer->isKnown()) return std::nullopt;
    if (answer->isUnseen()) return answer->error();
    return answer->isNotInstalled() ? kube::notServedError(subject.resource) : kube::notFoundError(asked);
}

base::Result<model::Trace> traceRecorded(const Subject& subject, const trace::Snapshot& snapshot,
                                         const trace::Options& options) {
    const trace::Evidence& recorded = snapshot.evidence;
    if (recorded.find(trace::askFor(subject.ref)) == nullptr) {
        return Error{ErrorKind::usage, "the snapshot does not hold " + place(subject.ref), "", contents(snapshot)};
    }
    if (auto problem = subjectProblem(subject, recorded)) return *problem;

    return std::move(engine::traceRecorded({subject.ref}, recorded, options).front());
}

}  // namespace scout::plugin
