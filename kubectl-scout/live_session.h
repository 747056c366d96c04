// The only Live: connections, kept for as long as the plugin runs, and how it waits for what they bring.
#pragma once

#include <QEventLoop>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/confighub_connection.h"
#include "engine/connection.h"
#include "engine/places.h"
#include "engine/pump.h"
#include "kubectl-scout/interrupt.h"
#include "kubectl-scout/live.h"
#include "kubectl-scout/talk.h"
#include "trace/investigate.h"
#include "trace/reverse.h"

namespace scout::plugin {

/// A value that arrives on the event loop, possibly before anybody waits.
template <typename T>
class Awaited {
  public:
    void set(T value) {
        m_value.emplace(std::move(value));
        m_loop.quit();
    }
    T wait() {
        if (!m_value) m_loop.exec();
        return *std::move(m_value);
    }

  private:
    std::optional<T> m_value;
    QEventLoop m_loop;
};

class LiveSession final : public Live {
  public:
    LiveSession(const Environment& environment, const Options& options);
    /// See Live::connect.
    base::Result<bool> connect(const Options& options);

    base::Result<Gathered> gather(const Request& request) override;
    base::Result<bool> watch(const Request& request, const Changed& changed, const ConnectionTold& connection) override;
    base::Result<model::Deliveries> reverse(const ReverseTarget& target) override;
    std::vector<std::string> names(const std::string& typeName, std::chrono::milliseconds limit) override;

  private:
    base::Result<std::unique_ptr<engine::Connection>> open(engine::ConnectionSettings settings);
    std::optional<base::Error> openConfigHub(const Options& options);
    Kinds kinds();
    trace::Answer ask(const trace::Query& query, trace::Evidence& evidence);
    base::Result<Subject> locate(Subject subject, trace::Evidence& evidence);
    base::Result<Subject> secondReading(const Subject& subject);
    Interrupt interruptible();
    void tellWarnings();
    trace::Options optionsNow() const;
    engine::Pump::Outcome pump(const std::vector<Subject>& subjects, trace::Evidence evidence);
    engine::Pump::Outcome pump(std::vector<model::ObjectRef> refs, trace::Evidence evidence,
                               engine::Pump::Investigate investigate);

    base::Result<Gathered> collect(const Request& request);
    void tellOfConfigHub(std::vector<base::Result<model::Trace>>& traces);
    void stamp(model::Trace& trace, const std::string& now) const;
    base::Result<trace::ReverseSubject> deliverer(const ReverseTarget& target, trace::Evidence& evidence);
    base::Result<model::Deliveries> collectReverse(const ReverseTarget& target);

    const Environment& m_environment;
    Namespaces m_namespaces;
    trace::Options m_tracing;  ///< without the time
    Talk m_talk;
    std::optional<kube::Discovered> m_cached;
    bool m_cacheRead = false;
    std::unique_ptr<engine::Connection> m_connection;
    std::unique_ptr<engine::Connection> m_management;          ///< nullptr without --management-context
    std::unique_ptr<engine::ConfigHubConnection> m_configHub;  ///< nullptr where nobody is logged in
    bool m_withoutConfigHub = false;                           ///< --no-confighub
    std::unique_ptr<engine::Places> m_places;
    std::unique_ptr<TalkingSource> m_source;
    std::function<void()> m_cancelPump;
    bool m_stopped = false;
};

}  // namespace scout::plugin
