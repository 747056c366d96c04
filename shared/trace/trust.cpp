#include "trace/trust.h"

#include "signing/certificate.h"
#include "signing/crypto.h"

namespace scout::trace {

std::optional<base::Error> publicKeyProblem(const Options::Trust::Pem& pem) {
    const auto key = signing::PublicKey::parse(pem.text, pem.name);
    if (!key) return key.error();
    return std::nullopt;
}

std::optional<base::Error> certificateProblem(const Options::Trust::Pem& pem) {
    const auto certificates = signing::trustedCertificates({{pem.name, pem.text}});
    if (!certificates) return certificates.error();
    return std::nullopt;
}

}  // namespace scout::trace
