#include "oci/registry_error.h"

#include "base/json.h"
#include "base/text.h"

namespace scout::oci {

namespace {

constexpr std::size_t longestMessage = 160;

base::Json firstError(const base::HttpResponse& response) {
    const auto body = base::Json::parse(response.body, "");
    return body ? (*body)["errors"][0] : base::Json();
}

std::string shortened(const std::string& text) {
    return base::escapeControl(text.size() > longestMessage ? text.substr(0, longestMessage) + "..." : text);
}

/// ": DENIED, requested access to the resource is denied", "" when it says nothing.
std::string said(const base::HttpResponse& response) {
    const base::Json error = firstError(response);
    const std::string code = error["code"].text();
    const std::string message = error["message"].text();
    if (code.empty() && message.empty()) return {};
    return ": " + shortened(code.empty() || message.empty() ? code + message : code + ", " + message);
}

}  // namespace

std::string errorCode(const base::HttpResponse& response) {
    return firstError(response)["code"].text();
}

base::Error registryError(const base::HttpResponse& response, const Endpoint& endpoint,
                          const std::string& credentialsFrom) {
    using base::ErrorKind;
    const std::string where = endpoint.text();
    const std::string login = "log in with docker login " + endpoint.named + " (podman login, oras login)";
    const std::string code = errorCode(response);
    if (response.status == 401 || (response.status == 403 && code == "UNAUTHORIZED")) {
        if (!credentialsFrom.empty()) {
            return {ErrorKind::auth,
                    endpoint.named + " refused the credentials from " + credentialsFrom + said(response), where,
                    login + " again"};
        }
        return {ErrorKind::auth, endpoint.named + " lets nobody read this without credentials" + said(response), where,
                login + "; a repository that does not exist may be answered so, too"};
    }
    if (response.status == 403) {
        return {
            ErrorKind::forbidden, endpoint.named + " denied the read" + said(response), where,
            credentialsFrom.empty() ? login : "ask for the right to pull with the credentials from " + credentialsFrom};
    }
    if (response.status == 429 || code == "TOOMANYREQUESTS") {
        const std::string wait = response.header("retry-after");
        return {ErrorKind::throttled, endpoint.named + " has had too many requests" + said(response), where,
                "try again " + (wait.empty() ? "later" : "after " + shortened(wait) + " s") +
                    (credentialsFrom.empty() ? ", or log in: registries allow more to those whom they know" : "")};
    }
    if (response.status >= 500) {
        return {ErrorKind::server,
                endpoint.named + " failed with HTTP " + std::to_string(response.status) + said(response), where,
                "try again, or ask whoever runs the registry"};
    }
    if (response.status == 404) {
        return {ErrorKind::notFound, "HTTP 404 from " + endpoint.named + said(response), where,
                "check the registry's and the repository's name"};
    }
    return {ErrorKind::protocol,
            endpoint.named + " answered with HTTP " + std::to_string(response.status) + said(response), where,
            "check that this is an OCI registry"};
}

base::Error brokenRegistry(const Endpoint& endpoint, const std::string& what) {
    return {base::ErrorKind::protocol, what, endpoint.text(),
            "check that " + endpoint.named + " is an OCI registry and that nothing on the way changes its answers"};
}

base::Error alteredContent(const Endpoint& endpoint, const std::string& what, const std::string& digest) {
    base::Error error = brokenRegistry(endpoint, what + " that came from " + endpoint.text() + " is not " +
                                                     base::escapeControl(digest) + ": its content was changed");
    error.kind = base::ErrorKind::altered;
    return error;
}

}  // namespace scout::oci
