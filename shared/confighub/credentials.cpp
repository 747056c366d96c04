#include "confighub/credentials.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"
#include "base/json.h"
#include "base/text.h"
#include "base/url.h"
#include "base/yaml.h"

namespace scout::confighub {

namespace {

using base::Error;
using base::ErrorKind;
using base::Json;
using Found = base::Result<std::optional<Credentials>>;

constexpr const char* hostedServer = "https://hub.confighub.com";

Error configError(std::string what, std::string where, std::string advice) {
    return {ErrorKind::config, std::move(what), std::move(where), std::move(advice)};
}

bool isLoopback(const std::string& host) {
    return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "::1";
}

/// Without user information, "/api" and slashes at the end. Secrets go unencrypted to this machine only.
base::Result<std::string> serverUrl(const std::string& text, const std::string& from) {
    const std::string advice = "Correct the server's address there: https://HOST.";
    auto url = base::parseUrl(text.find("://") == std::string::npos ? "https://" + text : text);
    if (!url || (url->scheme != "https" && url->scheme != "http"))
        return configError("the address of the ConfigHub server is no http or https URL", from, advice);
    if (url->scheme == "http" && !isLoopback(url->host))
        return configError(
            "the ConfigHub server is reached without TLS, which would show the credentials to the network", from,
            advice);
    url->userInfo.clear();
    std::string out = base::format(*url);
    while (out.ends_with('/')) out.pop_back();
    if (out.ends_with("/api")) out.resize(out.size() - 4);
    return out;
}

std::string withHome(std::string path, const std::string& home) {
    if (path.starts_with("~/")) path.replace(0, 1, home);
    return path;
}

class Loader {
  public:
    Loader(std::string context, const Environment& environment, const ReadFile& readFile)
        : m_explicit(std::move(context)), m_environment(environment), m_readFile(readFile) {
        m_folder = withHome(variable("CUB_CONFIG"), variable("HOME"));
        if (m_folder.empty() && !variable("HOME").empty()) m_folder = variable("HOME") + "/.confighub";
    }

    Found load() {
        if (m_explicit.empty()) {
            if (!variable("CUB_TOKEN").empty())
                return fromEnvironment(Credentials::Kind::bearer, {}, "CUB_TOKEN", "CUB_TOKEN");
            if (!variable("CONFIGHUB_WORKER_ID").empty() && !variable("CONFIGHUB_WORKER_SECRET").empty())
                return fromEnvironment(Credentials::Kind::worker, variable("CONFIGHUB_WORKER_ID"),
                                       "CONFIGHUB_WORKER_SECRET", "CONFIGHUB_WORKER_ID");
        }
        if (m_folder.empty()) return nothing();
        auto config = read(m_folder + "/config.yaml");
        if (!config) return config.error();
        return *config ? fromConfig(**config) : fromSession();
    }

  private:
    std::string variable(const std::string& name) const {
        const auto found = m_environment.find(name);
        return found == m_environment.end() ? std::string() : found->second;
    }

    // Nothing when there is no such file. YAML reads JSON too.
    base::Result<std::optional<Json>> read(const std::string& path) const {
        const auto text = m_readFile(path);
        if (!text && text.error().kind == ErrorKind::notFound) return std::optional<Json>();
        if (!text) return text.error();
        const auto documents = base::parseYaml(*text, path);
        // The parser's words may repeat what stands in the file.
        if (!documents || documents->empty() || !documents->front().isObject())
            return configError("this is no file of ConfigHub's", path, "Log in again with `cub auth login`.");
        return std::optional(documents->front());
    }

    Found fromEnvironment(Credentials::Kind kind, std::string user, const std::string& secret, std::string from) const {
        const std::string named = variable("CUB_SERVER").empty() ? "CONFIGHUB_URL" : "CUB_SERVER";
        const auto url = serverUrl(variable(named).empty() ? hostedServer : variable(named), named);
        if (!url) return url.error();
        Credentials out;
        out.server.url = *url;
        out.server.worker = kind == Credentials::Kind::worker;
        out.kind = kind;
        out.user = std::move(user);
        out.secret = variable(secret);
        out.space = variable("CUB_SPACE");
        out.from = std::move(from);
        return std::optional(std::move(out));
    }

    Found fromConfig(const Json& config) const {
        const std::string path = m_folder + "/config.yaml";
        std::string wanted = m_explicit.empty() ? variable("CUB_CONTEXT") : m_explicit;
        const bool byName = !wanted.empty();
        if (!byName) wanted = config["currentContext"].text();
        if (wanted.empty()) return nothing();
        const auto contexts = config["contexts"].elements();
        const auto context = std::find_if(contexts.begin(), contexts.end(),
                                          [&wanted](const Json& one) { return one["name"].text() == wanted; });
        if (context == contexts.end()) return unknownContext(wanted, path, contexts);

        Credentials out;
        out.from = "context " + wanted + " of " + path;
        const auto url = serverOf((*context)["coordinate"]["serverURL"].text(hostedServer), out.from);
        if (!url) return url.error();
        out.server.url = *url;
        out.server.uiUrl = (*context)["settings"]["uiURL"].text();
        out.server.organization = (*context)["metadata"]["organizationName"].text();
        out.space =
            variable("CUB_SPACE").empty() ? (*context)["settings"]["defaultSpace"].text() : variable("CUB_SPACE");
        const auto token = read(tokenPath((*context)["metadata"]["tokenFile"].text(wanted + ".json")));
        if (!token) return token.error();
        if (*token) out.secret = (**token)["accessToken"].text();
        return loggedIn(std::move(out));
    }

    Found fromSession() const {
        if (m_explicit.find('/') != std::string::npos) return unknownContext(m_explicit, m_folder, {});
        const std::string suffix = m_explicit.empty() ? ".json" : "-" + m_explicit + ".json";
        const auto session = read(m_folder + "/session" + suffix);
        if (!session) return session.error();
        if (!*session) return m_explicit.empty() ? nothing() : unknownContext(m_explicit, m_folder, {});
        const auto context = read(m_folder + "/context" + suffix);
        if (!context) return context.error();
        const Json about = context->value_or(Json());

        Credentials out;
        out.from = m_folder + "/session" + suffix;
        const auto url = serverOf(about["confighub_url"].text(hostedServer), out.from);
        if (!url) return url.error();
        out.server.url = *url;
        out.space = variable("CUB_SPACE").empty() ? about["space"].text() : variable("CUB_SPACE");
        if ((**session)["auth_type"].text() == "Basic") {
            out.kind = Credentials::Kind::basic;
            out.user = (**session)["user"]["email"].text();
            out.secret = (**session)["basic_auth_password"].text();
        } else {
            out.secret = (**session)["access_token"].text();
        }
        return loggedIn(std::move(out));
    }

    // A token is sent to the server that gave it, and nowhere else.
    base::Result<std::string> serverOf(const std::string& text, const std::string& from) const {
        auto url = serverUrl(text, from);
        const std::string named = variable("CUB_SERVER");
        if (!url || named.empty()) return url;
        const auto other = serverUrl(named, "CUB_SERVER");
        if (!other) return other.error();
        if (*other != *url)
            return configError("CUB_SERVER names " + *other + ", but the login is one of " + *url, from,
                               "Unset CUB_SERVER, or set CUB_TOKEN too.");
        return url;
    }

    Found loggedIn(Credentials credentials) const {
        if (!credentials.secret.empty()) return std::optional(std::move(credentials));
        if (m_explicit.empty()) return nothing();
        return configError("nobody is logged in to ConfigHub", credentials.from, "Log in with `cub auth login`.");
    }

    std::string tokenPath(const std::string& file) const {
        if (file.starts_with('/')) return file;
        if (file.starts_with("~/")) return withHome(file, variable("HOME"));
        return m_folder + "/tokens/" + file.substr(file.rfind('/') + 1);
    }

    static Found unknownContext(const std::string& name, const std::string& where, const std::vector<Json>& contexts) {
        std::vector<std::string> names;
        for (const Json& context : contexts) names.push_back(context["name"].text());
        return configError(
            "there is no ConfigHub context \"" + name + "\"", where,
            names.empty() ? "Log in with `cub auth login`." : "Choose one of: " + base::join(names, ", ") + ".");
    }

    static Found nothing() { return std::optional<Credentials>(); }

    std::string m_explicit;
    const Environment& m_environment;
    const ReadFile& m_readFile;
    std::string m_folder;
};

}  // namespace

Found loadCredentials(const std::string& context, const Environment& environment, const ReadFile& readFile) {
    return Loader(context, environment, readFile).load();
}

std::string authorization(const Credentials& credentials, const Token& token) {
    switch (credentials.kind) {
        case Credentials::Kind::basic:
            return "Basic " + base::encodeBase64(credentials.user + ":" + credentials.secret);
        case Credentials::Kind::worker:
            return "Bearer " + token.text;
        case Credentials::Kind::bearer:
            return "Bearer " + credentials.secret;
    }
    return {};
}

}  // namespace scout::confighub
