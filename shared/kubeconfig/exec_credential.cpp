#include "kubeconfig/exec_credential.h"

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/text.h"
#include "base/yaml.h"

namespace scout::kubeconfig {

namespace {

using base::Error;
using base::ErrorKind;
using base::Json;
using nlohmann::ordered_json;

constexpr std::int64_t tokenFileLifetime = 60;  // seconds

std::string named(const ExecConfig& exec) {
    return "the credential plugin \"" + exec.command + "\"";
}

ordered_json clusterInfo(const ClientConfig& config) {
    ordered_json out = {{"server", config.server}};
    if (!config.tlsServerName.empty()) out["tls-server-name"] = config.tlsServerName;
    if (config.insecureSkipTlsVerify) out["insecure-skip-tls-verify"] = true;
    if (!config.caPem.empty()) out["certificate-authority-data"] = base::encodeBase64(config.caPem);
    if (!config.proxyUrl.empty()) out["proxy-url"] = config.proxyUrl;
    if (config.disableCompression) out["disable-compression"] = true;
    const nlohmann::json* extension = config.exec->clusterExtension.raw();
    out["config"] = extension == nullptr ? ordered_json() : ordered_json(*extension);
    return out;
}

/// A text field of `status`; `wrong` when it is there and something else.
std::string field(const Json& status, const char* name, bool& wrong) {
    const Json value = status[name];
    wrong = wrong || (value.exists() && !value.isNull() && !value.isText());
    return value.text();
}

}  // namespace

base::Result<ExecProcess> execProcess(const ClientConfig& config, bool stdinIsTerminal) {
    const ExecConfig& exec = *config.exec;
    if (exec.interactive == ExecConfig::Interactive::always && !stdinIsTerminal) {
        return Error{
            ErrorKind::auth, named(exec) + " needs to ask somebody, and standard input is not a terminal",
            config.userName,
            "Run the command in a terminal once, or choose a user with another way to log in (--user, --token)."};
    }
    ExecProcess process;
    process.command = exec.command;
    process.args = exec.args;
    process.env = exec.env;
    process.interactive = exec.interactive != ExecConfig::Interactive::never && stdinIsTerminal;

    ordered_json spec = ordered_json::object();
    if (exec.provideClusterInfo) spec["cluster"] = clusterInfo(config);
    spec["interactive"] = process.interactive;
    const ordered_json info = {{"kind", "ExecCredential"}, {"apiVersion", exec.apiVersion}, {"spec", spec}};
    process.env.emplace_back("KUBERNETES_EXEC_INFO", info.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
    return process;
}

base::Result<ExecCredential> readExecCredential(const ExecConfig& exec, int exitCode, std::string_view standardOutput) {
    if (exitCode != 0) {
        return Error{ErrorKind::auth,
                     named(exec) + " failed with exit code " + std::to_string(exitCode),
                     {},
                     "Its own message, if it had one, is above. You may have to log in again."};
    }
    if (base::trim(standardOutput).empty())
        return Error{ErrorKind::protocol, named(exec) + " printed no credential", {}, {}};
    const auto documents = base::parseYaml(standardOutput, named(exec));
    if (!documents || documents->size() != 1 || !documents->front().isObject()) {
        return Error{ErrorKind::protocol,
                     "what " + named(exec) + " printed is not a JSON object",
                     {},
                     "It must print an ExecCredential and nothing else."};
    }
    const Json& answer = documents->front();
    if (answer["kind"].text() != "ExecCredential") {
        return Error{ErrorKind::protocol, "what " + named(exec) + " printed is not of kind ExecCredential", {}, {}};
    }
    if (answer["apiVersion"].text() != exec.apiVersion) {
        return Error{ErrorKind::protocol,
                     named(exec) + " is configured for " + exec.apiVersion + " and answered with another apiVersion" +
                         (answer["apiVersion"].isText()
                              ? " (" + base::escapeControl(answer["apiVersion"].text()).substr(0, 80) + ")"
                              : ""),
                     {},
                     "Correct users[].user.exec.apiVersion in the kubeconfig, or update the plugin."};
    }
    const Json status = answer["status"];
    if (!status.isObject()) return Error{ErrorKind::auth, named(exec) + " returned no status field", {}, {}};

    ExecCredential credential;
    bool wrongType = false;
    credential.token = field(status, "token", wrongType);
    credential.certPem = field(status, "clientCertificateData", wrongType);
    credential.keyPem = field(status, "clientKeyData", wrongType);
    const std::string expiration = field(status, "expirationTimestamp", wrongType);
    if (wrongType) return Error{ErrorKind::protocol, named(exec) + " returned a status field that is not text", {}, {}};
    if (credential.certPem.empty() != credential.keyPem.empty()) {
        return Error{ErrorKind::auth, named(exec) + " returned only a certificate or only a key, not both", {}, {}};
    }
    if (credential.token.empty() && credential.certPem.empty()) {
        return Error{ErrorKind::auth,
                     named(exec) + " returned neither a token nor a certificate",
                     {},
                     "You may have to log in again."};
    }
    if (!expiration.empty()) {
        credential.expiration = base::parseTime(expiration);
        if (!credential.expiration)
            return Error{ErrorKind::protocol, named(exec) + " returned an expirationTimestamp that is no time", {}, {}};
    }
    return credential;
}

base::Error cannotRun(const ExecConfig& exec, const base::Error& cause) {
    if (cause.kind != ErrorKind::notFound)
        return Error{ErrorKind::auth, "cannot run " + named(exec) + ": " + cause.what, cause.where, cause.advice};
    const std::string fallback =
        "The kubeconfig's user logs in with this program: install it, or see that it is in PATH.";
    return Error{
        ErrorKind::auth, named(exec) + " was not found", {}, exec.installHint.empty() ? fallback : exec.installHint};
}

bool mustRun(const std::optional<ExecCredential>& cached, base::Time now) {
    return !cached || (cached->expiration && now > *cached->expiration);
}

bool mustReadTokenFile(std::optional<base::Time> readAt, base::Time now) {
    return !readAt || now.seconds - readAt->seconds >= tokenFileLifetime;
}

}  // namespace scout::kubeconfig
