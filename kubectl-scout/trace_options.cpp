#include "kubectl-scout/trace_options.h"

#include <string>

#include "kubectl-scout/files.h"

namespace scout::plugin {

base::Result<engine::Beyond> beyondFrom(const Options& options) {
    engine::Beyond beyond;
    for (const engine::BeyondOption& option : engine::beyondOptions) {
        for (const std::string& value : options.list(option.name)) {
            if (auto problem = engine::take(beyond, option, value)) return *std::move(problem);
        }
    }
    return beyond;
}

bool asksForSignatures(const Options& options) {
    const auto beyond = beyondFrom(options);
    return beyond && beyond->verifies();
}

base::Result<trace::Options> traceOptions(const Options& options, const Environment& environment) {
    const auto beyond = beyondFrom(options);
    if (!beyond) return beyond.error();
    auto out = engine::tracingOptions(*beyond,
                                      [&environment](const std::string& path) { return readInput(path, environment); });
    if (!out) return out;
    out->argocdNamespace = options.textOr("argocd-namespace", "argocd");
    out->history = options.isTrue("history");
    out->diff = options.isTrue("diff");
    return out;
}

}  // namespace scout::plugin
