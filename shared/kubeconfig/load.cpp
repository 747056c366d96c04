#include "kubeconfig/load.h"

#include <algorithm>
#include <filesystem>
#include <initializer_list>

#include "base/text.h"

namespace scout::kubeconfig {

namespace {

#ifdef _WIN32
constexpr char listSeparator = ';';
#else
constexpr char listSeparator = ':';
#endif

std::string variable(const Environment& environment, const std::string& name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
}

std::string homeFolder(const Environment& environment) {
#ifdef _WIN32
    const std::string drive = variable(environment, "HOMEDRIVE");
    const std::string path = variable(environment, "HOMEPATH");
    for (const std::string& home : {variable(environment, "HOME"), drive.empty() || path.empty() ? "" : drive + path}) {
        if (!home.empty()) return home;
    }
    return variable(environment, "USERPROFILE");
#else
    return variable(environment, "HOME");
#endif
}

}  // namespace

std::vector<std::string> kubeconfigPaths(const Overrides& overrides, const Environment& environment) {
    if (!overrides.kubeconfig.empty()) return {overrides.kubeconfig};
    std::vector<std::string> paths;
    if (const std::string list = variable(environment, "KUBECONFIG"); !list.empty()) {
        for (const std::string& path : base::split(list, listSeparator)) {
            const bool isKnown = std::find(paths.begin(), paths.end(), path) != paths.end();
            if (!path.empty() && !isKnown) paths.push_back(path);
        }
        return paths;
    }
    const std::string home = homeFolder(environment);
    if (!home.empty()) paths.push_back((std::filesystem::path(home) / ".kube" / "config").string());
    return paths;
}

base::Result<LoadedKubeconfig> loadKubeconfig(const Overrides& overrides, const Environment& environment,
                                              const ReadFile& readFile) {
    LoadedKubeconfig loaded;
    std::vector<Kubeconfig> parsed;
    for (const std::string& path : kubeconfigPaths(overrides, environment)) {
        const auto text = readFile(path);
        if (!text && text.error().kind == base::ErrorKind::notFound) {
            if (!overrides.kubeconfig.empty()) {
                return base::Error{
                    base::ErrorKind::config, "the file given with --kubeconfig does not exist", path, {}};
            }
            loaded.missing.push_back(path);
            continue;
        }
        if (!text)
            return base::Error{base::ErrorKind::config, "cannot read the kubeconfig: " + text.error().what, path,
                               text.error().advice};
        auto kubeconfig = parseKubeconfig(*text, path);
        if (!kubeconfig) return kubeconfig.error();
        parsed.push_back(*std::move(kubeconfig));
        loaded.files.push_back(path);
    }
    loaded.kubeconfig = merge(parsed);
    return loaded;
}

base::Result<ClientConfig> loadClientConfig(const Overrides& overrides, const Environment& environment,
                                            const ReadFile& readFile) {
    const auto loaded = loadKubeconfig(overrides, environment, readFile);
    if (!loaded) return loaded.error();
    return resolve(*loaded, overrides, environment, readFile);
}

}  // namespace scout::kubeconfig
