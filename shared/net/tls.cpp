#include "net/tls.h"

#include <QDateTime>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QSslKey>
#include <algorithm>
#include <array>

#include "base/text.h"

namespace scout::net {

namespace {

using base::Error;
using base::ErrorKind;

QByteArray bytes(const std::string& text) {
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

base::Time toTime(const QDateTime& at) {
    return base::Time{at.toSecsSinceEpoch()};
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

base::Result<QSslKey> privateKey(const std::string& pem, const std::string& user) {
    // Trying RSA first on an EC key costs a decoding, so the label decides where it can.
    const bool ecFirst = has(pem, "BEGIN EC ");
    for (const QSsl::KeyAlgorithm algorithm : {ecFirst ? QSsl::Ec : QSsl::Rsa, ecFirst ? QSsl::Rsa : QSsl::Ec}) {
        QSslKey key(bytes(pem), algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull()) return key;
    }
    if (has(pem, "ENCRYPTED")) {
        return Error{ErrorKind::config, "the client key of user \"" + user + "\" is encrypted", user,
                     "Kubernetes clients read only plain keys: decrypt it with openssl pkey"};
    }
    if (has(pem, "PRIVATE KEY")) {
        return Error{ErrorKind::unsupported,
                     "the client key of user \"" + user + "\" is neither RSA nor EC, or is damaged", user,
                     "use an RSA or EC (P-256, P-384) client certificate"};
    }
    return Error{ErrorKind::config, "the client key of user \"" + user + "\" is not PEM", user,
                 "check client-key-data or client-key in the kubeconfig"};
}

base::Result<bool> setClientCertificate(QSslConfiguration& tls, const kubeconfig::ClientConfig& config,
                                        base::Time now) {
    const std::string& user = config.userName;
    const QList<QSslCertificate> chain = QSslCertificate::fromData(bytes(config.clientCertPem), QSsl::Pem);
    if (chain.isEmpty()) {
        return Error{ErrorKind::config, "the client certificate of user \"" + user + "\" holds no PEM certificate",
                     user, "check client-certificate-data or client-certificate in the kubeconfig"};
    }
    const base::Time from = toTime(chain.front().effectiveDate());
    const base::Time until = toTime(chain.front().expiryDate());
    if (until < now) {
        return Error{ErrorKind::auth,
                     "the client certificate of user \"" + user + "\" expired on " + base::format(until), user,
                     "get new credentials for this user (log in again, or ask the cluster's administrator)"};
    }
    if (now < from) {
        return Error{ErrorKind::auth,
                     "the client certificate of user \"" + user + "\" is not valid before " + base::format(from), user,
                     "check this machine's clock"};
    }
    base::Result<QSslKey> key = privateKey(config.clientKeyPem, user);
    if (!key) return key.error();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(*key);
    return true;
}

/// "CN=x" or whatever names the certificate's holder best.
std::string holder(const QStringList& commonName, const QStringList& organization) {
    const QString text = !commonName.isEmpty()    ? commonName.first()
                         : organization.isEmpty() ? QString()
                                                  : organization.first();
    return base::escapeControl(text.toStdString());
}

std::string names(const QSslCertificate& certificate) {
    std::vector<std::string> all;
    const auto alternatives = certificate.subjectAlternativeNames();
    for (const QString& name : alternatives) all.push_back(base::escapeControl(name.toStdString()));
    if (all.empty())
        return "no name that counts, only CN " + holder(certificate.subjectInfo(QSslCertificate::CommonName), {});
    std::sort(all.begin(), all.end());
    constexpr std::size_t shown = 8;
    if (all.size() > shown) {
        const std::size_t more = all.size() - shown;
        all.resize(shown);
        all.push_back(std::to_string(more) + " more");
    }
    return base::join(all, ", ");
}

enum class Doubt { expired, notYetValid, unknownAuthority, wrongName, revoked, other };

Doubt doubt(QSslError::SslError error) {
    switch (error) {
        case QSslError::CertificateExpired:
            return Doubt::expired;
        case QSslError::CertificateNotYetValid:
            return Doubt::notYetValid;
        case QSslError::SelfSignedCertificate:
        case QSslError::SelfSignedCertificateInChain:
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::CertificateUntrusted:
        case QSslError::CertificateSignatureFailed:
        case QSslError::InvalidCaCertificate:
            return Doubt::unknownAuthority;
        case QSslError::HostNameMismatch:
            return Doubt::wrongName;
        case QSslError::CertificateRevoked:
            return Doubt::revoked;
        default:
            return Doubt::other;
    }
}

struct Alert {
    std::string_view text;  ///< as OpenSSL spells the alert
    std::string_view says;
};
// The alerts by which a server turns a client's certificate down (RFC 8446 section 6.2).
constexpr std::array certificateAlerts{
    Alert{"alert certificate required", "it requires a client certificate"},
    Alert{"alert bad certificate", "it does not accept the client certificate"},
    Alert{"alert certificate expired", "it says that the client certificate has expired"},
    Alert{"alert certificate unknown", "it does not accept the client certificate"},
    Alert{"alert certificate revoked", "it says that the client certificate was revoked"},
    Alert{"alert unknown ca", "it does not know the authority that signed the client certificate"},
    Alert{"alert access denied", "it denies access"},
    Alert{"alert handshake failure", "it may require a client certificate, or other kinds of encryption"},
};

}  // namespace

base::Result<QSslConfiguration> tlsConfiguration(const kubeconfig::ClientConfig& config, base::Time now) {
    // The default configuration finds system certificates as they are needed; a fresh one does not look at them at all.
    QSslConfiguration tls = config.caPem.empty() ? QSslConfiguration::defaultConfiguration() : QSslConfiguration();
    if (!config.caPem.empty()) {
        const QList<QSslCertificate> authorities = QSslCertificate::fromData(bytes(config.caPem), QSsl::Pem);
        if (authorities.isEmpty()) {
            return Error{ErrorKind::config,
                         "the certificate authority of cluster \"" + config.clusterName + "\" holds no PEM certificate",
                         config.clusterName,
                         "check certificate-authority-data or certificate-authority in the kubeconfig"};
        }
        tls.setCaCertificates(authorities);
    }
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(config.insecureSkipTlsVerify ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    if (!config.clientCertPem.empty()) {
        if (const auto set = setClientCertificate(tls, config, now); !set) return set.error();
    }
    return tls;
}

Error certificateError(const QList<QSslError>& errors, const Peer& peer) {
    const auto worst = std::min_element(errors.begin(), errors.end(), [](const QSslError& a, const QSslError& b) {
        return doubt(a.error()) < doubt(b.error());
    });
    const QSslCertificate certificate = worst->certificate();
    const std::string whose = "the certificate of " + peer.host;
    Error error{ErrorKind::tls, "", peer.host, ""};
    switch (doubt(worst->error())) {
        case Doubt::expired:
            error.what = whose + " expired on " + base::format(toTime(certificate.expiryDate()));
            error.advice = "the server's certificate has to be renewed; if it is new, check this machine's clock";
            break;
        case Doubt::notYetValid:
            error.what = whose + " is not valid before " + base::format(toTime(certificate.effectiveDate()));
            error.advice = "check this machine's clock and the server's";
            break;
        case Doubt::unknownAuthority: {
            const std::string issuer = holder(certificate.issuerInfo(QSslCertificate::CommonName),
                                              certificate.issuerInfo(QSslCertificate::Organization));
            error.what = whose + " is signed by an unknown authority" + (issuer.empty() ? "" : " (\"" + issuer + "\")");
            error.advice = peer.advice ? peer.advice->unknownAuthority
                                       : "add the CA that signed it to the kubeconfig (certificate-authority-data), or "
                                         "name its file with --certificate-authority";
            break;
        }
        case Doubt::wrongName:
            error.what = whose + " is not for \"" + peer.verifiedAs + "\"; it is for " + names(certificate);
            error.advice = peer.advice ? "use one of its names in the URL, or give it a certificate for this name"
                                       : "use one of its names in the server's URL, or set tls-server-name "
                                         "(--tls-server-name) to one of them";
            break;
        case Doubt::revoked:
            error.what = whose + " was revoked";
            error.advice = "the server needs a new certificate";
            break;
        case Doubt::other:
            error.what = whose + " was not accepted: " + base::escapeControl(worst->errorString().toStdString());
            error.advice = peer.advice ? peer.advice->unknownAuthority
                                       : "check the CA in the kubeconfig and the server's certificate";
            break;
    }
    return error;
}

bool isAlert(const std::string& text) {
    return base::lower(text).find(" alert ") != std::string::npos;
}

Error handshakeError(const std::string& text, const Peer& peer) {
    const std::string low = base::lower(text);
    for (const Alert& alert : certificateAlerts) {
        if (!has(low, alert.text)) continue;
        return Error{ErrorKind::tls, peer.host + " refused the TLS handshake: " + std::string(alert.says), peer.host,
                     peer.advice ? "ask whoever runs " + peer.host + " what it expects of its clients"
                     : peer.clientCertificate
                         ? "check that the client certificate belongs to this cluster and is still valid"
                         : "add a client certificate (client-certificate-data, client-key-data) to the user"};
    }
    if (has(low, "wrong version number") || has(low, "packet length too long") || has(low, "http request")) {
        return Error{ErrorKind::tls, peer.host + " does not speak TLS on this port", peer.host,
                     peer.advice ? peer.advice->noTls
                                 : "check the server's port, and whether its URL should begin with http://"};
    }
    if (has(low, "certify public key") || has(low, "key values mismatch")) {
        return Error{ErrorKind::config, "the client key does not belong to the client certificate", peer.host,
                     "check client-certificate and client-key of the user"};
    }
    return Error{ErrorKind::tls, "the TLS handshake with " + peer.host + " failed: " + base::escapeControl(text),
                 peer.host, "check that the server speaks TLS 1.2 or newer on this port"};
}

}  // namespace scout::net
