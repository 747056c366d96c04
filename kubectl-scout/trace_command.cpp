#include "base/text.h"
#include "kubectl-scout/combinations.h"
#include "kubectl-scout/commands.h"
#include "kubectl-scout/live.h"
#include "kubectl-scout/offline.h"
#include "kubectl-scout/print.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/subjects.h"
#include "kubectl-scout/trace_options.h"
#include "trace/snapshot.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

namespace {

using Results = std::vector<base::Result<model::Trace>>;

struct Traced {
    Results results;
    trace::Evidence evidence;  ///< what they were made from
};

base::Result<Traced> traceFromSnapshot(const Environment& environment, const Options& options, const Request& request) {
    const auto snapshot = loadSnapshot(environment, options);
    if (!snapshot) return snapshot.error();
    const auto tracing = traceOptions(options, environment);
    if (!tracing) return tracing.error();
    const Namespaces namespaces{options.textOr("namespace", ""), "", tracing->argocdNamespace};
    const Kinds kinds{[] { return nullptr; },
                      [&snapshot] { return base::Result<kube::Discovered>(recordedKinds(snapshot->evidence)); }};
    const auto subjects = request.empty() ? recordedSubjects(*snapshot) : resolve(request, namespaces, kinds);
    if (subjects.empty()) {
        return Error{ErrorKind::config, "the snapshot was recorded for no object", options.textOr("from", "--demo"),
                     "Name an object that it holds."};
    }
    Results results;
    for (const auto& named : subjects) {
        const auto subject = named ? placedAnywhere(*named, snapshot->evidence) : named;
        if (subject)
            results.push_back(traceRecorded(*subject, *snapshot, *tracing));
        else
            results.emplace_back(subject.error());
    }
    return Traced{std::move(results), snapshot->evidence};
}

base::Result<Traced> traceFromCluster(const Environment& environment, const Options& options, const Request& request) {
    auto live = Live::connect(environment, options);
    if (!live) return live.error();
    auto gathered = (*live)->gather(request);
    if (!gathered) return gathered.error();
    return Traced{std::move(gathered->traces), std::move(gathered->snapshot.evidence)};
}

}  // namespace

int traceCommand(const Environment& environment, const Options& options) {
    const auto form = outputForm(options);
    if (!form) return report(environment, form.error());
    const bool recorded = options.isTrue("demo") || options.has("from");
    if (options.isTrue("demo") && options.has("from")) {
        return report(environment,
                      {ErrorKind::usage, "--from and --demo contradict each other", "", "Give one of them."});
    }
    if (options.isTrue("reverse")) {
        if (const auto problem = combinationProblem(options, *form)) return report(environment, *problem);
        return reverseCommand(environment, options, *form);
    }
    const auto request = readRequest(options, environment);
    if (!request) return report(environment, request.error());
    if (request->empty() && !recorded) {
        return report(environment,
                      {ErrorKind::usage, "nothing to trace: name an object", "",
                       "For example: kubectl scout trace deploy/frontend -n prod. See 'kubectl scout help trace'."});
    }
    if (const auto problem = outputProblem(environment, options, *form)) return report(environment, *problem);
    if (const auto problem = combinationProblem(options, *form)) return report(environment, *problem);
    if (options.isTrue("watch")) return watchCommand(environment, options, *form, *request);
    const auto traced =
        recorded ? traceFromSnapshot(environment, options, *request) : traceFromCluster(environment, options, *request);
    if (!traced) return report(environment, traced.error());
    return printTraces(environment, options, *form, traced->results, traced->evidence);
}

}  // namespace scout::plugin
