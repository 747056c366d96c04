#include "kubectl-scout/trace_options.h"

namespace scout::plugin {

trace::Options traceOptions(const Options& options) {
    trace::Options out;
    out.argocdNamespace = options.textOr("argocd-namespace", "argocd");
    out.managementContext = options.textOr("management-context", "");
    out.reach.management = !out.managementContext.empty();
    out.history = options.isTrue("history");
    return out;
}

}  // namespace scout::plugin
