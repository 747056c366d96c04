// A registry for one test of a conversation: it gives the answers and keeps the questions.
#pragma once

#include <QtGlobal>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/http.h"
#include "oci/read.h"

namespace scout::test {

using base::HttpResponse;
using base::WebRequest;

inline constexpr base::Time now{1000000};
inline const std::string manifestText =
    "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"layers\":[]}";

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

inline HttpResponse status(int code, std::string body = {}, std::map<std::string, std::string> headers = {}) {
    return {code, std::move(headers), std::move(body)};
}

inline HttpResponse refusal(int code, const std::string& word) {
    return status(code, "{\"errors\":[{\"code\":\"" + word + "\",\"message\":\"the registry's words\"}]}");
}

inline HttpResponse challenge(const std::string& header) {
    HttpResponse response = refusal(401, "UNAUTHORIZED");
    response.headers["www-authenticate"] = header;
    return response;
}

inline const std::string bearer =
    "Bearer realm=\"https://auth.test/token\",service=\"registry.test\",scope=\"repository:team/app:pull\"";

/// A server for one test: gives the answers, keeps the questions.
struct Server {
    std::function<HttpResponse(const WebRequest&)> answer;
    std::vector<WebRequest> seen;

    /// "GET https://... Bearer x".
    std::vector<std::string> lines() const {
        std::vector<std::string> all;
        for (const WebRequest& request : seen) {
            const auto sent = request.headers.find("Authorization");
            all.push_back(request.method + " " + request.url +
                          (sent == request.headers.end() ? "" : " " + sent->second));
        }
        return all;
    }
};

template <typename Read>
base::Result<typename Read::Answer> run(Read read, Server& server, base::Time at = now) {
    base::WebStep<typename Read::Answer> step = read.start(at);
    while (const auto* request = std::get_if<WebRequest>(&step)) {
        server.seen.push_back(*request);
        if (server.seen.size() > 100) qFatal("it asks without end");
        step = read.next(server.answer(*request), at);
    }
    if (auto* error = std::get_if<base::Error>(&step)) return *error;
    return std::get<typename Read::Answer>(step);
}

inline oci::Endpoint endpoint(const std::string& registry = "registry.test", bool plainHttp = false) {
    return *oci::endpointOf(registry, "team/app", plainHttp);
}

inline oci::Credentials user() {
    oci::Credentials credentials;
    credentials.username = "u";
    credentials.password = "hush";
    credentials.from = "config.json";
    return credentials;
}

inline oci::Caller caller(std::optional<oci::Credentials> credentials = std::nullopt) {
    return {std::move(credentials), std::make_shared<oci::TokenCache>()};
}

inline oci::ManifestRead manifestRead(const oci::Caller& who, const std::string& reference = "v1") {
    return oci::ManifestRead(endpoint(), reference, who);
}

/// Gives a token to everybody, and the manifest for the token.
inline HttpResponse tokenRegistry(const WebRequest& request) {
    if (contains(request.url, "auth.test")) return status(200, "{\"token\":\"tok\",\"expires_in\":300}");
    const auto sent = request.headers.find("Authorization");
    if (sent == request.headers.end() || sent->second != "Bearer tok") return challenge(bearer);
    return status(200, manifestText, {{"content-type", "application/vnd.oci.image.manifest.v1+json"}});
}

using Lines = std::vector<std::string>;

inline const std::string manifestUrl = "GET https://registry.test/v2/team/app/manifests/v1";
inline const std::string tokenUrl =
    "GET https://auth.test/token?service=registry.test&scope=repository%3Ateam%2Fapp%3Apull";
inline const std::string basicUser = " Basic dTpodXNo";

}  // namespace scout::test
