#include "kubeconfig/proxy.h"

#include <initializer_list>
#include <optional>

#include "base/text.h"
#include "base/url.h"
#include "kubeconfig/ip_address.h"

namespace scout::kubeconfig {

namespace {

using base::Error;
using base::ErrorKind;

/// The first of them that is set, with its name.
struct Variable {
    std::string name;
    std::string value;
};

Variable firstSet(const Environment& environment, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        const auto found = environment.find(name);
        if (found != environment.end() && !found->second.empty()) return {name, found->second};
    }
    return {};
}

struct Target {
    std::string host;  ///< lower case
    std::string port;
    std::optional<IpAddress> address;
};

/// One entry of NO_PROXY. Entries that mean nothing match nothing, as in Go.
bool matches(std::string_view entry, const Target& target) {
    if (entry == "*") return true;
    if (const auto network = parseIpNetwork(entry)) return target.address && network->contains(*target.address);

    std::string_view host = entry;
    std::string_view port;
    if (!entry.empty() && entry.front() == '[') {
        const auto close = entry.find(']');
        // Brackets without a port mean nothing to Go, and going another way than kubectl would only confuse.
        if (close == std::string_view::npos || entry.substr(close + 1, 1) != ":") return false;
        host = entry.substr(1, close - 1);
        port = entry.substr(close + 2);
    } else if (entry.find(':') == entry.rfind(':') && entry.find(':') != std::string_view::npos) {
        port = entry.substr(entry.find(':') + 1);
        host = entry.substr(0, entry.find(':'));
    }
    if (host.empty() || (!port.empty() && port != target.port)) return false;

    if (const auto address = parseIpAddress(host)) return target.address && *address == *target.address;
    if (target.address) return false;
    if (host.substr(0, 2) == "*.") host.remove_prefix(1);
    const bool onlySubdomains = host.front() == '.';
    if (!onlySubdomains && target.host == host) return true;
    const std::string suffix = onlySubdomains ? std::string(host) : '.' + std::string(host);
    return target.host.size() >= suffix.size() &&
           target.host.compare(target.host.size() - suffix.size(), suffix.size(), suffix) == 0;
}

bool isExempt(const base::Url& server, const Environment& environment) {
    Target target;
    target.host = base::lower(server.host);
    target.port = server.port ? std::to_string(*server.port) : server.scheme == "https" ? "443" : "80";
    target.address = parseIpAddress(target.host);
    if (server.host == "localhost" || (target.address && target.address->isLoopback())) return true;
    for (const std::string& entry : base::split(firstSet(environment, {"NO_PROXY", "no_proxy"}).value, ',')) {
        if (matches(base::lower(base::trim(entry)), target)) return true;
    }
    return false;
}

}  // namespace

base::Result<std::string> environmentProxy(const std::string& server, const Environment& environment) {
    const auto target = base::parseUrl(server);
    if (!target || (target->scheme != "https" && target->scheme != "http")) return std::string();
    const bool isPlain = target->scheme == "http";
    const Variable setting = isPlain ? firstSet(environment, {"HTTP_PROXY", "http_proxy"})
                                     : firstSet(environment, {"HTTPS_PROXY", "https_proxy"});
    if (setting.value.empty()) return std::string();
    if (isPlain && !firstSet(environment, {"REQUEST_METHOD"}).value.empty()) {
        return Error{ErrorKind::config, "HTTP_PROXY is not trusted inside a CGI program", setting.name,
                     "Unset REQUEST_METHOD or HTTP_PROXY."};
    }
    if (isExempt(*target, environment)) return std::string();

    const bool hasScheme = setting.value.find("://") != std::string::npos;
    const std::string url = hasScheme ? setting.value : "http://" + setting.value;
    const auto proxy = base::parseUrl(url);
    const bool isSupported = proxy && (proxy->scheme == "http" || proxy->scheme == "https" ||
                                       proxy->scheme == "socks5" || proxy->scheme == "socks5h");
    if (!isSupported) {
        return Error{ErrorKind::config,
                     "the proxy in " + setting.name + " is not http://, https:// or socks5://HOST[:PORT]",
                     proxy ? base::format(*proxy) : setting.name, "Correct or unset " + setting.name + "."};
    }
    return url;
}

base::Result<std::string> proxyFor(const ClientConfig& config, const Environment& environment) {
    if (!config.proxyUrl.empty()) return config.proxyUrl;
    return environmentProxy(config.server, environment);
}

}  // namespace scout::kubeconfig
