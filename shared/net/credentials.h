// The credentials to send next: fixed ones, a token file that is re-read, or an exec plugin's, run when needed and kept
// until they expire (client-go plugin/pkg/client/auth/exec, transport/token_source.go).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "kubeconfig/client_config.h"
#include "net/process.h"

namespace scout::net {

/// A secret: never print it.
struct Credential {
    std::uint64_t generation = 0;  ///< another number means that something below may have changed
    std::string token;
    std::string username;
    std::string password;
    std::string clientCertPem;
    std::string clientKeyPem;
};

struct CredentialPorts {
    std::function<base::Time()> now;  ///< absent: the system's clock
    bool interactive = false;         ///< stdin is a terminal that a plugin may use
    Process::ErrorSink pluginErrors;  ///< absent: this process' stderr
    /// For a plugin that cannot ask anybody; one that may wait for a person has no limit.
    std::chrono::milliseconds pluginTimeout{60000};
};

class Credentials {
  public:
    using Callback = std::function<void(base::Result<Credential>)>;

    Credentials(const kubeconfig::ClientConfig& config, CredentialPorts ports);
    ~Credentials();
    Credentials(const Credentials&) = delete;
    Credentials& operator=(const Credentials&) = delete;

    /// May call back before it returns. While a plugin runs, everybody who asks waits for that one run. A failed run
    /// fails those who waited for it, and the next one who asks starts it again. Errors: auth (the plugin or the token
    /// file gave nothing), config, timeout, cancelled.
    void get(Callback callback);
    /// The server said 401 to this generation: the next get() renews what can be renewed. A plugin whose fresh
    /// credentials were refused too is not run again for that, lest every request asks a person to log in.
    void refused(std::uint64_t generation);
    /// The server did not say 401.
    void accepted(std::uint64_t generation);
    /// Ends a running plugin; those who wait get ErrorKind::cancelled.
    void cancel();

  private:
    class Source;
    std::unique_ptr<Source> m_source;
};

}  // namespace scout::net
