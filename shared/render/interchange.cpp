#include "render/interchange.h"

#include <algorithm>
#include <map>
#include <vector>

#include "render/color.h"
#include "render/theme.h"

namespace scout::render {

namespace {

// Pictures for other programs have the light colours: these programs choose no theme.
const Theme& colours() {
    return theme(Palette::scout, false);
}

// One line without control characters.
std::string oneLine(std::string_view text) {
    std::string out;
    for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return out;
}

// The lines of a card, without empty ones.
std::vector<std::string> linesOf(const Card& card) {
    std::string state = card.word;
    if (!card.fact.empty()) state += (state.empty() ? "" : " · ") + card.fact;
    std::vector<std::string> lines;
    for (const std::string& line : {card.kind, card.name, card.ns, state}) {
        if (!line.empty()) lines.push_back(oneLine(line));
    }
    for (const Chip& chip : card.chips) lines.push_back(oneLine(chip.glyph + " " + chip.words));
    return lines;
}

std::string nodeName(std::size_t position) {
    return "n" + std::to_string(position);
}

std::map<std::string, std::size_t> positions(const Diagram& diagram) {
    std::map<std::string, std::size_t> out;
    for (std::size_t i = 0; i < diagram.cards.size(); ++i) out.emplace(diagram.cards[i].id, i);
    return out;
}

std::string heading(const Diagram& diagram) {
    return oneLine(diagram.title) + (diagram.demo ? " · DEMO DATA" : "");
}

// What the picture does not show, in words; "" when it shows everything.
std::string missing(const Diagram& diagram) {
    std::string out;
    if (diagram.hiddenByFilter > 0) out += std::to_string(diagram.hiddenByFilter) + " hidden by filter";
    if (diagram.leftOut > 0) out += (out.empty() ? "" : ", ") + std::to_string(diagram.leftOut) + " left out";
    return out;
}

// A quoted string of DOT's: no escape of its own is left (\N, \l), and no entity.
std::string dotText(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\\\";
        else if (c == '"')
            out += "\\\"";
        else if (c == '&')
            out += "&amp;";
        else
            out += c;
    }
    return out;
}

std::string dotLines(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "" : "\\n") + dotText(line);
    return out;
}

std::string dotStyle(const Card& card) {
    switch (card.tone) {
        case Tone::problem:
            return "style=\"rounded,filled\", penwidth=3";
        case Tone::attention:
            return "style=\"rounded,filled\", peripheries=2";
        case Tone::missing:
        case Tone::unknown:
            return "style=\"rounded,filled,dashed\"";
        case Tone::leaving:
            return "style=\"rounded,filled,dotted\"";
        case Tone::ok:
        case Tone::working:
        case Tone::paused:
            break;
    }
    return "style=\"rounded,filled\"";
}

// Mermaid's entity codes (flowchart syntax, "Entity codes to escape characters"). '%' because a directive is found
// anywhere, '`' because it begins Markdown.
std::string mermaidText(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "#quot;";
                break;
            case '<':
                out += "#lt;";
                break;
            case '>':
                out += "#gt;";
                break;
            case '&':
                out += "#amp;";
                break;
            case '#':
            case '%':
            case '`':
            case '\\':
                out += "#" + std::to_string(static_cast<int>(c)) + ";";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string mermaidLines(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "" : "<br/>") + mermaidText(line);
    return out;
}

// A double-quoted scalar of the front matter's YAML. A title is shown as it stands; "%%" would begin a directive there.
std::string yamlText(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '%' && out.back() == '%') out += ' ';
        out += c;
    }
    return out + "\"";
}

constexpr Tone tones[] = {Tone::ok,      Tone::working, Tone::problem, Tone::attention,
                          Tone::missing, Tone::paused,  Tone::leaving, Tone::unknown};

std::string_view className(Tone tone) {
    constexpr std::string_view names[] = {"ok",      "working", "problem", "attention",
                                          "missing", "paused",  "leaving", "unknown"};
    return names[static_cast<std::size_t>(tone)];
}

std::string mermaidClasses(const Diagram& diagram) {
    const Theme& colour = colours();
    std::map<Tone, std::string> members;
    for (std::size_t i = 0; i < diagram.cards.size(); ++i) {
        std::string& list = members[diagram.cards[i].tone];
        list += (list.empty() ? "" : ",") + nodeName(i);
    }
    std::string out;
    for (const Tone tone : tones) {
        if (!members.contains(tone)) continue;
        std::string look =
            "fill:" + hex(colour.card) + ",color:" + hex(colour.text) + ",stroke:" + hex(colour.tone(tone));
        if (tone == Tone::problem) look += ",stroke-width:3px";
        if (tone == Tone::missing || tone == Tone::unknown || tone == Tone::leaving) look += ",stroke-dasharray:5 3";
        out += "    classDef " + std::string(className(tone)) + " " + look + "\n";
        out += "    class " + members[tone] + " " + std::string(className(tone)) + "\n";
    }
    return out;
}

}  // namespace

std::string toDot(const Diagram& diagram) {
    const Theme& colour = colours();
    std::vector<std::string> about = {heading(diagram), oneLine(caption(diagram))};
    if (const std::string gaps = missing(diagram); !gaps.empty()) about.push_back(gaps);
    std::string out = "digraph scout {\n";
    out += "    graph [rankdir=LR, nodesep=0.2, ranksep=0.7, fontname=\"sans-serif\", labelloc=t, label=\"" +
           dotLines(about) + "\"];\n";
    out += "    node [shape=box, fontname=\"sans-serif\", fontsize=11, fillcolor=\"" + hex(colour.card) + "\"];\n";
    out += "    edge [color=\"" + hex(colour.line) + "\", fontname=\"sans-serif\", fontsize=10];\n";
    std::map<int, std::string> columns;
    for (std::size_t i = 0; i < diagram.cards.size(); ++i) {
        const Card& card = diagram.cards[i];
        out += "    " + nodeName(i) + " [label=\"" + dotLines(linesOf(card)) + "\", color=\"" +
               hex(colour.tone(card.tone)) + "\", tooltip=\"" + dotText(oneLine(card.status)) + "\", " +
               dotStyle(card) + "];\n";
        columns[card.column] += " " + nodeName(i) + ";";
    }
    for (std::size_t i = 0; i < diagram.headers.size(); ++i) {
        const Header& header = diagram.headers[i];
        const std::string name = "h" + std::to_string(i);
        out += "    " + name + " [shape=plaintext, style=\"\", label=\"" + dotText(header.text) + "\"];\n";
        columns[header.first] += " " + name + ";";
        if (i > 0) out += "    h" + std::to_string(i - 1) + " -> " + name + " [style=invis];\n";
    }
    for (const auto& [column, names] : columns) out += "    { rank=same;" + names + " }\n";
    const auto at = positions(diagram);
    for (const Line& line : diagram.lines) {
        const auto from = at.find(line.from);
        const auto to = at.find(line.to);
        if (from == at.end() || to == at.end()) continue;
        std::string look = line.stroke == Stroke::dashed   ? ", style=dashed"
                           : line.stroke == Stroke::dotted ? ", style=dotted"
                                                           : "";
        if (line.broken) look += ", color=\"" + hex(colour.tone(Tone::attention)) + "\", penwidth=2, arrowhead=tee";
        if (!line.label.empty()) look += ", label=\"" + dotText(oneLine(line.label)) + "\"";
        out += "    " + nodeName(from->second) + " -> " + nodeName(to->second) + " [tooltip=\"" +
               dotText(oneLine(line.because)) + "\"" + look + "];\n";
    }
    return out + "}\n";
}

std::string toMermaid(const Diagram& diagram) {
    std::string title = heading(diagram) + " · " + oneLine(caption(diagram));
    if (const std::string gaps = missing(diagram); !gaps.empty()) title += " · " + gaps;
    std::string out = "---\ntitle: " + yamlText(title) + "\n---\nflowchart LR\n";
    for (std::size_t h = 0; h < diagram.headers.size(); ++h) {
        const Header& header = diagram.headers[h];
        out += "    subgraph h" + std::to_string(h) + "[\"" + mermaidText(header.text) + "\"]\n";
        for (std::size_t i = 0; i < diagram.cards.size(); ++i) {
            const Card& card = diagram.cards[i];
            if (card.column < header.first || card.column > header.last) continue;
            out += "        " + nodeName(i) + "[\"" + mermaidLines(linesOf(card)) + "\"]\n";
        }
        out += "    end\n";
    }
    const auto at = positions(diagram);
    std::string looks;
    std::size_t number = 0;
    for (const Line& line : diagram.lines) {
        const auto from = at.find(line.from);
        const auto to = at.find(line.to);
        if (from == at.end() || to == at.end()) continue;
        const std::string label = line.label.empty() ? "" : "|\"" + mermaidText(oneLine(line.label)) + "\"|";
        const std::string arrow = line.broken ? "--x" : line.stroke == Stroke::solid ? "-->" : "-.->";
        out += "    " + nodeName(from->second) + " " + arrow + label + " " + nodeName(to->second) + "\n";
        if (line.broken)
            looks +=
                "    linkStyle " + std::to_string(number) + " stroke:" + hex(colours().tone(Tone::attention)) + "\n";
        else if (line.stroke == Stroke::dotted)
            looks += "    linkStyle " + std::to_string(number) + " stroke-dasharray:1 4\n";
        ++number;
    }
    return out + looks + mermaidClasses(diagram);
}

std::string mermaidRefusal(const Diagram& diagram, std::string_view text) {
    constexpr std::size_t mostEdges = 500;
    constexpr std::size_t mostCharacters = 50000;
    const auto at = positions(diagram);
    const auto drawn = [&](const Line& line) { return at.contains(line.from) && at.contains(line.to); };
    const auto edges = static_cast<std::size_t>(std::count_if(diagram.lines.begin(), diagram.lines.end(), drawn));
    // JavaScript counts UTF-16 units: one for each first byte of UTF-8, two for what has four bytes.
    std::size_t characters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        characters += byte >= 0xf0 ? 2U : (byte & 0xc0U) != 0x80U ? 1U : 0U;
    }
    if (edges <= mostEdges && characters <= mostCharacters) return {};
    return "Mermaid as it is set by default will not draw this: " + std::to_string(edges) + " edges (at most " +
           std::to_string(mostEdges) + "), " + std::to_string(characters) + " characters (at most " +
           std::to_string(mostCharacters) + "). Choose SVG or DOT, or fewer chains.";
}

}  // namespace scout::render
