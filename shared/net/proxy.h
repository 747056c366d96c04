// A proxy URL as Qt's value. For the .cpp files of net only: it shows Qt's types.
#pragma once

#include <QNetworkProxy>
#include <string>

#include "base/error.h"

namespace scout::net {

/// http://, https://, socks5:// or socks5h://[user:password@]host[:port]; "" is a direct connection. Names are resolved
/// by the proxy. An https proxy comes back as an HTTP proxy, because Qt has no word for it: TlsProxy speaks TLS
/// to it. Errors: config, with the URL but never its password.
base::Result<QNetworkProxy> proxyFromUrl(const std::string& url);
bool isTlsProxy(const std::string& url);
/// "host:port", an IPv6 address in brackets.
std::string hostAndPort(const QString& host, int port);

}  // namespace scout::net
