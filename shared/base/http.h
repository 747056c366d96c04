// HTTP messages as values, and the shape of a protocol conversation without I/O. Who sends them is not known here.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"

namespace scout::base {

/// A GET. `target` is path and query ("/api/v1/namespaces/prod/pods/x?limit=5"), already percent-encoded, relative to
/// the server's base URL.
struct HttpRequest {
    std::string target;
    std::string accept = "application/json";
    bool operator==(const HttpRequest&) const = default;
};

struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;

    /// "" when absent.
    std::string header(const std::string& lowerCaseName) const {
        const auto found = headers.find(lowerCaseName);
        return found == headers.end() ? std::string() : found->second;
    }
};

/// What a conversation wants next: a request, its final answer, or its end in an error.
template <typename Answer>
using Step = std::variant<HttpRequest, Answer, Error>;

/// A request to any server, for the conversations with registries and with ConfigHub.
struct WebRequest {
    std::string method = "GET";  ///< GET, HEAD, or POST for tokens
    std::string url;             ///< absolute, percent-encoded
    std::map<std::string, std::string> headers;
    std::string body;  ///< of a POST
    bool operator==(const WebRequest&) const = default;
};

template <typename Answer>
using WebStep = std::variant<WebRequest, Answer, Error>;

}  // namespace scout::base
