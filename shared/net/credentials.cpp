#include "net/credentials.h"

#include <QFile>
#include <cstdio>
#include <utility>
#include <vector>

#include "base/text.h"
#include "kubeconfig/exec_credential.h"

namespace scout::net {

namespace {

using base::Error;
using base::ErrorKind;

base::Result<std::string> readToken(const std::string& path) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::auth, "the token file cannot be read: " + file.errorString().toStdString(), path,
                     "check tokenFile in the kubeconfig"};
    }
    const std::string text = file.read(1 << 20).toStdString();
    std::string token(base::trim(text));
    if (token.empty())
        return Error{ErrorKind::auth, "the token file is empty", path, "check tokenFile in the kubeconfig"};
    return token;
}

void toStderr(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
}

/// The last line that a plugin wrote, for a sentence.
std::string lastLine(const std::string& errors) {
    const std::string_view text = base::trim(errors);
    const std::size_t start = text.rfind('\n');
    return base::escapeControl(start == std::string_view::npos ? text : text.substr(start + 1));
}

}  // namespace

class Credentials::Source {
  public:
    Source(const kubeconfig::ClientConfig& config, CredentialPorts ports)
        : m_config(config), m_ports(std::move(ports)) {
        if (!m_ports.pluginErrors) m_ports.pluginErrors = toStderr;
        m_current.generation = 1;
        m_current.token = config.token;
        m_current.username = config.username;
        m_current.password = config.password;
        m_current.clientCertPem = config.clientCertPem;
        m_current.clientKeyPem = config.clientKeyPem;
        // What stands in the kubeconfig itself comes first (client-go exec.go RoundTrip).
        m_usesPlugin = config.exec && config.token.empty() && config.tokenFile.empty() && config.username.empty() &&
                       config.clientCertPem.empty();
    }

    void get(Callback callback) {
        if (m_usesPlugin && mustRunPlugin()) {
            m_waiting.push_back(std::move(callback));
            if (!m_process) startPlugin();
            return;
        }
        if (!m_config.tokenFile.empty()) {
            if (const auto read = refreshToken(); !read) return callback(read.error());
        }
        callback(m_current);
    }

    void refused(std::uint64_t generation) {
        if (generation != m_current.generation) return;
        m_readAt.reset();
        if (m_wasAccepted || !m_renewedAfterRefusal) m_stale = true;
        m_renewedAfterRefusal = true;
        m_wasAccepted = false;
    }

    void accepted(std::uint64_t generation) {
        if (generation != m_current.generation) return;
        m_wasAccepted = true;
    }

    void cancel() {
        if (m_process) m_process->cancel();
    }

  private:
    bool mustRunPlugin() const { return m_stale || kubeconfig::mustRun(m_obtained, m_ports.now()); }

    base::Result<bool> refreshToken() {
        const base::Time now = m_ports.now();
        if (!kubeconfig::mustReadTokenFile(m_readAt, now)) return true;
        base::Result<std::string> token = readToken(m_config.tokenFile);
        // A token seen earlier may still be good; the server will say.
        if (!token && m_current.token.empty()) return token.error();
        m_readAt = now;
        if (token && *token != m_current.token) {
            m_current.token = *token;
            ++m_current.generation;
        }
        return true;
    }

    void startPlugin() {
        base::Result<kubeconfig::ExecProcess> process = kubeconfig::execProcess(m_config, m_ports.interactive);
        if (!process) return deliver(process.error());
        Command command;
        command.program = process->command;
        command.args = process->args;
        command.env = process->env;
        command.inheritInput = process->interactive;
        if (!process->interactive) command.timeout = m_ports.pluginTimeout;
        m_process.emplace(std::move(command), m_ports.pluginErrors,
                          [this](const base::Result<Outcome>& outcome) { pluginEnded(outcome); });
    }

    void pluginEnded(const base::Result<Outcome>& outcome) {
        m_process.reset();
        if (!outcome) {
            const bool stopped =
                outcome.error().kind == ErrorKind::cancelled || outcome.error().kind == ErrorKind::timeout;
            return deliver(stopped ? outcome.error() : kubeconfig::cannotRun(*m_config.exec, outcome.error()));
        }
        auto credential = kubeconfig::readExecCredential(*m_config.exec, outcome->exitCode, outcome->output);
        if (!credential) {
            Error error = credential.error();
            if (const std::string said = lastLine(outcome->errors); !said.empty()) error.what += ": " + said;
            return deliver(error);
        }
        m_obtained = *credential;
        ++m_current.generation;
        m_current.token = credential->token;
        m_current.clientCertPem = credential->certPem;
        m_current.clientKeyPem = credential->keyPem;
        m_stale = false;
        m_wasAccepted = false;
        deliver(m_current);
    }

    /// A callback may ask again, or destroy this.
    void deliver(const base::Result<Credential>& result) {
        const std::vector<Callback> waiting = std::exchange(m_waiting, {});
        for (const Callback& callback : waiting) callback(result);
    }

    const kubeconfig::ClientConfig m_config;
    CredentialPorts m_ports;
    Credential m_current;
    bool m_usesPlugin = false;
    std::optional<kubeconfig::ExecCredential> m_obtained;  ///< from the plugin
    bool m_stale = false;                                  ///< and the server refused it
    bool m_wasAccepted = false;                            ///< the current ones have worked
    bool m_renewedAfterRefusal = false;
    std::optional<base::Time> m_readAt;  ///< of the token file
    std::optional<Process> m_process;
    std::vector<Callback> m_waiting;
};

Credentials::Credentials(const kubeconfig::ClientConfig& config, CredentialPorts ports)
    : m_source(std::make_unique<Source>(config, std::move(ports))) {}

Credentials::~Credentials() = default;

void Credentials::get(Callback callback) {
    m_source->get(std::move(callback));
}

void Credentials::refused(std::uint64_t generation) {
    m_source->refused(generation);
}

void Credentials::accepted(std::uint64_t generation) {
    m_source->accepted(generation);
}

void Credentials::cancel() {
    m_source->cancel();
}

}  // namespace scout::net
