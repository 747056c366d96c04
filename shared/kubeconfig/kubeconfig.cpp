#include "kubeconfig/kubeconfig.h"

#include <filesystem>

#include "base/base64.h"
#include "base/yaml.h"

namespace scout::kubeconfig {

namespace {

using base::Error;
using base::ErrorKind;
using base::Json;

std::string typeName(const Json& value) {
    if (value.isText()) return "text";
    if (value.isArray()) return "a list";
    if (value.isObject()) return "a map";
    return value.boolean() ? "true or false" : "a number";
}

/// Reads fields that must have one type; null is absent. Remembers the first complaint, and reads on.
class Reader {
  public:
    explicit Reader(const std::string& path) : m_path(path) {}

    const std::optional<Error>& error() const { return m_error; }

    void complain(std::string what, std::string advice = {}) {
        if (!m_error) m_error = Error{ErrorKind::config, std::move(what), m_path, std::move(advice)};
    }

    std::string text(const Json& object, const char* field, const std::string& at) {
        const Json value = object[field];
        if (isAbsent(value) || value.isText()) return value.text();
        const bool needsQuotes = !value.isArray() && !value.isObject();
        complain(at + field + " must be text, not " + typeName(value), needsQuotes ? "Put the value in quotes." : "");
        return {};
    }

    bool flag(const Json& object, const char* field, const std::string& at) {
        const Json value = object[field];
        if (!isAbsent(value) && !value.boolean())
            complain(at + field + " must be true or false, not " + typeName(value));
        return value.isTrue();
    }

    /// Bytes that are written in Base64.
    std::string data(const Json& object, const char* field, const std::string& at) {
        const auto bytes = base::decodeBase64(text(object, field, at));
        if (!bytes)
            complain(at + field + " is not valid Base64",
                     "It holds the file's content in Base64, without line breaks.");
        return bytes.value_or(std::string());
    }

    /// A path, made independent of the working directory.
    std::string file(const Json& object, const char* field, const std::string& at) {
        return resolved(text(object, field, at));
    }

    std::string resolved(const std::string& reference) const {
        if (reference.empty() || std::filesystem::path(reference).is_absolute()) return reference;
        const std::filesystem::path joined =
            (std::filesystem::path(m_path).parent_path() / reference).lexically_normal();
        // "./x" stays recognisable as a path, where "x" would be a command to look for in PATH.
        return (joined.has_parent_path() ? joined : "." / joined).string();
    }

    Json map(const Json& object, const char* field, const std::string& at) {
        const Json value = object[field];
        if (isAbsent(value) || value.isObject()) return value;
        complain(at + field + " must be a map, not " + typeName(value));
        return {};
    }

    std::vector<Json> list(const Json& object, const char* field, const std::string& at) {
        const Json value = object[field];
        if (!isAbsent(value) && !value.isArray()) complain(at + field + " must be a list, not " + typeName(value));
        return value.elements();
    }

    std::vector<std::string> texts(const Json& object, const char* field, const std::string& at) {
        std::vector<std::string> out;
        for (const Json& element : list(object, field, at)) {
            if (!element.isText())
                complain(at + field + " must hold only text, not " + typeName(element), "Put the value in quotes.");
            out.push_back(element.text());
        }
        return out;
    }

    /// A list of {name, `field`}, read by `read(value, place)`; a name may come once.
    template <typename Value, typename Read>
    std::map<std::string, Value> named(const Json& object, const char* listName, const char* field,
                                       const std::string& at, const Read& read) {
        std::map<std::string, Value> out;
        for (const Json& element : list(object, listName, at)) {
            if (!element.isObject()) complain(at + listName + " must hold only maps, not " + typeName(element));
            const std::string name = text(element, "name", at + listName + "[].");
            const std::string place = at + listName + "[\"" + name + "\"].";
            const bool isNew = out.emplace(name, read(element[field], place + field + ".")).second;
            if (!isNew)
                complain(at + listName + " has two entries named \"" + name + "\"", "Remove or rename one of them.");
        }
        return out;
    }

    static bool isAbsent(const Json& value) { return !value.exists() || value.isNull(); }

  private:
    const std::string& m_path;
    std::optional<Error> m_error;
};

Cluster readCluster(Reader& reader, const Json& json, const std::string& at) {
    Cluster cluster;
    cluster.server = reader.text(json, "server", at);
    cluster.tlsServerName = reader.text(json, "tls-server-name", at);
    cluster.insecureSkipTlsVerify = reader.flag(json, "insecure-skip-tls-verify", at);
    cluster.certificateAuthority = reader.file(json, "certificate-authority", at);
    cluster.certificateAuthorityData = reader.data(json, "certificate-authority-data", at);
    cluster.proxyUrl = reader.text(json, "proxy-url", at);
    cluster.disableCompression = reader.flag(json, "disable-compression", at);
    cluster.extensions = reader.named<Json>(json, "extensions", "extension", at,
                                            [](const Json& extension, const std::string&) { return extension; });
    return cluster;
}

ExecEntry readExec(Reader& reader, const Json& json, const std::string& at) {
    ExecEntry exec;
    exec.apiVersion = reader.text(json, "apiVersion", at);
    exec.command = reader.text(json, "command", at);
    // A name without a separator is looked up in PATH.
    if (std::filesystem::path(exec.command).has_parent_path()) exec.command = reader.resolved(exec.command);
    exec.args = reader.texts(json, "args", at);
    for (const Json& variable : reader.list(json, "env", at)) {
        exec.env.emplace_back(reader.text(variable, "name", at + "env[]."),
                              reader.text(variable, "value", at + "env[]."));
    }
    exec.installHint = reader.text(json, "installHint", at);
    exec.provideClusterInfo = reader.flag(json, "provideClusterInfo", at);
    exec.interactiveMode = reader.text(json, "interactiveMode", at);
    const bool predatesTheField = exec.apiVersion == "client.authentication.k8s.io/v1beta1" ||
                                  exec.apiVersion == "client.authentication.k8s.io/v1alpha1";
    if (exec.interactiveMode.empty() && predatesTheField) exec.interactiveMode = "IfAvailable";
    return exec;
}

User readUser(Reader& reader, const Json& json, const std::string& at) {
    User user;
    user.clientCertificate = reader.file(json, "client-certificate", at);
    user.clientCertificateData = reader.data(json, "client-certificate-data", at);
    user.clientKey = reader.file(json, "client-key", at);
    user.clientKeyData = reader.data(json, "client-key-data", at);
    user.token = reader.text(json, "token", at);
    user.tokenFile = reader.file(json, "tokenFile", at);
    user.username = reader.text(json, "username", at);
    user.password = reader.text(json, "password", at);
    user.as = reader.text(json, "as", at);
    user.asUid = reader.text(json, "as-uid", at);
    user.asGroups = reader.texts(json, "as-groups", at);
    const Json extra = reader.map(json, "as-user-extra", at);
    for (const auto& [key, values] : extra.members())
        user.asUserExtra[key] = reader.texts(extra, key.c_str(), at + "as-user-extra.");
    const Json exec = reader.map(json, "exec", at);
    if (exec.isObject()) user.exec = readExec(reader, exec, at + "exec.");
    const Json provider = reader.map(json, "auth-provider", at);
    if (provider.isObject()) user.authProvider = reader.text(provider, "name", at + "auth-provider.");
    return user;
}

Context readContext(Reader& reader, const Json& json, const std::string& at) {
    return {reader.text(json, "cluster", at), reader.text(json, "user", at), reader.text(json, "namespace", at)};
}

template <typename Value>
void addMissing(std::map<std::string, Value>& to, const std::map<std::string, Value>& from) {
    to.insert(from.begin(), from.end());
}

}  // namespace

base::Result<Kubeconfig> parseKubeconfig(std::string_view text, const std::string& path) {
    const auto documents = base::parseYaml(text, path);
    if (!documents) return documents.error();
    if (documents->empty()) return Kubeconfig{};
    const Json& document = documents->front();
    Reader reader(path);
    if (!document.isObject()) {
        return Error{ErrorKind::config, "a kubeconfig must be a map, not " + typeName(document), path, {}};
    }
    const std::string kind = reader.text(document, "kind", "");
    const std::string version = reader.text(document, "apiVersion", "");
    const bool isConfig = (kind.empty() || kind == "Config") && (version.empty() || version == "v1");
    if (!isConfig) reader.complain("this is \"" + kind + "\" of " + version + ", not a kubeconfig (\"Config\" of v1)");

    // What an entry holds is checked to be a map here, once for the three lists.
    const auto entry = [&reader](const auto& read) {
        return [&reader, read](const Json& value, const std::string& at) {
            const bool isMap = value.isObject() || Reader::isAbsent(value);
            if (!isMap) reader.complain(at.substr(0, at.size() - 1) + " must be a map, not " + typeName(value));
            return read(reader, value, at);
        };
    };
    Kubeconfig kubeconfig;
    kubeconfig.clusters = reader.named<Cluster>(document, "clusters", "cluster", "", entry(readCluster));
    kubeconfig.users = reader.named<User>(document, "users", "user", "", entry(readUser));
    kubeconfig.contexts = reader.named<Context>(document, "contexts", "context", "", entry(readContext));
    kubeconfig.currentContext = reader.text(document, "current-context", "");
    if (reader.error()) return *reader.error();
    return kubeconfig;
}

Kubeconfig merge(const std::vector<Kubeconfig>& files) {
    Kubeconfig out;
    for (const Kubeconfig& file : files) {
        addMissing(out.clusters, file.clusters);
        addMissing(out.users, file.users);
        addMissing(out.contexts, file.contexts);
        if (out.currentContext.empty()) out.currentContext = file.currentContext;
    }
    return out;
}

std::vector<std::string> contextNames(const Kubeconfig& kubeconfig) {
    std::vector<std::string> names;
    for (const auto& [name, context] : kubeconfig.contexts) names.push_back(name);
    return names;
}

}  // namespace scout::kubeconfig
