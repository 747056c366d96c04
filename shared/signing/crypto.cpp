#include "signing/crypto.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>

namespace scout::signing {

namespace {

struct FreeBio {
    void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
struct FreeSignature {
    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};

// No passphrase: nothing here may ask on a terminal.
int noPassphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*user*/) {
    return -1;
}

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// `hash` is nullptr where the key brings its own (Ed25519).
bool check(EVP_PKEY* key, std::string_view bytes, std::string_view signature, const EVP_MD* hash, bool pss) {
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr;
    bool valid = context && EVP_DigestVerifyInit(context.get(), &settings, hash, nullptr, key) == 1;
    if (valid && pss) {
        valid = EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) == 1;
    }
    valid =
        valid && EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(bytes), bytes.size()) == 1;
    ERR_clear_error();
    return valid;
}

struct Algorithm {
    std::string_view name;
    const EVP_MD* (*hash)();
    int curveBits;  ///< 0: RSA-PSS
};
constexpr std::array<Algorithm, 6> algorithms = {{{"PS256", EVP_sha256, 0},
                                                  {"PS384", EVP_sha384, 0},
                                                  {"PS512", EVP_sha512, 0},
                                                  {"ES256", EVP_sha256, 256},
                                                  {"ES384", EVP_sha384, 384},
                                                  {"ES512", EVP_sha512, 521}}};

// r and s side by side, as JOSE and COSE write them, in the DER that the library reads; "" where it is no such pair.
std::string derOf(std::string_view pair, int curveBits) {
    const std::size_t half = static_cast<std::size_t>(curveBits + 7) / 8;
    if (pair.size() != 2 * half) return {};
    BIGNUM* r = BN_bin2bn(octets(pair), static_cast<int>(half), nullptr);
    BIGNUM* s = BN_bin2bn(octets(pair.substr(half)), static_cast<int>(half), nullptr);
    const std::unique_ptr<ECDSA_SIG, FreeSignature> signature(ECDSA_SIG_new());
    if (!signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &der);
    if (length <= 0) return {};
    std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
    OPENSSL_free(der);
    return out;
}

bool isEcdsa(const std::string& signature) {
    const unsigned char* at = octets(signature);
    const std::unique_ptr<ECDSA_SIG, FreeSignature> read(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(signature.size())));
    ERR_clear_error();
    return read && at == octets(signature) + signature.size();
}

const std::string noKey = "it holds no public key in PEM";

}  // namespace

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned length = 0;
    EVP_Digest(bytes.data(), bytes.size(), out.data(), &length, EVP_sha256(), nullptr);
    return {reinterpret_cast<const char*>(out.data()), length};
}

std::string hex(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += digits[value >> 4U];
        out += digits[value & 15U];
    }
    return out;
}

std::string digestOf(std::string_view bytes) {
    return "sha256:" + hex(sha256(bytes));
}

base::Result<std::vector<PublicKey>> PublicKey::parse(const std::string& pem, const std::string& where) {
    const auto refused = [&where](std::string what) {
        return base::Error{
            base::ErrorKind::usage, std::move(what), where,
            "Give public keys in PEM, as \"cosign public-key\" and \"openssl pkey -pubout\" write them."};
    };
    if (pem.find("PRIVATE KEY-----") != std::string::npos)
        return refused("it holds a private key, and only the public one is needed");
    static constexpr std::string_view begin = "-----BEGIN ";
    std::vector<PublicKey> keys;
    // Part by part: the library skips over what it cannot read.
    for (auto at = pem.find(begin); at != std::string::npos;) {
        const auto next = pem.find(begin, at + begin.size());
        const std::string part = pem.substr(at, next == std::string::npos ? next : next - at);
        const std::unique_ptr<BIO, FreeBio> bio(BIO_new_mem_buf(part.data(), static_cast<int>(part.size())));
        EVP_PKEY* key = bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, noPassphrase, nullptr) : nullptr;
        ERR_clear_error();
        if (key == nullptr) {
            const bool alone = keys.empty() && next == std::string::npos;
            return refused(alone ? noKey
                                 : "part " + std::to_string(keys.size() + 1) + " of it is no public key in PEM");
        }
        keys.emplace_back(std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free));
        at = next;
    }
    if (keys.empty()) return refused(noKey);
    return keys;
}

bool PublicKey::verifies(std::string_view bytes, const std::string& signature) const {
    switch (EVP_PKEY_get_base_id(m_key.get())) {
        case EVP_PKEY_ED25519:
            return check(m_key.get(), bytes, signature, nullptr, false);
        case EVP_PKEY_RSA:
            return check(m_key.get(), bytes, signature, EVP_sha256(), false);
        case EVP_PKEY_EC: {
            if (check(m_key.get(), bytes, signature, EVP_sha256(), false)) return true;
            const int bits = EVP_PKEY_get_bits(m_key.get());
            return (bits == 384 && check(m_key.get(), bytes, signature, EVP_sha384(), false)) ||
                   (bits == 521 && check(m_key.get(), bytes, signature, EVP_sha512(), false));
        }
        default:
            return false;
    }
}

bool PublicKey::verifiesSha256(const std::string& hash, const std::string& signature) const {
    const std::unique_ptr<EVP_PKEY_CTX, FreeContext> context(EVP_PKEY_CTX_new(m_key.get(), nullptr));
    const bool valid =
        context && EVP_PKEY_get_base_id(m_key.get()) != EVP_PKEY_ED25519 && EVP_PKEY_verify_init(context.get()) == 1 &&
        EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1 &&
        EVP_PKEY_verify(context.get(), octets(signature), signature.size(), octets(hash), hash.size()) == 1;
    ERR_clear_error();
    return valid;
}

bool PublicKey::decides() const {
    return EVP_PKEY_get_base_id(m_key.get()) != EVP_PKEY_ED25519;
}

bool PublicKey::fits(const std::string& signature) const {
    switch (EVP_PKEY_get_base_id(m_key.get())) {
        case EVP_PKEY_EC:
            return isEcdsa(signature);
        case EVP_PKEY_RSA:
        case EVP_PKEY_ED25519:
            return signature.size() == static_cast<std::size_t>(EVP_PKEY_get_size(m_key.get()));
        default:
            return false;
    }
}

bool PublicKey::fitsAny(const std::string& signature) {
    constexpr std::size_t ed25519 = 64;
    // RSA's are as long as the key, 1024 to 16384 bits in steps as they are made.
    constexpr std::size_t rsaStep = 64;
    constexpr std::size_t rsaLeast = 128;
    constexpr std::size_t rsaMost = 2048;
    const std::size_t size = signature.size();
    const bool rsa = size >= rsaLeast && size <= rsaMost && size % rsaStep == 0;
    return size == ed25519 || rsa || isEcdsa(signature);
}

bool PublicKey::verifies(std::string_view bytes, const std::string& signature, std::string_view algorithm) const {
    for (const Algorithm& known : algorithms) {
        if (known.name != algorithm) continue;
        if (known.curveBits == 0) {
            return EVP_PKEY_get_base_id(m_key.get()) == EVP_PKEY_RSA &&
                   check(m_key.get(), bytes, signature, known.hash(), true);
        }
        if (EVP_PKEY_get_base_id(m_key.get()) != EVP_PKEY_EC || EVP_PKEY_get_bits(m_key.get()) != known.curveBits)
            return false;
        const std::string der = derOf(signature, known.curveBits);
        return !der.empty() && check(m_key.get(), bytes, der, known.hash(), false);
    }
    return false;
}

std::string PublicKey::fingerprint() const {
    unsigned char* der = nullptr;
    const int length = i2d_PUBKEY(m_key.get(), &der);
    if (length <= 0) return {};
    const std::string out = sha256({reinterpret_cast<const char*>(der), static_cast<std::size_t>(length)});
    OPENSSL_free(der);
    return out;
}

}  // namespace scout::signing
