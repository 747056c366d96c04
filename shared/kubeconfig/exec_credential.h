// The exec credential plugin protocol (client.authentication.k8s.io/v1 and /v1beta1; client-go
// plugin/pkg/client/auth/exec) without running anything: what to run, what its answer means, when to run it again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "kubeconfig/client_config.h"

namespace scout::kubeconfig {

/// A process to run without a shell. Its stderr goes to the user as it comes.
struct ExecProcess {
    std::string command;  ///< a path where it holds a separator, otherwise a name for PATH
    std::vector<std::string> args;
    /// Added to this process' environment; of two with one name the later one counts. KUBERNETES_EXEC_INFO is the last.
    std::vector<std::pair<std::string, std::string>> env;
    bool interactive = false;  ///< give it this process' stdin; otherwise an empty one
};

/// A secret: never print it. At least one of token and certificate is there; certificate and key come together.
struct ExecCredential {
    std::string token;
    std::string certPem;
    std::string keyPem;
    std::optional<base::Time> expiration;  ///< absent: as long as this process lives

    bool operator==(const ExecCredential&) const = default;
};

/// `config.exec` must be there. `stdinIsTerminal`: somebody can answer a question on stdin. Errors: auth
/// (interactiveMode is Always and nobody can answer).
base::Result<ExecProcess> execProcess(const ClientConfig& config, bool stdinIsTerminal);

/// The meaning of what a plugin that ended with `exitCode` wrote to stdout. Errors: auth (it failed, or gave no usable
/// credential), protocol (not an ExecCredential of the version asked for). No error quotes the output: it may hold
/// secrets.
base::Result<ExecCredential> readExecCredential(const ExecConfig& exec, int exitCode, std::string_view standardOutput);

/// The error of a plugin that could not be run at all. `cause` is notFound where there is no such command: the
/// kubeconfig's install hint is then the advice.
base::Error cannotRun(const ExecConfig& exec, const base::Error& cause);

/// Whether a plugin has to run before the next request: nothing cached, or expired at `now`.
bool mustRun(const std::optional<ExecCredential>& cached, base::Time now);

/// Whether a token file, last read at `readAt`, is to be read again (client-go transport/token_source.go: after a
/// minute).
bool mustReadTokenFile(std::optional<base::Time> readAt, base::Time now);

}  // namespace scout::kubeconfig
