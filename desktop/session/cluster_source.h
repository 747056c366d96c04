// A live cluster as a source of evidence.
#pragma once

#include <list>

#include "desktop/session/beyond_reading.h"
#include "desktop/session/evidence_source.h"
#include "desktop/session/session.h"
#include "engine/confighub_connection.h"
#include "engine/connection.h"
#include "engine/elsewhere.h"
#include "engine/places.h"
#include "engine/pump.h"

namespace scout::desktop {

struct ClusterTarget {
    std::string context;  ///< "": the current one
    std::vector<std::string> namespaces;
};

/// Errors: config, with what was looked for.
base::Result<kubeconfig::LoadedKubeconfig> loadKubeconfig(const SessionEnvironment& environment);

class ClusterSource final : public EvidenceSource {
  public:
    /// Reads the kubeconfig; the cluster is not contacted before start(). Errors: as engine::Connection::open.
    static base::Result<std::unique_ptr<ClusterSource>> open(const SessionEnvironment& environment,
                                                             const ClusterTarget& target, Ports ports);
    ~ClusterSource() override;

    const std::string& context() const { return m_connection->context(); }
    const std::vector<std::string>& warnings() const { return m_warnings; }
    const std::vector<Shortfall>& shortfalls() const { return m_shortfalls; }

    void start() override { m_live->start(); }
    void stop() override;
    /// False where the kubeconfig must be read again, because another credential may be in it by now.
    bool refresh() override;
    const trace::Evidence& evidence() const override { return m_live->evidence(); }
    base::Time now() const override { return m_now(); }
    void keepWhole(const std::vector<model::ObjectRef>& objects) override { m_live->keepWhole(objects); }
    void ask(const std::vector<trace::Query>& questions) override;
    trace::Options options() const override;
    std::vector<std::string> asked() const override { return m_elsewhere->asked(); }
    bool isAsking() const override { return m_elsewhere->open() > 0; }
    void stopAsking() override { m_elsewhere->stop(); }
    bool settled() const override;
    bool keepsUp() const override;
    void object(const model::ObjectRef& ref, const std::string& version, ObjectReply reply) override;
    void events(const model::ObjectRef& ref, const std::string& uid, ObjectReply reply) override;
    void log(const model::ObjectRef& pod, const LogRequest& request, TextReply reply) override;
    void trace(const model::ObjectRef& ref, TraceReply reply) override;
    trace::Snapshot snapshot(std::vector<model::ObjectRef> subjects, base::Time heardAt) const override;

  private:
    /// What credential plugins wrote on stderr, the end of it.
    struct PluginTalk;

    static base::Result<std::unique_ptr<engine::Connection>> connect(const SessionEnvironment& environment,
                                                                     const std::string& context,
                                                                     const std::shared_ptr<PluginTalk>& talk);
    ClusterSource(std::unique_ptr<engine::Connection> connection, std::shared_ptr<PluginTalk> talk,
                  const SessionEnvironment& environment, const ClusterTarget& target, Ports ports);
    base::Error explained(base::Error error) const;
    void feedsCame(Feeds feeds);
    void openManagement(const SessionEnvironment& environment);
    void openConfigHub(const SessionEnvironment& environment);

    std::function<base::Time()> m_now;
    Ports m_ports;
    std::unique_ptr<engine::Connection> m_connection;
    std::shared_ptr<PluginTalk> m_talk;
    Feeds m_feeds;
    std::unique_ptr<engine::Connection> m_management;          ///< nullptr without one
    std::unique_ptr<engine::ConfigHubConnection> m_configHub;  ///< nullptr where nobody is logged in
    std::unique_ptr<engine::Places> m_places;
    std::unique_ptr<engine::LiveEvidence> m_live;
    std::unique_ptr<engine::Elsewhere> m_elsewhere;
    trace::Options m_tracing;  ///< without the time
    std::vector<std::string> m_warnings;
    std::vector<Shortfall> m_shortfalls;
    struct Tracing {
        engine::Pump pump;
        bool over = false;
    };
    std::list<Tracing> m_tracings;
};

}  // namespace scout::desktop
