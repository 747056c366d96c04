// OCI registries as a source of answers: who asks with whose credentials, and which conversation answers a query.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "engine/answer_source.h"
#include "engine/pull_secrets.h"
#include "kubeconfig/load.h"
#include "net/web.h"

namespace scout::engine {

struct RegistrySettings {
    /// HOME, DOCKER_CONFIG, REGISTRY_AUTH_FILE and XDG_RUNTIME_DIR say where credential files are.
    kubeconfig::Environment environment;
    /// Registries that the user says are spoken to without TLS: "HOST" for every port, or "HOST:PORT".
    std::vector<std::string> plainHttp;
    std::function<base::Time()> now;  ///< must be there
    /// Reads the pull Secret that a source names (--use-cluster-credentials); nullptr: no Secret is read. Must outlive
    /// the registry.
    PullSecrets* secrets = nullptr;
};

/// Answers manifest, tags, referrers and blob queries as trace/query.h describes them. Missing: the registry says that
/// it has no such thing. Credentials are looked up once for a repository and sent only over TLS with a certificate that
/// was checked, or to a registry that the user named in `plainHttp` (decisions: registry-credentials.md). The first
/// request to a repository goes alone; those that come meanwhile wait for what it learns (challenge and token).
class Registry final : public AnswerSource {
  public:
    /// Both must outlive this, and may be the same.
    struct Webs {
        net::Web& checked;
        net::Web& unchecked;  ///< checks no certificates
    };

    Registry(Webs webs, RegistrySettings settings);
    /// Callbacks that have not come by then never come.
    ~Registry() override;
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    void answer(const trace::Query& query, Callback callback) override;
    void cancel() override;
    net::Usage usage() const override;

  private:
    class Run;
    std::unique_ptr<Run> m_run;
};

}  // namespace scout::engine
