#include "net/proxy.h"

#include <QUrl>

namespace scout::net {

namespace {

QUrl parsed(const std::string& url) {
    return QUrl(QString::fromStdString(url), QUrl::StrictMode);
}

/// Go's net/http uses the same ports where the URL names none.
quint16 defaultPort(const QString& scheme) {
    if (scheme == QLatin1String("http")) return 80;
    return scheme == QLatin1String("https") ? 443 : 1080;
}

}  // namespace

base::Result<QNetworkProxy> proxyFromUrl(const std::string& url) {
    if (url.empty()) return QNetworkProxy(QNetworkProxy::NoProxy);
    const QUrl proxy = parsed(url);
    const QString scheme = proxy.scheme();
    const bool socks = scheme == QLatin1String("socks5") || scheme == QLatin1String("socks5h");
    const bool http = scheme == QLatin1String("http") || scheme == QLatin1String("https");
    if (!proxy.isValid() || proxy.host().isEmpty() || (!socks && !http)) {
        return base::Error{base::ErrorKind::config, "the proxy URL is not http://, https:// or socks5://HOST[:PORT]",
                           proxy.isValid() ? proxy.toDisplayString(QUrl::RemoveUserInfo).toStdString() : "proxy-url",
                           "correct proxy-url in the kubeconfig, or HTTPS_PROXY in the environment"};
    }
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.host(),
                         static_cast<quint16>(proxy.port(defaultPort(scheme))), proxy.userName(QUrl::FullyDecoded),
                         proxy.password(QUrl::FullyDecoded));
}

bool isTlsProxy(const std::string& url) {
    return parsed(url).scheme() == QLatin1String("https");
}

std::string hostAndPort(const QString& host, int port) {
    const std::string name = host.toStdString();
    return (name.find(':') == std::string::npos ? name : "[" + name + "]") + ":" + std::to_string(port);
}

}  // namespace scout::net
