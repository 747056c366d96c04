#include <ostream>

#include "engine/file_access.h"
#include "kubectl-scout/commands.h"
#include "kubectl-scout/live.h"
#include "kubectl-scout/look.h"
#include "kubectl-scout/offline.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/reverse_target.h"
#include "kubectl-scout/trace_options.h"
#include "render/deliveries_text.h"
#include "render/json.h"

namespace scout::plugin {

namespace {

base::Result<model::Deliveries> fromCluster(const Environment& environment, const Options& options,
                                            const ReverseTarget& target) {
    auto live = Live::connect(environment, options);
    if (!live) return live.error();
    return (*live)->reverse(target);
}

base::Result<model::Deliveries> fromSnapshot(const Environment& environment, const Options& options,
                                             const ReverseTarget& target) {
    const auto snapshot = loadSnapshot(environment, options);
    if (!snapshot) return snapshot.error();
    const auto tracing = traceOptions(options, environment);
    if (!tracing) return tracing.error();
    if (target.content) return deliveriesRecorded(*target.content, *snapshot, *tracing);
    const auto subject = recordedSubject(target.object, options, *snapshot, tracing->argocdNamespace);
    if (!subject) return subject.error();
    const auto deliverer = delivererOf(subject->ref);
    if (!deliverer) return deliverer.error();
    if (auto problem = recordedProblem(*subject, *snapshot)) return *std::move(problem);
    return deliveriesRecorded(*deliverer, *snapshot, *tracing);
}

}  // namespace

int reverseCommand(const Environment& environment, const Options& options, const std::string& form) {
    const auto target = readReverseTarget(options, environment);
    if (!target) return report(environment, target.error());
    const bool recorded = options.isTrue("demo") || options.has("from");
    const auto deliveries =
        recorded ? fromSnapshot(environment, options, *target) : fromCluster(environment, options, *target);
    if (!deliveries) return report(environment, deliveries.error());

    const std::string file = options.textOr("output-file", "-");
    Environment output = environment;
    if (file != "-") {
        output.outIsTerminal = false;
        output.columns = 0;
    }
    std::string text;
    if (form == "json")
        text = render::toJson(*deliveries);
    else if (form == "yaml")
        text = render::toYaml(*deliveries);
    else if (form == "name")
        text = render::toName(*deliveries);
    else
        text = render::toText(*deliveries, textStyle(output, options.textOr("color", "auto"), form == "wide"));
    if (file == "-") {
        *environment.out << text;
        environment.out->flush();
    } else if (const auto problem = engine::writeFile(file, text, engine::Readers::owner)) {
        return report(environment, *problem);
    }
    return kSuccess;
}

}  // namespace scout::plugin
