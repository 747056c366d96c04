// What Qt says went wrong with a request, as an error that people can act on. For the .cpp files of net only.
#pragma once

#include <QList>
#include <QNetworkReply>
#include <QSslError>
#include <chrono>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "net/tls.h"

namespace scout::net {

/// How far a request had come.
enum class Phase { connecting, waiting, reading };

struct Failure {
    QNetworkReply::NetworkError code = QNetworkReply::UnknownNetworkError;
    std::string text;  ///< Qt's own words
    QList<QSslError> certificateErrors;
    Phase phase = Phase::connecting;
    std::int64_t received = 0;  ///< bytes of the body
};

/// True where Qt's "error" is only an HTTP status that it does not like.
bool isHttpStatus(QNetworkReply::NetworkError code);
/// `proxy` is "host:port", "" for a direct connection.
base::Error networkError(const Failure& failure, const Peer& peer, const std::string& proxy);
/// "30 s"; "1500 ms" where it is no whole number of seconds.
std::string limitText(std::chrono::milliseconds limit);

base::Error timeoutError(std::chrono::milliseconds limit, const Failure& failure, const Peer& peer,
                         const std::string& proxy);
/// A stream whose connection may be dead.
base::Error silenceError(std::chrono::milliseconds limit, const Peer& peer);
base::Error tooLargeError(std::size_t limit, const Peer& peer);
base::Error cutShortError(std::int64_t received, const Peer& peer);

}  // namespace scout::net
