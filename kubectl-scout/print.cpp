#include "kubectl-scout/print.h"

#include <algorithm>
#include <ostream>

#include "kubectl-scout/look.h"
#include "kubectl-scout/report.h"
#include "render/json.h"
#include "render/text.h"

namespace scout::plugin {

base::Result<std::string> outputForm(const Options& options) {
    const auto form = options.text("output");
    if (!options.isTrue("json")) return form.value_or("text");
    if (form && *form != "json") {
        return base::Error{base::ErrorKind::usage, "--json and -o " + *form + " contradict each other", "",
                           "Give one of them."};
    }
    return std::string("json");
}

int printTraces(const Environment& environment, const Options& options, const std::string& form,
                const std::vector<base::Result<model::Trace>>& results) {
    std::vector<model::Trace> traces;
    std::vector<model::VerdictState> verdicts;
    for (const auto& result : results) {
        if (!result) continue;
        traces.push_back(*result);
        verdicts.push_back(result->verdict.state);
    }

    std::ostream& out = *environment.out;
    if (traces.empty()) {
        // Nothing but errors: stdout stays empty in every form.
    } else if (form == "json") {
        out << (results.size() == 1 ? render::toJson(traces.front()) : render::toJson(traces));
    } else if (form == "yaml") {
        out << (results.size() == 1 ? render::toYaml(traces.front()) : render::toYaml(traces));
    } else if (form == "name") {
        for (const auto& trace : traces) out << render::toName(trace);
    } else {
        out << render::toText(traces, textStyle(environment, options.textOr("color", "auto"), form == "wide"));
    }
    out.flush();

    int code = options.isTrue("exit-status") ? exitStatus(verdicts) : kSuccess;
    // One cause may have hit several subjects: it is told once.
    std::vector<base::Error> told;
    for (const auto& result : results) {
        if (result) continue;
        code = kFailure;
        if (std::find(told.begin(), told.end(), result.error()) != told.end()) continue;
        told.push_back(result.error());
        report(environment, result.error());
    }
    return code;
}

}  // namespace scout::plugin
