#include "render/explanation_text.h"

#include <algorithm>

#include "render/wrap.h"

namespace scout::render {

namespace {

constexpr int widest = 80;  // columns that are still read with ease

}  // namespace

std::string toText(const model::Explanation& explanation, const TextStyle& style) {
    const int width = style.width <= 0 ? widest : std::min(style.width, widest);
    std::string out = "In words:\n";
    const auto prose = [&](const std::string& indent, const std::string& text) {
        std::string line = text;
        std::replace(line.begin(), line.end(), '\n', ' ');
        if (!style.wide) line = shortenHashes(line);
        if (!text.empty()) out += hanging(indent, indent, safeLine(line, style.unicode), width);
    };
    int number = 0;
    for (const model::ExplainedHop& hop : explanation.hops) {
        out += "\n" + std::to_string(++number) + ". " + safeLine(hop.label, style.unicode) + "\n";
        prose("   ", hop.what);
        prose("   ", hop.state);
        if (!hop.next.empty()) prose("   ", "Next: " + hop.next);
        prose("   ", hop.link);
        prose("   ", hop.proof);
    }
    out += "\n";
    prose("", explanation.sum);
    return out;
}

}  // namespace scout::render
