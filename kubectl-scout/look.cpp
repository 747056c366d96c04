#include "kubectl-scout/look.h"

#include <algorithm>

#include "base/text.h"

namespace scout::plugin {

bool useColor(const Environment& environment, const std::string& choice) {
    if (choice == "always") return true;
    if (choice == "never") return false;
    return environment.outIsTerminal && environment.variable("TERM") != "dumb" &&
           !environment.variables.contains("NO_COLOR");
}

bool isUtf8(const Environment& environment) {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const std::string value = base::lower(environment.variable(name));
        if (value.empty()) continue;
        return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
    }
    return false;
}

render::TextStyle textStyle(const Environment& environment, const std::string& color, bool wide) {
    return {useColor(environment, color), isUtf8(environment), wide, environment.columns};
}

model::VerdictState verificationVerdict(const model::Trace& trace) {
    const auto found = [&trace](std::string_view kind) {
        return std::any_of(trace.findings.begin(), trace.findings.end(),
                           [kind](const model::Finding& finding) { return finding.kind == kind; });
    };
    if (found("signature-failed")) return model::VerdictState::failed;
    const bool verified = std::any_of(trace.chain.begin(), trace.chain.end(), [](const model::Hop& hop) {
        return hop.verification && hop.verification->state == "verified";
    });
    return verified && !found("signature-unverified") ? model::VerdictState::ready : model::VerdictState::incomplete;
}

int exitStatus(const std::vector<model::VerdictState>& verdicts) {
    const auto rankAndCode = [](model::VerdictState state) -> std::pair<int, int> {
        switch (state) {
            case model::VerdictState::failed:
            case model::VerdictState::outOfSync:
                return {5, 2};
            case model::VerdictState::incomplete:
                return {4, 6};
            case model::VerdictState::progressing:
            case model::VerdictState::stale:
                return {3, 3};
            case model::VerdictState::suspended:
                return {2, 4};
            case model::VerdictState::unmanaged:
                return {1, 5};
            case model::VerdictState::ready:
                break;
        }
        return {0, 0};
    };
    std::pair<int, int> worst{0, 0};
    for (const auto verdict : verdicts) worst = std::max(worst, rankAndCode(verdict));
    return worst.second;
}

}  // namespace scout::plugin
