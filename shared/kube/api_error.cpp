#include "kube/api_error.h"

#include <array>
#include <optional>

#include "base/sentence.h"
#include "base/text.h"

namespace scout::kube {

namespace {

using base::Error;
using base::ErrorKind;
using base::HttpResponse;
using base::Json;

constexpr std::size_t maxMessage = 600;
constexpr std::size_t maxTitle = 80;

std::string contentType(const HttpResponse& response) {
    const std::string header = response.header("content-type");
    return base::lower(base::trim(header.substr(0, header.find(';'))));
}

bool isPage(const HttpResponse& response) {
    const std::string_view body = base::trim(response.body);
    return contentType(response) == "text/html" || (!body.empty() && body.front() == '<');
}

/// The Status object in the body; absent for anything else.
Json statusOf(const HttpResponse& response) {
    const auto body = Json::parse(response.body, {});
    return body && (*body)["kind"].text() == "Status" ? *body : Json();
}

std::string_view reasonPhrase(int code) {
    switch (code) {
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 407:
            return "Proxy Authentication Required";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 429:
            return "Too Many Requests";
        case 500:
            return "Internal Server Error";
        case 502:
            return "Bad Gateway";
        case 503:
            return "Service Unavailable";
        case 504:
            return "Gateway Timeout";
        default:
            return {};
    }
}

std::string statusLine(int code) {
    const std::string_view phrase = reasonPhrase(code);
    return "HTTP " + std::to_string(code) + (phrase.empty() ? "" : " " + std::string(phrase));
}

std::string pageTitle(std::string_view body) {
    const std::string text = base::lower(body);
    const auto open = text.find("<title");
    if (open == std::string::npos) return {};
    const auto start = text.find('>', open);
    const auto end = start == std::string::npos ? start : text.find("</title", start);
    if (end == std::string::npos) return {};
    return base::asPart(body.substr(start + 1, end - start - 1), maxTitle);
}

constexpr std::string_view pageAdvice =
    "Check the server address of the kubeconfig and the proxy settings. A login page means that something in between "
    "wants a "
    "login of its own.";

Error pageError(const HttpResponse& response, const Asked& asked) {
    Error error{ErrorKind::protocol, {}, asked.where(), std::string(pageAdvice)};
    const std::string title = pageTitle(response.body);
    error.what = "this is not a Kubernetes API server, or a proxy or login page answered in its place: " +
                 statusLine(response.status) + " with a page of HTML";
    if (!title.empty()) error.what += " titled \"" + title + "\"";
    if (response.status == 401 || response.status == 407) error.kind = ErrorKind::auth;
    if (response.status >= 500) error.kind = ErrorKind::server;
    return error;
}

Error redirectError(const HttpResponse& response, const Asked& asked) {
    // A login redirect carries state and tokens behind the '?'.
    const std::string location = response.header("location");
    Error error{ErrorKind::protocol, statusLine(response.status), asked.where(), std::string(pageAdvice)};
    error.what = "this is not a Kubernetes API server, or a proxy answered in its place: " + error.what;
    if (!location.empty())
        error.what += " to " + base::asPart(location.substr(0, location.find_first_of("?#")), maxMessage);
    return error;
}

ErrorKind kindOf(int code) {
    switch (code) {
        case 401:
        case 407:
            return ErrorKind::auth;
        case 403:
            return ErrorKind::forbidden;
        case 405:
        case 406:
            return ErrorKind::unsupported;
        case 408:
        case 504:
            return ErrorKind::timeout;
        case 409:
        case 410:
            return ErrorKind::server;
        case 429:
            return ErrorKind::throttled;
        default:
            return code >= 500 ? ErrorKind::server : ErrorKind::protocol;
    }
}

std::string namespaceFlag(const Asked& asked) {
    if (!asked.resource.namespaced) return {};
    return asked.ns.empty() ? " -A" : " -n " + asked.ns;
}

std::string forbiddenAdvice(const Asked& asked, const std::string& message) {
    if (message.find("system:anonymous") != std::string::npos) {
        return "No credentials reached the server, so it took the request for anonymous: check the user of the "
               "kubeconfig's context.";
    }
    const std::string rule = smallestRule(asked);
    if (asked.resource.plural.empty()) {
        return "Check with: kubectl auth can-i get " + asked.path +
               ". The smallest rule that allows it, in a ClusterRole: " + rule;
    }
    const bool oneNamespace = asked.resource.namespaced && !asked.ns.empty();
    std::string subject = qualifiedName(asked.resource);
    if (!asked.name.empty()) subject += "/" + asked.name;
    if (!asked.subresource.empty()) subject += " --subresource=" + asked.subresource;
    return "Check with: kubectl auth can-i " + asked.verb() + " " + subject + namespaceFlag(asked) +
           ". The smallest rule that allows it, in a " +
           (oneNamespace ? "Role of namespace " + asked.ns : "ClusterRole") + ": " + rule;
}

std::string waitAdvice(const HttpResponse& response, const Json& status) {
    std::string seconds = response.header("retry-after");
    const auto inBody = status.at("details.retryAfterSeconds").integer();
    if (seconds.empty() && inBody && *inBody > 0) seconds = std::to_string(*inBody);
    const bool digits = !seconds.empty() && seconds.find_first_not_of("0123456789") == std::string::npos;
    return digits ? "Try again in " + seconds + " s." : "Try again in a moment.";
}

std::string unavailableAdvice(const Asked& asked, const std::string& wait) {
    const Resource& resource = asked.resource;
    if (resource.plural.empty() || isServerGroup(resource.group) || resource.versions.empty()) {
        return wait + " The server's own state: kubectl get --raw '/readyz?verbose'.";
    }
    return wait +
           " Kinds of this group may come from a server beside the API server; its state: kubectl get apiservice " +
           resource.versions.front() + "." + resource.group;
}

std::string advice(const HttpResponse& response, const Asked& asked, const Json& status, const std::string& message) {
    switch (response.status) {
        case 400:
            return "The server refuses the request as it is; check the name and the selectors.";
        case 401:
            return renewAdvice({});
        case 403:
            return forbiddenAdvice(asked, message);
        case 405:
            return "Objects of this kind cannot be read back; name another kind.";
        case 406:
            return "The server cannot answer in a form that is understood here; it may be older than Kubernetes 1.15.";
        case 407:
            return "Give the proxy's user and password in the kubeconfig's proxy-url or in HTTPS_PROXY.";
        case 408:
        case 504:
            return waitAdvice(response, status) + " A longer --request-timeout may help.";
        case 409:
        case 410:
            return "The cluster changed while it was read. Try again.";
        case 429:
            return "The server limits how much may be asked. " + waitAdvice(response, status);
        default:
            break;
    }
    if (response.status >= 500) return unavailableAdvice(asked, waitAdvice(response, status));
    return "Check the server address of the kubeconfig, its path included, and what stands between here and the API "
           "server.";
}

/// Whether the text stops inside a JSON document, as a cut connection leaves it.
bool endsEarly(std::string_view text) {
    text = base::trim(text);
    if (text.empty() || (text.front() != '{' && text.front() != '[')) return false;
    long depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (--depth == 0) return false;
        }
    }
    return true;
}

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

}  // namespace

std::string Asked::where() const {
    if (resource.plural.empty()) return path;
    if (!name.empty()) {
        return (subresource.empty() ? "" : subresource + " of ") + resource.kind + "/" + name +
               (resource.namespaced && !ns.empty() ? " in " + ns : "");
    }
    if (!resource.namespaced) return qualifiedName(resource);
    return qualifiedName(resource) + (ns.empty() ? " in all namespaces" : " in " + ns);
}

bool needsFallback(const HttpResponse& response) {
    if (response.status != 404 || isPage(response)) return false;
    if (base::trim(response.body) == "404 page not found") return true;
    const Json status = statusOf(response);
    return status.exists() && status.at("details.name").text().empty();
}

Error apiError(const HttpResponse& response, const Asked& asked) {
    if (isPage(response)) return pageError(response, asked);
    if (response.status >= 300 && response.status < 400) return redirectError(response, asked);
    const Json status = statusOf(response);
    if (response.status == 404) {
        if (needsFallback(response)) {
            if (!asked.resource.plural.empty()) return notServedError(asked.resource);
            return {ErrorKind::notInstalled, "the server does not serve this path", asked.where(),
                    "Check the server address of the kubeconfig, its path included."};
        }
        if (status.exists()) {
            Error error = notFoundError(asked);
            const std::string message = base::asPart(status["message"].text(), maxMessage);
            if (!message.empty()) error.what = message;
            return error;
        }
    }

    Error error;
    error.kind = kindOf(response.status);
    error.where = asked.where();
    const std::string message = base::asPart(status["message"].text(), maxMessage);
    // An answer that is not the API's own is not quoted: it was written for someone else, and may echo the request.
    error.what = message.empty() ? "the server answered " + statusLine(response.status) : message;
    if (response.status == 401 && (message.empty() || message == "Unauthorized")) {
        error.what = "the server refused the credentials (" + statusLine(response.status) + ")";
    }
    error.advice = advice(response, asked, status, message);
    return error;
}

base::Result<Json> readBody(const HttpResponse& response, const Asked& asked) {
    if (response.status < 200 || response.status > 299) return apiError(response, asked);
    if (isPage(response)) return pageError(response, asked);
    auto parsed = Json::parse(response.body, {});
    if (parsed) return std::move(parsed).value();

    Error error{ErrorKind::protocol,
                {},
                asked.where(),
                "Try again; if it stays so, check what stands between here and the API server."};
    if (base::trim(response.body).empty()) {
        error.what = "the answer is empty";
    } else if (endsEarly(response.body)) {
        error.what = "the answer ends early, after " + std::to_string(response.body.size()) + " bytes";
    } else {
        const std::string type = base::asPart(contentType(response), maxTitle);
        error.what =
            "the answer is not valid JSON" + (type.empty() || type == "application/json" ? "" : ", but " + type);
    }
    return error;
}

std::string renewAdvice(std::string_view credentials) {
    const std::string who = credentials.empty() ? "the user of the kubeconfig's context" : std::string(credentials);
    return "The credentials of " + who +
           " are expired, revoked or for another cluster: log in again or renew the token or client certificate, then "
           "check with: "
           "kubectl auth whoami";
}

std::string smallestRule(const Asked& asked) {
    if (asked.resource.plural.empty()) return "{nonResourceURLs: [" + quoted(asked.path) + "], verbs: [\"get\"]}";
    std::string plural = asked.resource.plural;
    if (!asked.subresource.empty()) plural += "/" + asked.subresource;
    std::string rule = "{apiGroups: [" + quoted(asked.resource.group) + "], resources: [" + quoted(plural) + "]";
    if (!asked.name.empty()) rule += ", resourceNames: [" + quoted(asked.name) + "]";
    return rule + ", verbs: [" + (asked.watch ? "\"list\", " : "") + quoted(asked.verb()) + "]}";
}

Error notFoundError(const Asked& asked) {
    const Resource& resource = asked.resource;
    Error error{ErrorKind::notFound,
                qualifiedName(resource) + " " + quoted(base::escapeControl(asked.name)) + " not found",
                base::escapeControl(asked.where()),
                {}};
    if (asked.name.empty() || !isPossibleName(asked.name)) return error;
    if (resource.namespaced) {
        error.advice = "It may be in another namespace: kubectl get " + qualifiedName(resource) +
                       " -A --field-selector metadata.name=" + asked.name;
    } else {
        error.advice = "What there is: kubectl get " + qualifiedName(resource);
    }
    return error;
}

Error notServedError(const Resource& resource) {
    const std::string group = resource.group.empty() ? "the core group" : resource.group;
    Error error{ErrorKind::notInstalled, {}, qualifiedName(resource), {}};
    error.what = "the server does not serve " + resource.kind + " of " + group + " (tried " +
                 base::join(resource.versions, ", ") + ")";
    error.advice = "What it serves of that group: kubectl api-resources --api-group=" +
                   (resource.group.empty() ? std::string("''") : resource.group);
    return error;
}

}  // namespace scout::kube
