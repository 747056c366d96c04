#include "render/differences_text.h"

#include <algorithm>

#include "base/text.h"
#include "render/wrap.h"

namespace scout::render {

namespace {

constexpr std::size_t shownBytes = 60;  // of a value

std::string valueText(const std::string& value, const TextStyle& style) {
    if (style.wide || value.size() <= shownBytes) return safeLine(value, style.unicode);
    std::string cut = value.substr(0, shownBytes);
    while (!cut.empty() && !base::isUtf8(cut)) cut.pop_back();
    return safeLine(cut, style.unicode) + "... (-o wide shows all)";
}

// The differences are those of the object at which a finding tells of their managers.
std::string subjectOf(const model::Trace& trace) {
    for (const model::Finding& finding : trace.findings) {
        if (finding.kind != "drift") continue;
        const bool same = std::any_of(trace.differences.begin(), trace.differences.end(),
                                      [&finding](const model::Difference& one) { return one.manager == finding.by; });
        if (same) return finding.at;
    }
    return trace.object.label();
}

}  // namespace

std::string differencesText(const model::Trace& trace, const TextStyle& style) {
    if (!trace.differencesUnread.empty())
        return "\n" + hanging("Differences: ", "  ",
                              "not known. " + safeLine(trace.differencesUnread, style.unicode) + ".", style.width);
    if (trace.differences.empty()) return {};
    std::string out = "\nDifferences of " + safeLine(subjectOf(trace), style.unicode) + ":\n";
    for (const model::Difference& one : trace.differences) {
        const auto line = [&](const std::string& text) { out += hanging("    ", "      ", text, style.width); };
        out += hanging("  ", "    ", safeLine(one.path, style.unicode), style.width);
        line("live:    " + (one.live.empty() ? std::string("not there") : valueText(one.live, style)));
        if (!one.applied.empty()) line("applied: " + valueText(one.applied, style));
        if (!one.manager.empty())
            line(safeLine("held by " + one.manager + (one.at.empty() ? "" : " since " + one.at), style.unicode));
    }
    return out;
}

}  // namespace scout::render
