// The one place that reads a Secret's data: the pull Secret that a source names, with --use-cluster-credentials. What
// it reads goes to the registry's login and nowhere else; it never becomes an answer, so it never enters evidence.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "engine/conversations.h"
#include "net/transport.h"

namespace scout::engine {

class PullSecrets {
  public:
    /// The Secret as the server sent it. Errors: notFound, forbidden and every other that a read can have.
    using Callback = std::function<void(const base::Result<base::Json>&)>;

    /// `management` is nullptr without a management cluster; what is not in `traced` is looked for there. Both must
    /// outlive this.
    PullSecrets(net::Transport& traced, net::Transport* management);
    /// Callbacks that have not come by then never come.
    ~PullSecrets() = default;

    void read(const std::string& ns, const std::string& name, Callback callback);
    void cancel();

  private:
    Conversations m_traced;
    std::unique_ptr<Conversations> m_management;
};

}  // namespace scout::engine
