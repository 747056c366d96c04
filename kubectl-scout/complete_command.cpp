#include <chrono>
#include <ostream>

#include "kubectl-scout/commands.h"
#include "kubectl-scout/complete.h"
#include "kubectl-scout/connection.h"
#include "kubectl-scout/live.h"
#include "kubectl-scout/report.h"

namespace scout::plugin {

namespace {

// Somebody waits at a prompt.
constexpr std::chrono::milliseconds kPatience{2000};

template <typename Entry>
std::vector<std::string> keys(const std::map<std::string, Entry>& entries) {
    std::vector<std::string> names;
    for (const auto& [name, entry] : entries) names.push_back(name);
    return names;
}

}  // namespace

int completeCommand(const Environment& environment, const std::vector<std::string>& words) {
    CompletionPorts ports;
    ports.configured = [&environment](Values what, const Options& given) -> std::vector<std::string> {
        const auto loaded = engine::loadKubeconfig(overridesFrom(given), environment.variables);
        if (!loaded) return {};
        if (what == Values::contexts) return keys(loaded->kubeconfig.contexts);
        return what == Values::clusters ? keys(loaded->kubeconfig.clusters) : keys(loaded->kubeconfig.users);
    };
    ports.objects = [&environment](const std::string& typeName, const Options& given) -> std::vector<std::string> {
        auto live = Live::connect(environment, given);
        return live ? (*live)->names(typeName, kPatience) : std::vector<std::string>();
    };
    *environment.out << completionText(complete(words, ports));
    return kSuccess;
}

}  // namespace scout::plugin
