// A snapshot as a source of evidence: no network, no clock.
#pragma once

#include "desktop/session/evidence_source.h"

namespace scout::desktop {

class RecordedSource final : public EvidenceSource {
  public:
    RecordedSource(trace::Snapshot snapshot, Ports ports);

    void start() override {}
    void stop() override {}
    bool refresh() override { return false; }
    const trace::Evidence& evidence() const override { return m_snapshot.evidence; }
    base::Time now() const override;
    trace::Options options() const override;
    /// Unseen, as trace::notRecorded words it.
    void ask(const std::vector<trace::Query>& questions) override;
    bool settled() const override { return true; }
    bool keepsUp() const override { return false; }
    void object(const model::ObjectRef& ref, const std::string& version, ObjectReply reply) override;
    void events(const model::ObjectRef& ref, const std::string& uid, ObjectReply reply) override;
    void log(const model::ObjectRef& pod, const LogRequest& request, TextReply reply) override;
    void trace(const model::ObjectRef& ref, TraceReply reply) override;
    trace::Snapshot snapshot(std::vector<model::ObjectRef> subjects, base::Time heardAt) const override;

  private:
    trace::Snapshot m_snapshot;
    std::set<std::string> m_unrecorded;  ///< keys that ask() added
    Ports m_ports;
};

}  // namespace scout::desktop
