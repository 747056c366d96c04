#include "trace/flux_names.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace scout::trace {

std::string fluxName(const std::string& kind) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> names = {
        {{"Kustomization", "kustomization"},
         {"HelmRelease", "helmrelease"},
         {"OCIRepository", "source oci"},
         {"GitRepository", "source git"},
         {"HelmRepository", "source helm"},
         {"HelmChart", "source chart"},
         {"Bucket", "source bucket"}}};
    const auto found =
        std::find_if(names.begin(), names.end(), [&kind](const auto& entry) { return entry.first == kind; });
    return found == names.end() ? std::string() : std::string(found->second);
}

}  // namespace scout::trace
