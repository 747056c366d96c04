#include "engine/beyond.h"

#include <utility>
#include <variant>

#include "base/command_line.h"
#include "trace/trust.h"

namespace scout::engine {

using base::Error;
using base::ErrorKind;

namespace {

using Field = std::variant<bool Beyond::*, std::optional<bool> Beyond::*, std::string Beyond::*,
                           std::vector<std::string> Beyond::*>;

struct Binding {
    std::string_view option;
    Field field;
};

// In the order of the options.
constexpr std::array<Binding, beyondOptions.size()> bindings{{
    {"verify", &Beyond::verify},
    {"verify-key", &Beyond::verifyKeys},
    {"verify-certificate", &Beyond::verifyCertificates},
    {"verify-identity", &Beyond::verifyIdentity},
    {"verify-issuer", &Beyond::verifyIssuer},
    {"no-registry", &Beyond::noRegistry},
    {"registry-ca", &Beyond::registryCa},
    {"plain-http", &Beyond::plainHttp},
    {"use-cluster-credentials", &Beyond::clusterCredentials},
    {"no-confighub", &Beyond::noConfigHub},
    {"confighub-context", &Beyond::configHubContext},
    {"management-context", &Beyond::managementContext},
}};

constexpr bool allBound() {
    for (std::size_t i = 0; i < bindings.size(); ++i) {
        if (bindings[i].option != beyondOptions[i].name) return false;
    }
    return true;
}
static_assert(allBound());

const Field& fieldOf(const BeyondOption& option) {
    std::size_t at = 0;
    while (bindings[at].option != option.name) ++at;
    return bindings[at].field;
}

template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::optional<Error> malformed(const BeyondOption& option, const std::string& value) {
    const std::string where = "--" + std::string(option.name);
    if (option.kind == BeyondOption::Kind::flag) {
        if (base::parseBool(value)) return std::nullopt;
        return Error{ErrorKind::usage, "\"" + value + "\" is neither true nor false", where, ""};
    }
    if (value.empty())
        return Error{ErrorKind::usage, where + " has an empty value", where, "Give a value, or leave it out."};
    if (option.name == "plain-http" && value.find_first_of("/@ ") != std::string::npos)
        return Error{ErrorKind::usage, where + " \"" + value + "\" names no registry", where,
                     "Give it as HOST or HOST:PORT."};
    return std::nullopt;
}

/// A file that is not there is a setting that is wrong, nothing that the cluster lacks.
base::Result<std::string> content(const ReadFile& read, const std::string& path) {
    auto text = read(path);
    if (text || text.error().kind != ErrorKind::notFound) return text;
    Error error = text.error();
    error.kind = ErrorKind::config;
    return error;
}

using Pem = trace::Options::Trust::Pem;

base::Result<std::vector<Pem>> readPems(const std::vector<std::string>& paths, const BeyondOption& option,
                                        std::optional<Error> (*problemOf)(const Pem&), const ReadFile& read) {
    std::vector<Pem> out;
    for (const std::string& path : paths) {
        auto text = content(read, path);
        if (!text) return text.error();
        // In a sentence the file's name is enough.
        Pem pem{path == "-" ? "standard input" : path.substr(path.rfind('/') + 1), *std::move(text)};
        if (auto problem = problemOf(pem)) {
            problem->where = "--" + std::string(option.name) + " " + path;
            return *problem;
        }
        out.push_back(std::move(pem));
    }
    return out;
}

}  // namespace

bool Beyond::trustsAny() const {
    return !verifyKeys.empty() || !verifyCertificates.empty() || !verifyIdentity.empty() || !verifyIssuer.empty();
}

std::optional<Error> take(Beyond& into, const BeyondOption& option, const std::string& value) {
    if (auto problem = malformed(option, value)) return problem;
    const bool on = base::parseBool(value).value_or(false);
    std::visit(Overloaded{[&](bool Beyond::*field) { into.*field = on; },
                          [&](std::optional<bool> Beyond::*field) { into.*field = on; },
                          [&](std::string Beyond::*field) { into.*field = value; },
                          [&](std::vector<std::string> Beyond::*field) { (into.*field).push_back(value); }},
               fieldOf(option));
    return std::nullopt;
}

void forget(Beyond& from, const BeyondOption& option) {
    std::visit([&from](auto field) { from.*field = {}; }, fieldOf(option));
}

std::vector<std::string> valuesOf(const Beyond& beyond, const BeyondOption& option) {
    using Values = std::vector<std::string>;
    return std::visit(Overloaded{[&](bool Beyond::*field) { return beyond.*field ? Values{"true"} : Values{}; },
                                 [&](std::optional<bool> Beyond::*field) {
                                     const std::optional<bool>& said = beyond.*field;
                                     return said ? Values{*said ? "true" : "false"} : Values{};
                                 },
                                 [&](std::string Beyond::*field) {
                                     return (beyond.*field).empty() ? Values{} : Values{beyond.*field};
                                 },
                                 [&](std::vector<std::string> Beyond::*field) { return beyond.*field; }},
                      fieldOf(option));
}

base::Result<trace::Options> tracingOptions(const Beyond& beyond, const ReadFile& read) {
    auto keys = readPems(beyond.verifyKeys, beyondOption("verify-key"), trace::publicKeyProblem, read);
    if (!keys) return keys.error();
    auto certificates =
        readPems(beyond.verifyCertificates, beyondOption("verify-certificate"), trace::certificateProblem, read);
    if (!certificates) return certificates.error();
    trace::Options out;
    out.reach.signatures = beyond.verifies();
    out.reach.registries = !beyond.noRegistry;
    if (out.reach.signatures && beyond.noRegistry) {
        return Error{ErrorKind::usage, "signatures are in the registry, and --no-registry keeps away from it",
                     "--verify", "Give one of the two."};
    }
    out.trust = {*std::move(keys), *std::move(certificates), beyond.verifyIdentity, beyond.verifyIssuer};
    out.managementContext = beyond.managementContext;
    out.reach.management = !beyond.managementContext.empty();
    return out;
}

base::Result<PlacesSettings> placesSettings(const Beyond& beyond, const ReadFile& read) {
    PlacesSettings settings;
    settings.registries = !beyond.noRegistry;
    settings.plainHttp = beyond.plainHttp;
    if (beyond.registryCa.empty()) return settings;
    base::Result<std::string> authorities = content(read, beyond.registryCa);
    if (!authorities) return authorities.error();
    if (authorities->find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
        return Error{ErrorKind::config, "the file holds no PEM certificate", beyond.registryCa,
                     "--registry-ca takes certificates that begin with -----BEGIN CERTIFICATE-----."};
    }
    settings.authorities = *std::move(authorities);
    return settings;
}

}  // namespace scout::engine
