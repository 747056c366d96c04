#include "kubectl-scout/trace_options.h"

namespace scout::plugin {

trace::Options traceOptions(const Options& options) {
    trace::Options out;
    out.argocdNamespace = options.textOr("argocd-namespace", "argocd");
    out.history = options.isTrue("history");
    return out;
}

}  // namespace scout::plugin
