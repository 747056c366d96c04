// Where the worker's evidence comes from: a recording or a live cluster. Lives on the worker's thread.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/time.h"
#include "desktop/session/log_request.h"
#include "engine/live_evidence.h"
#include "model/object.h"
#include "model/trace.h"
#include "trace/evidence.h"
#include "trace/investigate.h"
#include "trace/query.h"
#include "trace/snapshot.h"

namespace scout::desktop {

class EvidenceSource {
  public:
    using Feeds = std::vector<engine::LiveEvidence::FeedState>;
    struct Ports {
        std::function<void(const std::set<std::string>& keys)> changed;
        std::function<void(const Feeds& feeds)> feeds;
    };
    using ObjectReply = std::function<void(base::Result<base::Json>)>;
    using TextReply = std::function<void(base::Result<std::string>)>;
    using TraceReply = std::function<void(base::Result<std::shared_ptr<const model::Trace>>)>;

    virtual ~EvidenceSource() = default;
    virtual void start() = 0;
    /// Lists, watches and look-ups end; what was seen stays.
    virtual void stop() = 0;
    /// Reads everything again. False when only a new source can.
    virtual bool refresh() = 0;

    virtual const trace::Evidence& evidence() const = 0;
    /// The time that grace periods count to.
    virtual base::Time now() const = 0;
    /// How it is traced: now, whom to believe, and how far open chains may be looked into.
    virtual trace::Options options() const = 0;
    /// From now on these are read with all that they hold, as far as there is more than `evidence` has.
    virtual void keepWhole(const std::vector<model::ObjectRef>& /*objects*/) {}
    /// Looks these up; changed() tells the keys, maybe before this returns.
    virtual void ask(const std::vector<trace::Query>& questions) = 0;
    /// Whom anything was asked beside the cluster, in words; and whether an answer of theirs is on its way.
    virtual std::vector<std::string> asked() const { return {}; }
    virtual bool isAsking() const { return false; }
    /// Nobody waits for those answers any more.
    virtual void stopAsking() {}
    /// Nothing is on its way: neither lists nor look-ups.
    virtual bool settled() const = 0;
    /// What changes now becomes known by itself: time may go on in the graph.
    virtual bool keepsUp() const = 0;

    // Replies come exactly once, maybe before the call returns; none comes after the source is gone.
    virtual void object(const model::ObjectRef& ref, const std::string& version, ObjectReply reply) = 0;
    virtual void events(const model::ObjectRef& ref, const std::string& uid, ObjectReply reply) = 0;
    virtual void log(const model::ObjectRef& pod, const LogRequest& request, TextReply reply) = 0;
    virtual void trace(const model::ObjectRef& ref, TraceReply reply) = 0;
    /// What to write down; `subjects` and `heardAt`, when anything was last heard, are those of a gathering that names
    /// none itself.
    virtual trace::Snapshot snapshot(std::vector<model::ObjectRef> subjects, base::Time heardAt) const = 0;
};

/// How an object is asked for when its whole body is wanted: of Secrets there is nothing but metadata.
trace::Query wholeObject(const model::ObjectRef& ref, const std::string& version);

}  // namespace scout::desktop
