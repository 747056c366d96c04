// TLS as a kubeconfig asks for it, and TLS failures as sentences. For the .cpp files of net only: it shows Qt's types.
#pragma once

#include <QList>
#include <QSslConfiguration>
#include <QSslError>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "kubeconfig/client_config.h"
#include "net/advice.h"

namespace scout::net {

/// TLS 1.2 or newer; the authorities of config.caPem and only those, or the system's when it is empty; the client
/// certificate and key of `config`. Errors: config (PEM that cannot be read), unsupported (a kind of key that Qt does
/// not know), auth (the client certificate is not valid at `now`).
base::Result<QSslConfiguration> tlsConfiguration(const kubeconfig::ClientConfig& config, base::Time now);

/// Who was talked to, for the sentences of errors.
struct Peer {
    std::string host;        ///< "host:port" of the server, or of the proxy where the failure is the proxy's
    std::string verifiedAs;  ///< the name that its certificate has to carry
    bool clientCertificate = false;
    /// Absent: it is an API server, and the advice is about the kubeconfig.
    std::optional<Advice> advice = std::nullopt;
};

/// The certificate was not believed. `errors` as QNetworkReply::sslErrors gave them, not empty.
base::Error certificateError(const QList<QSslError>& errors, const Peer& peer);
/// Whether OpenSSL's words tell of an alert that the server sent.
bool isAlert(const std::string& text);
/// The handshake broke off, or the server refused it with an alert. `text` is OpenSSL's or Qt's own.
base::Error handshakeError(const std::string& text, const Peer& peer);

}  // namespace scout::net
