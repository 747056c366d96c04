#include "signing/certificate.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>

#include "base/text.h"

namespace scout::signing {

namespace {

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
    void operator()(X509_STORE* store) const { X509_STORE_free(store); }
    void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
    void operator()(ASN1_OBJECT* object) const { ASN1_OBJECT_free(object); }
    void operator()(ASN1_UTF8STRING* text) const { ASN1_UTF8STRING_free(text); }
};
template <typename T>
using Held = std::unique_ptr<T, Free>;

std::shared_ptr<X509> held(X509* certificate) {
    return {certificate, X509_free};
}

// No passphrase: nothing here may ask on a terminal.
int noPassphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*user*/) {
    return -1;
}

base::Time timeOf(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return base::Time{static_cast<std::int64_t>(timegm(&parts))};
}

std::string text(const ASN1_STRING* string) {
    const unsigned char* bytes = ASN1_STRING_get0_data(string);
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(ASN1_STRING_length(string))};
}

// "C=US, O=Example\, Inc" -> {"C=US", "O=Example\, Inc"}.
std::vector<std::string> partsOf(std::string_view subject) {
    std::vector<std::string> out{""};
    for (std::size_t i = 0; i < subject.size(); ++i) {
        const bool escaped = i > 0 && subject[i - 1] == '\\';
        if (subject[i] == ',' && !escaped)
            out.emplace_back();
        else
            out.back() += subject[i];
    }
    for (std::string& part : out) part = std::string(base::trim(part));
    return out;
}

}  // namespace

std::optional<Certificate> Certificate::fromDer(const std::string& der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
    ERR_clear_error();
    if (certificate == nullptr) return std::nullopt;
    return Certificate(held(certificate));
}

std::vector<Certificate> Certificate::fromPem(const std::string& pem) {
    const Held<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    std::vector<Certificate> out;
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, noPassphrase, nullptr))
        out.emplace_back(held(certificate));
    // At the end of the text there is no further start line; any other error is a broken certificate.
    const bool atEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    ERR_clear_error();
    if (!atEnd) out.clear();
    return out;
}

std::string Certificate::subject() const {
    const Held<BIO> bio(BIO_new(BIO_s_mem()));
    // Bytes above ASCII stay UTF-8; who prints them escapes control characters.
    X509_NAME_print_ex(bio.get(), X509_get_subject_name(m_certificate.get()), 0,
                       XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &data);
    return length <= 0 ? std::string() : std::string(data, static_cast<std::size_t>(length));
}

std::vector<std::string> Certificate::names() const {
    std::vector<std::string> out;
    const Held<GENERAL_NAMES> names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(m_certificate.get(), NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_EMAIL || name->type == GEN_URI || name->type == GEN_DNS) out.push_back(text(name->d.ia5));
    }
    return out;
}

std::string Certificate::holder() const {
    const std::vector<std::string> all = names();
    return all.empty() ? subject() : all.front();
}

bool Certificate::isMadeOutTo(const std::string& identity) const {
    const std::vector<std::string> all = names();
    if (std::find(all.begin(), all.end(), identity) != all.end()) return true;
    std::string_view wanted = identity;
    constexpr std::string_view prefix = "x509.subject:";
    if (wanted.starts_with(prefix)) wanted.remove_prefix(prefix.size());
    const std::vector<std::string> has = partsOf(subject());
    const std::vector<std::string> parts = partsOf(wanted);
    return std::all_of(parts.begin(), parts.end(), [&has](const std::string& part) {
        return part.find('=') != std::string::npos && std::find(has.begin(), has.end(), part) != has.end();
    });
}

base::Time Certificate::notBefore() const {
    return timeOf(X509_get0_notBefore(m_certificate.get()));
}

base::Time Certificate::notAfter() const {
    return timeOf(X509_get0_notAfter(m_certificate.get()));
}

bool Certificate::maySignCode() const {
    const std::uint32_t uses = X509_get_extended_key_usage(m_certificate.get());  // all bits without the extension
    const std::uint32_t keyUses = X509_get_key_usage(m_certificate.get());
    return (uses & (XKU_CODE_SIGN | XKU_ANYEKU)) != 0 && (keyUses & KU_DIGITAL_SIGNATURE) != 0;
}

std::optional<PublicKey> Certificate::key() const {
    EVP_PKEY* key = X509_get_pubkey(m_certificate.get());
    ERR_clear_error();
    if (key == nullptr) return std::nullopt;
    return PublicKey(std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free));
}

std::string Certificate::der() const {
    unsigned char* bytes = nullptr;
    const int length = i2d_X509(m_certificate.get(), &bytes);
    if (length <= 0) return {};
    std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    return out;
}

std::string Certificate::fulcio(int number) const {
    const std::string name = "1.3.6.1.4.1.57264.1." + std::to_string(number);
    const Held<ASN1_OBJECT> id(OBJ_txt2obj(name.c_str(), 1));
    const int at = X509_get_ext_by_OBJ(m_certificate.get(), id.get(), -1);
    if (at < 0) return {};
    const std::string value = text(X509_EXTENSION_get_data(X509_get_ext(m_certificate.get(), at)));
    constexpr int lastRaw = 6;
    if (number <= lastRaw) return value;
    const auto* begin = reinterpret_cast<const unsigned char*>(value.data());
    const Held<ASN1_UTF8STRING> inner(d2i_ASN1_UTF8STRING(nullptr, &begin, static_cast<long>(value.size())));
    ERR_clear_error();
    return inner ? text(inner.get()) : std::string();
}

std::optional<std::string> Certificate::whyUntrusted(const std::vector<Certificate>& chain,
                                                     const std::vector<Certificate>& trusted, base::Time at) {
    if (chain.empty()) return "there is no certificate";
    const Held<X509_STORE> store(X509_STORE_new());
    for (const Certificate& root : trusted) X509_STORE_add_cert(store.get(), root.m_certificate.get());
    const Held<STACK_OF(X509)> others(sk_X509_new_null());
    for (std::size_t i = 1; i < chain.size(); ++i) sk_X509_push(others.get(), chain[i].m_certificate.get());
    const Held<X509_STORE_CTX> context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store.get(), chain.front().m_certificate.get(), others.get());
    X509_VERIFY_PARAM* settings = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(settings, static_cast<std::time_t>(at.seconds));
    // A trusted certificate need not be a root.
    X509_VERIFY_PARAM_set_flags(settings, X509_V_FLAG_PARTIAL_CHAIN);
    const bool valid = X509_verify_cert(context.get()) == 1;
    const int error = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    if (valid) return std::nullopt;
    return std::string(X509_verify_cert_error_string(error));
}

std::string issuerOf(const Certificate& certificate) {
    constexpr int issuer = 8;
    constexpr int legacyIssuer = 1;
    const std::string name = certificate.fulcio(issuer);
    return name.empty() ? certificate.fulcio(legacyIssuer) : name;
}

std::optional<Origin> originOf(const Certificate& certificate) {
    // facts: protocols 5, from Fulcio's list of object identifiers; the first that is there counts.
    const auto either = [&certificate](int number, int legacy) {
        const std::string value = certificate.fulcio(number);
        return value.empty() ? certificate.fulcio(legacy) : value;
    };
    Origin out;
    out.from = "certificate";
    out.repository = either(12, 5);
    // The legacy extension of GitHub's jobs holds "owner/name".
    if (!out.repository.empty() && out.repository.find("://") == std::string::npos)
        out.repository = "https://github.com/" + out.repository;
    out.commit = either(13, 3);
    out.ref = either(14, 6);
    out.workflow = either(18, 4);
    out.builder = certificate.fulcio(9);
    if (out.repository.empty() && out.commit.empty()) return std::nullopt;
    return out;
}

base::Result<std::vector<Certificate>> trustedCertificates(const std::vector<Pem>& files) {
    std::vector<Certificate> out;
    for (const Pem& file : files) {
        const std::vector<Certificate> found = Certificate::fromPem(file.text);
        if (found.empty()) {
            return base::Error{base::ErrorKind::usage, "it holds no certificate in PEM", file.name,
                               "Give the certificate of the authority, or of the signer, in PEM."};
        }
        out.insert(out.end(), found.begin(), found.end());
    }
    return out;
}

}  // namespace scout::signing
