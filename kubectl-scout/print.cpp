#include "kubectl-scout/print.h"

#include <algorithm>
#include <ostream>

#include "engine/file_access.h"
#include "kubectl-scout/look.h"
#include "kubectl-scout/picture.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/trace_options.h"
#include "render/explanation_text.h"
#include "render/json.h"
#include "render/text.h"
#include "trace/explain.h"

namespace scout::plugin {

namespace {

bool toFile(const Options& options) {
    return options.textOr("output-file", "-") != "-";
}

}  // namespace

base::Result<std::string> outputForm(const Options& options) {
    const auto form = options.text("output");
    if (!options.isTrue("json")) return form.value_or("text");
    if (form && *form != "json") {
        return base::Error{base::ErrorKind::usage, "--json and -o " + *form + " contradict each other", "",
                           "Give one of them."};
    }
    return std::string("json");
}

base::Result<std::string> tracesText(const Environment& environment, const Options& options, const std::string& form,
                                     bool single, const std::vector<model::Trace>& traces,
                                     const trace::Evidence& evidence) {
    if (form == "json") return single ? render::toJson(traces.front()) : render::toJson(traces);
    if (form == "yaml") return single ? render::toYaml(traces.front()) : render::toYaml(traces);
    if (isPicture(form)) return drawPicture(environment, options, form, traces, evidence);
    if (form == "name") {
        std::string names;
        for (const auto& trace : traces) names += render::toName(trace);
        return names;
    }
    // A file is no terminal: no colours and no wrapping, unless they are asked for.
    Environment output = environment;
    if (toFile(options)) {
        output.outIsTerminal = false;
        output.columns = 0;
    }
    const render::TextStyle style = textStyle(output, options.textOr("color", "auto"), form == "wide");
    if (!options.isTrue("explain")) return render::toText(traces, style);
    std::string text;
    for (const auto& trace : traces) {
        text += (text.empty() ? "" : "\n---\n\n") + render::toText(trace, style) + "\n" +
                render::toText(trace::explain(trace, evidence), style);
    }
    return text;
}

std::optional<base::Error> outputProblem(const Environment& environment, const Options& options,
                                         const std::string& form) {
    if (isBinary(form) && !toFile(options) && environment.outIsTerminal) {
        return base::Error{base::ErrorKind::usage, form + " is no text for a terminal", "-o " + form,
                           "Add --output-file FILE, or redirect the output into a file."};
    }
    for (const std::string flag : {"theme", "scale", "redact"}) {
        const bool fits = flag == "scale" ? form == "png" : isPicture(form);
        if (!options.has(flag) || fits) continue;
        return base::Error{base::ErrorKind::usage, "--" + flag + " means nothing with -o " + form, "",
                           flag == "scale" ? "It sets the size of a PNG: add -o png."
                                           : "It is for pictures: add -o svg, dot, mermaid, png or pdf."};
    }
    return std::nullopt;
}

int printTraces(const Environment& environment, const Options& options, const std::string& form,
                const std::vector<base::Result<model::Trace>>& results, const trace::Evidence& evidence) {
    std::vector<model::Trace> traces;
    std::vector<model::VerdictState> verdicts;
    const bool checksSignatures = asksForSignatures(options);
    for (const auto& result : results) {
        if (!result) continue;
        traces.push_back(*result);
        verdicts.push_back(result->verdict.state);
        if (checksSignatures) verdicts.push_back(verificationVerdict(*result));
    }

    // Nothing but errors: there is no output in any form.
    std::optional<base::Error> failure;
    if (!traces.empty()) {
        const auto text = tracesText(environment, options, form, results.size() == 1, traces, evidence);
        if (!text) {
            failure = text.error();
        } else if (toFile(options)) {
            failure = engine::writeFile(options.textOr("output-file", "-"), *text, engine::Readers::owner);
        } else {
            *environment.out << *text;
            environment.out->flush();
        }
    }

    int code = options.isTrue("exit-status") ? exitStatus(verdicts) : kSuccess;
    if (failure) code = report(environment, *failure);
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
