// Digests and signatures of bytes. The library behind it stays in the .cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

struct evp_pkey_st;

namespace scout::signing {

std::string sha256(std::string_view bytes);    ///< 32 bytes
std::string digestOf(std::string_view bytes);  ///< "sha256:<64 hex>"
std::string hex(std::string_view bytes);       ///< lower case

class PublicKey {
  public:
    /// Every SubjectPublicKeyInfo of a PEM text, in order, at least one. Errors are of kind usage and name `where`:
    /// none, a part that cannot be read or is no public key, and a private key, which is refused unread.
    static base::Result<std::vector<PublicKey>> parse(const std::string& pem, const std::string& where);
    explicit PublicKey(std::shared_ptr<evp_pkey_st> key) : m_key(std::move(key)) {}

    /// As Sigstore's tools sign: ECDSA in DER, or RSA PKCS #1, with SHA-256 (P-384 and P-521 also with their own hash);
    /// Ed25519.
    bool verifies(std::string_view bytes, const std::string& signature) const;
    /// The same of bytes of which only the SHA-256 is at hand. Never true for Ed25519, which signs the bytes
    /// themselves.
    bool verifiesSha256(const std::string& hash, const std::string& signature) const;
    /// By a JOSE algorithm: PS256, PS384, PS512 (RSA-PSS, salt as long as the hash), ES256, ES384, ES512 (r and s side
    /// by side). False also where the algorithm is not one of them, or not one for this key.
    bool verifies(std::string_view bytes, const std::string& signature, std::string_view algorithm) const;

    /// False for Ed25519: cosign signs its prehashed form (Ed25519ph), which OpenSSL knows only since 3.2. Such a key
    /// can verify a signature, and cannot refuse one.
    bool decides() const;
    /// Whether `signature` has the form of one that this key could have made.
    bool fits(const std::string& signature) const;
    /// Whether `signature` has the form of one that some key of the kinds above could have made.
    static bool fitsAny(const std::string& signature);

    /// SHA-256 of the key in DER (SubjectPublicKeyInfo), 32 bytes: Sigstore names keys by it.
    std::string fingerprint() const;

  private:
    std::shared_ptr<evp_pkey_st> m_key;
};

}  // namespace scout::signing
