#include "net/http_error.h"

#include "base/text.h"

namespace scout::net {

using base::Error;
using base::ErrorKind;

bool isHttpStatus(QNetworkReply::NetworkError code) {
    return (code >= QNetworkReply::ContentAccessDenied && code <= QNetworkReply::UnknownContentError &&
            code != QNetworkReply::ContentReSendError) ||
           code == QNetworkReply::ProtocolInvalidOperationError ||  // 400
           (code >= QNetworkReply::InternalServerError && code <= QNetworkReply::UnknownServerError);
}

namespace {

std::string noAnswerAdvice(const Peer& peer, const std::string& ofApiServer) {
    return peer.advice ? peer.advice->noAnswer : ofApiServer;
}

std::string noHttpAdvice(const Peer& peer, const std::string& ofApiServer) {
    return peer.advice ? peer.advice->noHttp : ofApiServer;
}

/// A proxy is named in the kubeconfig for an API server only.
std::string proxyAdvice(const Peer& peer) {
    return peer.advice ? "check HTTPS_PROXY and NO_PROXY in the environment"
                       : "check proxy-url in the kubeconfig, or HTTPS_PROXY in the environment";
}

}  // namespace

Error networkError(const Failure& failure, const Peer& peer, const std::string& proxy) {
    if (!failure.certificateErrors.isEmpty()) return certificateError(failure.certificateErrors, peer);

    const std::string& host = peer.host;
    const std::string name = host.substr(0, host.rfind(':'));
    const std::string said = base::escapeControl(failure.text);
    // Alerts of TLS 1.3 come after the handshake, as an error while reading; a key that does not fit, before it. Both
    // are OpenSSL's words.
    const bool openSsl = failure.text.find(" routines:") != std::string::npos;
    if (failure.code == QNetworkReply::SslHandshakeFailedError || openSsl) return handshakeError(failure.text, peer);
    if (failure.phase == Phase::reading && failure.code == QNetworkReply::RemoteHostClosedError) {
        return cutShortError(failure.received, peer);
    }

    const bool byProxy = !proxy.empty();
    switch (failure.code) {
        case QNetworkReply::ConnectionRefusedError:
            if (byProxy) break;
            return {
                ErrorKind::unreachable, host + " refused the connection", host,
                noAnswerAdvice(peer, "check that the cluster is running and that the kubeconfig's server is right")};
        case QNetworkReply::RemoteHostClosedError:
            return {ErrorKind::unreachable, "the connection to " + host + " ended without an HTTP answer", host,
                    noHttpAdvice(peer, "check that this is an API server, and try again")};
        case QNetworkReply::HostNotFoundError:
            if (byProxy) break;
            return {ErrorKind::unreachable, "there is no host named " + name, host,
                    noAnswerAdvice(peer, "check the kubeconfig's server, and whether a VPN has to be connected")};
        case QNetworkReply::TimeoutError:
            return {ErrorKind::timeout, host + " did not accept the connection in time", host,
                    noAnswerAdvice(peer, "check the network, VPN or proxy on the way to the cluster")};
        case QNetworkReply::ProxyConnectionRefusedError:
            return {ErrorKind::unreachable, "the proxy " + proxy + " refused the connection", proxy, proxyAdvice(peer)};
        case QNetworkReply::ProxyConnectionClosedError:
            return {ErrorKind::unreachable, "the proxy " + proxy + " closed the connection to " + host, proxy,
                    "check that the proxy may reach " + host};
        case QNetworkReply::ProxyNotFoundError:
            return {ErrorKind::unreachable, "there is no proxy at " + proxy, proxy, proxyAdvice(peer)};
        case QNetworkReply::ProxyTimeoutError:
            return {ErrorKind::timeout, "the proxy " + proxy + " did not answer in time", proxy, "check the proxy"};
        case QNetworkReply::ProxyAuthenticationRequiredError:
            return {ErrorKind::auth, "the proxy " + proxy + " requires a user name and password", proxy,
                    "put them into the proxy's URL (http://USER:PASSWORD@HOST:PORT)"};
        case QNetworkReply::UnknownProxyError:
            return {ErrorKind::unreachable, "the proxy " + proxy + " did not connect to " + host + ": " + said, proxy,
                    "check that this is a proxy of that kind and that it may reach " + host};
        case QNetworkReply::ProtocolFailure:
        case QNetworkReply::ProtocolUnknownError:
        case QNetworkReply::ProtocolInvalidOperationError:
            return {ErrorKind::protocol, "the answer of " + host + " is not HTTP: " + said, host,
                    noHttpAdvice(peer, "check that this is an API server")};
        default:
            break;
    }
    if (byProxy) {
        return {ErrorKind::unreachable, "no connection to " + host + " through the proxy " + proxy + ": " + said, host,
                "check the proxy and whether it may reach " + host};
    }
    return {ErrorKind::unreachable, "no connection to " + host + ": " + said, host,
            noAnswerAdvice(peer, "check the network, VPN or proxy on the way to the cluster")};
}

std::string limitText(std::chrono::milliseconds limit) {
    const auto count = limit.count();
    return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

Error timeoutError(std::chrono::milliseconds limit, const Failure& failure, const Peer& peer,
                   const std::string& proxy) {
    const std::string within = " within " + limitText(limit);
    const std::string through = proxy.empty() ? "" : " through the proxy " + proxy;
    std::string what;
    switch (failure.phase) {
        case Phase::connecting:
            what = "no connection to " + peer.host + through + within;
            break;
        case Phase::waiting:
            what = peer.host + " did not answer" + through + within;
            break;
        case Phase::reading:
            what = "the answer of " + peer.host + " was not complete" + within + " (" +
                   std::to_string(failure.received) + " bytes had come)";
            break;
    }
    return {ErrorKind::timeout, what, peer.host,
            noAnswerAdvice(peer, "check the way to the cluster (VPN, proxy), or raise --request-timeout")};
}

Error silenceError(std::chrono::milliseconds limit, const Peer& peer) {
    return {ErrorKind::timeout, peer.host + " has sent nothing for " + limitText(limit), peer.host,
            noAnswerAdvice(peer, "check the network, VPN or proxy on the way to the cluster")};
}

Error tooLargeError(std::size_t limit, const Peer& peer) {
    return {ErrorKind::tooLarge,
            "the answer of " + peer.host + " is larger than " + std::to_string(limit >> 20) + " MiB", peer.host,
            noHttpAdvice(peer, "check that this is an API server")};
}

Error cutShortError(std::int64_t received, const Peer& peer) {
    return {ErrorKind::protocol,
            "the answer of " + peer.host + " ended early, after " + std::to_string(received) + " bytes", peer.host,
            "try again; a proxy or load balancer on the way may have cut it"};
}

}  // namespace scout::net
