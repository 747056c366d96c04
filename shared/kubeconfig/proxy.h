// Which proxy stands between here and a server, by proxy-url or by the proxy environment as Go's net/http reads it
// (golang.org/x/net/http/httpproxy).
#pragma once

#include <string>

#include "base/error.h"
#include "kubeconfig/client_config.h"
#include "kubeconfig/load.h"

namespace scout::kubeconfig {

/// The proxy's URL with its scheme (http, https, socks5 or socks5h), or "" for a direct connection.
///
/// By the environment: HTTPS_PROXY for https servers and HTTP_PROXY for http ones, upper case before lower case; a
/// value without a scheme is an http proxy; ALL_PROXY does not count. "localhost" and loopback addresses never use it,
/// nor what NO_PROXY lists: IP addresses and networks (10.0.0.0/8), names with their subdomains, ".name" and "*.name"
/// for subdomains only, each but the network with an optional port, or "*" for all. Errors (config): a proxy URL that
/// cannot be used; HTTP_PROXY inside a CGI program, where a client could have set it.
base::Result<std::string> environmentProxy(const std::string& server, const Environment& environment);

/// `config.proxyUrl`, which needs no permission of NO_PROXY, else environmentProxy.
base::Result<std::string> proxyFor(const ClientConfig& config, const Environment& environment);

}  // namespace scout::kubeconfig
