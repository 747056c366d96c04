#include "confighub/registry.h"

#include <algorithm>

#include "base/text.h"

namespace scout::confighub {

namespace {

constexpr std::string_view hostPrefix = "oci.";
constexpr std::string_view hostedSuffix = ".confighub.com";

std::string_view withoutPort(std::string_view registry) {
    return registry.substr(0, registry.rfind(':'));
}

}  // namespace

std::string RepositoryPath::name() const {
    if (!target.empty()) return space + "/" + target;
    if (!unit.empty()) return space + "/" + unit;
    return space;
}

std::optional<RepositoryPath> parseRepository(std::string_view repository) {
    const std::vector<std::string> parts = base::split(base::lower(repository), '/');
    if (std::any_of(parts.begin(), parts.end(), [](const std::string& part) { return part.empty(); }))
        return std::nullopt;
    if (parts.size() == 3 && parts[0] == "target") return RepositoryPath{parts[1], parts[2], {}};
    if (parts.size() == 3 && parts[0] == "unit") return RepositoryPath{parts[1], {}, parts[2]};
    if (parts.size() == 2 && parts[0] == "space") return RepositoryPath{parts[1], {}, {}};
    return std::nullopt;
}

bool isConfigHubRegistry(std::string_view registry, const std::vector<std::string>& configured) {
    const std::string known = base::lower(registry);
    if (std::find(configured.begin(), configured.end(), known) != configured.end()) return true;
    const std::string_view host = withoutPort(known);
    return host.starts_with(hostPrefix) && host.ends_with(hostedSuffix) &&
           host.size() > hostPrefix.size() + hostedSuffix.size();
}

std::string instanceOf(std::string_view registry) {
    std::string_view host = withoutPort(registry);
    if (host.starts_with(hostPrefix)) host.remove_prefix(hostPrefix.size());
    return std::string(host);
}

}  // namespace scout::confighub
