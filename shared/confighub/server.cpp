#include "confighub/server.h"

#include "base/json.h"
#include "base/sentence.h"
#include "base/text.h"

namespace scout::confighub {

namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t maxMessage = 300;

std::string saidBy(const base::HttpResponse& response) {
    const auto body = base::Json::parse(response.body, {});
    if (!body) return {};
    const std::string message = base::asPart((*body)["Message"].text(), maxMessage);
    const std::string code = base::asPart((*body)["Code"].text(), maxMessage);
    if (message.empty()) return code;
    return code.empty() || code == std::to_string(response.status) ? message : message + " (" + code + ")";
}

bool isPage(const base::HttpResponse& response) {
    return base::trim(response.body).starts_with('<');
}

std::string loginAdvice(const Server& server) {
    return server.worker ? "Check CONFIGHUB_WORKER_ID and CONFIGHUB_WORKER_SECRET."
                         : "Log in again with `cub auth login`; --no-confighub does without ConfigHub.";
}

constexpr std::string_view strangeAdvice =
    "Check the address of the ConfigHub server (cub context, CUB_SERVER or CONFIGHUB_URL) and what stands in between.";

}  // namespace

bool isConfigHubError(const base::HttpResponse& response) {
    const auto body = base::Json::parse(response.body, {});
    return body && body->isObject() && ((*body)["Message"].isText() || (*body)["Code"].isText());
}

Error errorOf(const base::HttpResponse& response, const Server& server, const std::string& target) {
    const std::string said = saidBy(response);
    const std::string status = "HTTP " + std::to_string(response.status);
    Error error{ErrorKind::protocol, {}, server.url + target, std::string(strangeAdvice)};
    if (response.status >= 300 && response.status < 400) {
        // A login redirect carries state behind the '?'.
        const std::string location = response.header("location");
        error.what =
            "ConfigHub redirects (" + status + ")" +
            (location.empty() ? ""
                              : " to " + base::asPart(location.substr(0, location.find_first_of("?#")), maxMessage));
    } else if (response.status == 401 || response.status == 407) {
        error.kind = ErrorKind::auth;
        error.what = "ConfigHub refuses the credentials" + (said.empty() ? "" : ": " + said);
        error.advice = loginAdvice(server);
    } else if (response.status == 403) {
        error.kind = ErrorKind::forbidden;
        error.what = "ConfigHub forbids reading it" + (said.empty() ? "" : ": " + said);
        error.advice = "Ask for permission to view that space in ConfigHub.";
    } else if (response.status == 404) {
        error.kind = ErrorKind::notFound;
        error.what = said.empty() ? "ConfigHub does not have it" : "ConfigHub does not have it: " + said;
    } else if (response.status == 429) {
        error.kind = ErrorKind::throttled;
        error.what = "ConfigHub is asked too often";
        error.advice = "Try again in a minute.";
    } else if (response.status >= 500) {
        error.kind = ErrorKind::server;
        error.what = "ConfigHub has a problem of its own (" + status + ")" + (said.empty() ? "" : ": " + said);
        error.advice = "Try again later; nothing else of the trace depends on it.";
    } else if (isPage(response)) {
        error.what = "a page of HTML came in place of ConfigHub's answer (" + status + ")";
    } else if (response.status >= 400) {
        error.what = "ConfigHub refuses the question (" + status + ")" + (said.empty() ? "" : ": " + said);
        error.advice = "This ConfigHub server may be of another version than this program knows.";
    } else {
        error.what = "what came is not an answer of ConfigHub's API";
    }
    return error;
}

}  // namespace scout::confighub
