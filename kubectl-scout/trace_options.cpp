#include "kubectl-scout/trace_options.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "kubectl-scout/files.h"
#include "signing/certificate.h"
#include "signing/crypto.h"

namespace scout::plugin {

namespace {

// What says whom to believe asks for verification.
constexpr std::string_view trustFlags[] = {"verify-key", "verify-certificate", "verify-identity", "verify-issuer"};

using Pems = std::vector<trace::Options::Trust::Pem>;

// A mistaken file must not look like a signature that nobody made: it is refused before anything is asked.
std::optional<base::Error> problemOf(const std::string& flag, const trace::Options::Trust::Pem& pem) {
    if (flag == "verify-key") {
        const auto keys = signing::PublicKey::parse(pem.text, pem.name);
        if (!keys) return keys.error();
        return std::nullopt;
    }
    const auto certificates = signing::trustedCertificates({{pem.name, pem.text}});
    if (!certificates) return certificates.error();
    return std::nullopt;
}

base::Result<Pems> readPems(const Options& options, const Environment& environment, const std::string& flag) {
    Pems out;
    for (const std::string& path : options.list(flag)) {
        const auto text = readInput(path, environment);
        if (!text) return text.error();
        // In a sentence the file's name is enough.
        trace::Options::Trust::Pem pem{path == "-" ? "standard input" : path.substr(path.rfind('/') + 1), *text};
        if (auto problem = problemOf(flag, pem)) {
            problem->where = "--" + flag + " " + path;
            return *problem;
        }
        out.push_back(std::move(pem));
    }
    return out;
}

}  // namespace

bool asksForSignatures(const Options& options) {
    if (options.has("verify")) return options.isTrue("verify");
    return std::any_of(std::begin(trustFlags), std::end(trustFlags),
                       [&options](std::string_view flag) { return options.has(flag); });
}

base::Result<trace::Options> traceOptions(const Options& options, const Environment& environment) {
    trace::Options out;
    auto keys = readPems(options, environment, "verify-key");
    if (!keys) return keys.error();
    auto certificates = readPems(options, environment, "verify-certificate");
    if (!certificates) return certificates.error();
    out.reach.signatures = asksForSignatures(options);
    if (out.reach.signatures && options.isTrue("no-registry")) {
        return base::Error{base::ErrorKind::usage,
                           "signatures are in the registry, and --no-registry keeps away from it", "--verify",
                           "Give one of the two."};
    }
    out.trust = {*std::move(keys), *std::move(certificates), options.textOr("verify-identity", ""),
                 options.textOr("verify-issuer", "")};
    out.argocdNamespace = options.textOr("argocd-namespace", "argocd");
    out.managementContext = options.textOr("management-context", "");
    out.reach.management = !out.managementContext.empty();
    out.reach.registries = !options.isTrue("no-registry");
    out.history = options.isTrue("history");
    out.diff = options.isTrue("diff");
    return out;
}

}  // namespace scout::plugin
