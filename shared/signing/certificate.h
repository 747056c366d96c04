// X.509 certificates: what they say, and whether a chain ends at a trusted one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "signing/crypto.h"
#include "signing/verdict.h"

struct x509_st;

namespace scout::signing {

class Certificate {
  public:
    /// Nothing when it is none.
    static std::optional<Certificate> fromDer(const std::string& der);
    /// Every certificate of a PEM text, in order; empty when it holds none, or a broken one.
    static std::vector<Certificate> fromPem(const std::string& pem);
    explicit Certificate(std::shared_ptr<x509_st> certificate) : m_certificate(std::move(certificate)) {}

    /// "CN=scout,O=Example": RFC 2253; "" for Fulcio's, which name their holder among the alternative names.
    std::string subject() const;
    /// Alternative names: mail addresses, URIs, DNS names.
    std::vector<std::string> names() const;
    /// The first of names(), else subject().
    std::string holder() const;
    /// Whether `identity` is one of names(), or every part of it ("C=US, O=Example", as notation's trust policies write
    /// it, with or without "x509.subject:" before it) is in subject().
    bool isMadeOutTo(const std::string& identity) const;
    base::Time notBefore() const;
    base::Time notAfter() const;
    bool validAt(base::Time at) const { return notBefore() <= at && at <= notAfter(); }
    /// Whether its extended key usage, where it has one, allows signing code.
    bool maySignCode() const;
    /// Nothing for a kind of key that the library does not know.
    std::optional<PublicKey> key() const;
    std::string der() const;

    /// The value of Fulcio's extension 1.3.6.1.4.1.57264.1.<number>; "" without one. Numbers up to 6 hold the text
    /// itself, later ones a DER UTF8String.
    std::string fulcio(int number) const;

    /// Nothing when `chain` (leaf first; the rest may help) leads to one of `trusted` at that time; else why not, as
    /// the library says it.
    static std::optional<std::string> whyUntrusted(const std::vector<Certificate>& chain,
                                                   const std::vector<Certificate>& trusted, base::Time at);

  private:
    std::shared_ptr<x509_st> m_certificate;
};

/// What Fulcio wrote into a certificate of where the signer ran: the claims of a CI job. Nothing without a commit or a
/// repository.
std::optional<Origin> originOf(const Certificate& certificate);
/// The OIDC issuer that Fulcio wrote; "" without one.
std::string issuerOf(const Certificate& certificate);

/// The certificates of the user's files. An error names the first that holds none.
base::Result<std::vector<Certificate>> trustedCertificates(const std::vector<Pem>& files);

}  // namespace scout::signing
