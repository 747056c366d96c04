#include "desktop/session/recorded_source.h"

#include <utility>

#include "engine/recording.h"
#include "trace/investigate.h"

namespace scout::desktop {

using base::Error;
using base::ErrorKind;
using trace::Query;

namespace {

Error notRecorded(const std::string& what, const model::ObjectRef& ref) {
    return {ErrorKind::unsupported, what + " are not part of a snapshot", ref.label(),
            "Open the cluster itself to see them."};
}

Error recordedAsMissing(const model::ObjectRef& ref) {
    return {ErrorKind::notFound, ref.label() + " was not there when the snapshot was recorded", ref.label(), ""};
}

}  // namespace

Query wholeObject(const model::ObjectRef& ref, const std::string& version) {
    const bool secret = ref.group.empty() && ref.kind == "Secret";
    return {secret ? Query::Type::metadata : Query::Type::object, ref, version};
}

RecordedSource::RecordedSource(trace::Snapshot snapshot, Ports ports)
    : m_snapshot(std::move(snapshot)), m_ports(std::move(ports)) {}

base::Time RecordedSource::now() const {
    return base::parseTime(m_snapshot.evidence.recordedAt).value_or(base::Time());
}

trace::Options RecordedSource::options() const {
    trace::Options options;
    options.now = now();
    return options;
}

void RecordedSource::ask(const std::vector<Query>& questions) {
    std::set<std::string> keys;
    for (const Query& question : questions) {
        m_snapshot.evidence.add(question, trace::notRecorded(question));
        keys.insert(question.key());
    }
    if (keys.empty()) return;
    m_unrecorded.insert(keys.begin(), keys.end());
    m_ports.changed(keys);
}

void RecordedSource::object(const model::ObjectRef& ref, const std::string& version, ObjectReply reply) {
    Query query = wholeObject(ref, version);
    const trace::Answer* answer = evidence().find(query);
    if (answer == nullptr) {
        query.type = Query::Type::metadata;
        answer = evidence().find(query);
    }
    if (answer == nullptr) {
        reply(trace::notRecorded(query).error());
    } else if (answer->isKnown()) {
        reply(answer->value());
    } else {
        reply(answer->isUnseen() ? answer->error() : recordedAsMissing(ref));
    }
}

void RecordedSource::events(const model::ObjectRef& ref, const std::string& /*uid*/, ObjectReply reply) {
    reply(notRecorded("events", ref));
}

void RecordedSource::log(const model::ObjectRef& pod, const LogRequest& /*request*/, TextReply reply) {
    reply(notRecorded("logs", pod));
}

void RecordedSource::trace(const model::ObjectRef& ref, TraceReply reply) {
    trace::Options options;
    options.history = true;
    options.diff = true;
    std::vector<model::Trace> traces = engine::traceRecorded({ref}, evidence(), options);
    reply(std::make_shared<const model::Trace>(std::move(traces.front())));
}

trace::Snapshot RecordedSource::snapshot(std::vector<model::ObjectRef> /*subjects*/, base::Time /*heardAt*/) const {
    trace::Snapshot recorded;
    recorded.subjects = m_snapshot.subjects;
    recorded.evidence.context = evidence().context;
    recorded.evidence.recordedAt = evidence().recordedAt;
    for (const auto& [key, entry] : evidence().entries()) {
        if (!m_unrecorded.contains(key)) recorded.evidence.add(entry.query, entry.answer);
    }
    return recorded;
}

}  // namespace scout::desktop
