#include "kubectl-scout/reverse_target.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

base::Result<ReverseTarget> readReverseTarget(const Options& options, const Environment& environment) {
    const Error one{ErrorKind::usage, "--reverse takes one thing at a time", "--reverse",
                    "Name an applier or a source (kustomization/apps), a digest (sha256:...), a commit, or "
                    "confighub:SPACE/UNIT or confighub:SPACE/TARGET."};
    ReverseTarget target;
    if (options.arguments.size() == 1 && options.list("app").empty() && options.list("filename").empty())
        target.content = trace::reverseSubject(options.arguments.front());
    if (target.content) return target;
    auto request = readRequest(options, environment);
    if (!request) return request.error();
    if (request->arguments.size() + request->manifests.size() + request->applications.size() != 1) return one;
    target.object = *std::move(request);
    return target;
}

base::Result<trace::ReverseSubject> delivererOf(const model::ObjectRef& ref) {
    if (trace::isDeliverer(ref)) {
        trace::ReverseSubject subject;
        subject.ref = ref;
        return subject;
    }
    return Error{
        ErrorKind::usage, ref.label() + " delivers nothing", "--reverse",
        "Name an applier (Kustomization, HelmRelease, Application, ApplicationSet, ResourceSet, FluxInstance) or a "
        "source of Flux. Without --reverse the trace goes from the object to its source."};
}

}  // namespace scout::plugin
