#include "net/request_headers.h"

#include <algorithm>

#include "base/base64.h"
#include "base/percent.h"

namespace scout::net {

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// client-go transport/round_trippers.go headerKeyEscape: RFC 7230 token characters but '%' stay.
std::string escapeHeaderKey(const std::string& key) {
    return base::percentEncode(key, "!#$&'*+^`|");
}

void addImpersonation(Headers& headers, const kubeconfig::Impersonation& as) {
    if (as.empty()) return;
    headers.emplace_back("Impersonate-User", as.user);
    if (!as.uid.empty()) headers.emplace_back("Impersonate-Uid", as.uid);
    for (const std::string& group : as.groups) headers.emplace_back("Impersonate-Group", group);
    for (const auto& [key, values] : as.extra) {
        for (const std::string& value : values)
            headers.emplace_back("Impersonate-Extra-" + escapeHeaderKey(key), value);
    }
}

}  // namespace

bool isHeaderValue(const std::string& value) {
    return std::none_of(value.begin(), value.end(),
                        [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

base::Result<Headers> requestHeaders(const base::HttpRequest& request, const kubeconfig::ClientConfig& config,
                                     const Credential* credential) {
    Headers headers;
    headers.emplace_back("Accept", request.accept);
    headers.emplace_back("User-Agent", "kubectl-scout/" SCOUT_VERSION);
    // Qt asks for compression and undoes it by itself, unless the header is set by hand.
    if (config.disableCompression) headers.emplace_back("Accept-Encoding", "identity");
    if (credential && !credential->token.empty()) {
        headers.emplace_back("Authorization", "Bearer " + credential->token);
    } else if (credential && !credential->username.empty()) {
        headers.emplace_back("Authorization",
                             "Basic " + base::encodeBase64(credential->username + ":" + credential->password));
    }
    addImpersonation(headers, config.impersonate);
    for (const auto& [name, value] : headers) {
        if (!isHeaderValue(value)) {
            return base::Error{base::ErrorKind::config,
                               "the value for the header " + name + " holds a control character", config.userName,
                               "check the user's token and the impersonation settings for line breaks"};
        }
    }
    return headers;
}

}  // namespace scout::net
