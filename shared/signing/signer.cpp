#include "signing/signer.h"

#include <algorithm>

namespace scout::signing {

namespace {

constexpr std::string_view prehashed =
    " may be in Ed25519's prehashed form, as cosign writes it, which is not read here";

bool holds(const PublicKey& key, const Signed& content) {
    return std::any_of(content.signatures.begin(), content.signatures.end(), [&](const std::string& signature) {
        return content.hash.empty() ? key.verifies(content.bytes, signature)
                                    : key.verifiesSha256(content.hash, signature);
    });
}

std::string names(const std::vector<Pem>& files) {
    std::string out;
    for (const Pem& file : files) out += (out.empty() ? "" : ", ") + file.name;
    return out;
}

// Why none of the keys made it, as exactly as that can be told.
std::string whyNoKey(const Signed& content, const Trust& trust, const std::vector<PublicKey>& keys,
                     const std::string& what) {
    const auto anySignature = [&content](const auto& is) {
        return std::any_of(content.signatures.begin(), content.signatures.end(), is);
    };
    const bool shaped = std::any_of(keys.begin(), keys.end(), [&anySignature](const PublicKey& key) {
        return anySignature([&key](const std::string& signature) { return key.fits(signature); });
    });
    const std::string given = names(trust.keys);
    if (!content.keyHint.empty()) {
        const bool ours = std::any_of(keys.begin(), keys.end(), [&content](const PublicKey& key) {
            return key.fingerprint() == content.keyHint;
        });
        if (!ours) return what + " is by another key than " + given;
        return what + " names the key " + given + " and does not hold: what was signed, or the signature, was altered";
    }
    if (!shaped && anySignature(PublicKey::fitsAny))
        return what + " is not by " + given + ": it has the form of one by another kind of key";
    if (!shaped) return what + " was altered, or is by a kind of key that is not known here: no known one has its form";
    return what + " does not hold with " + given +
           ": it is by another key, or what was signed, or the signature, was altered";
}

std::string holderText(const Certificate& leaf) {
    const std::string issuer = issuerOf(leaf);
    return leaf.holder() + (issuer.empty() ? "" : " (by " + issuer + ")");
}

// The certificate's key made the signature. What is the certificate worth?
void judgeCertificate(Verdict& verdict, const Signed& content, const Trust& trust, const std::string& what) {
    const Certificate& leaf = content.chain.front();
    const std::string issuer = issuerOf(leaf);
    const std::string says = what + " is by a certificate made out to " + holderText(leaf);
    verdict.state = State::failed;
    if (!trust.identity.empty() && !leaf.isMadeOutTo(trust.identity)) {
        verdict.message = says + ", not to " + trust.identity;
        return;
    }
    if (!trust.issuer.empty() && issuer != trust.issuer) {
        verdict.message = says + ", whose OIDC issuer is not " + trust.issuer;
        return;
    }
    verdict.state = State::claimed;
    if (trust.certificates.empty()) {
        verdict.message = says + "; who issued that certificate was not checked (no --verify-certificate), nor the log";
        return;
    }
    const auto roots = trustedCertificates(trust.certificates);
    if (!roots) {
        verdict.message = says + "; " + roots.error().where + ": " + roots.error().what;
        return;
    }
    const bool valid = leaf.validAt(trust.now);
    if (!valid && !content.loggedAt) {
        verdict.message =
            says + ", valid until " + base::format(leaf.notAfter()) + "; nothing says that it was used before";
        return;
    }
    const base::Time at = valid ? trust.now : *content.loggedAt;
    if (const auto why = Certificate::whyUntrusted(content.chain, *roots, at)) {
        verdict.state = State::failed;
        verdict.message = says + ", which " + names(trust.certificates) + " did not issue: " + *why;
        return;
    }
    const std::string issued = says + ", issued by " + names(trust.certificates);
    if (!leaf.maySignCode()) {
        verdict.state = State::failed;
        verdict.message = issued + ", but not for signing code";
    } else if (!valid) {
        verdict.message = issued + " and valid at " + base::format(at) +
                          ", the time in the log's entry; that entry itself was not checked";
    } else if (trust.identity.empty()) {
        verdict.message = issued + "; whose it must be was not said (no --verify-identity)";
    } else if (!issuer.empty() && trust.issuer.empty()) {
        verdict.message = issued + "; which OIDC issuer it must come from was not said (no --verify-issuer)";
    } else {
        verdict.state = State::verified;
        verdict.message = issued;
    }
}

}  // namespace

Verdict judgeSigner(const Signed& content, const Trust& trust, const std::string& what) {
    Verdict verdict;
    std::vector<PublicKey> keys;
    for (const Pem& file : trust.keys) {
        const auto read = PublicKey::parse(file.text, file.name);
        if (!read) continue;
        if (std::any_of(read->begin(), read->end(), [&content](const PublicKey& key) { return holds(key, content); })) {
            verdict.state = State::verified;
            verdict.identity = file.name;
            verdict.message = what + " is by the key " + file.name;
            return verdict;
        }
        keys.insert(keys.end(), read->begin(), read->end());
    }
    if (!content.chain.empty()) {
        const Certificate& leaf = content.chain.front();
        verdict.identity = leaf.holder();
        verdict.origin = originOf(leaf);
        const auto key = leaf.key();
        if (key && !key->decides() && !holds(*key, content)) {
            verdict.origin.reset();
            verdict.message = what + std::string(prehashed);
            return verdict;
        }
        if (!key || !holds(*key, content)) {
            verdict.state = State::failed;
            verdict.origin.reset();
            verdict.message = what + " is not by the certificate that it brings (" + holderText(leaf) +
                              "): what was signed, the signature or the certificate was altered";
            return verdict;
        }
        judgeCertificate(verdict, content, trust, what);
        if (verdict.state == State::failed) verdict.origin.reset();
        return verdict;
    }
    if (keys.empty()) {
        verdict.message = what + " is there, and no key was given to check it with (--verify-key)";
        return verdict;
    }
    const bool undecided = std::any_of(keys.begin(), keys.end(), [&content](const PublicKey& key) {
        const bool named = content.keyHint.empty() || content.keyHint == key.fingerprint();
        return named && !key.decides() &&
               std::any_of(content.signatures.begin(), content.signatures.end(),
                           [&key](const std::string& one) { return key.fits(one); });
    });
    if (undecided) {
        verdict.message = what + std::string(prehashed);
        return verdict;
    }
    verdict.state = State::failed;
    verdict.message = whyNoKey(content, trust, keys, what);
    return verdict;
}

}  // namespace scout::signing
