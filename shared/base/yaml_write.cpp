#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/yaml.h"
#include "base/yaml_scalar.h"

namespace scout::base {

namespace {

using Value = nlohmann::ordered_json;

std::string doubleQuoted(std::string_view text) {
    std::string marked;
    for (const char c : text) {
        if (c == '"' || c == '\\') marked += '\\';
        if (c == '\n')
            marked += "\\n";
        else if (c == '\t')
            marked += "\\t";
        else if (c == '\r')
            marked += "\\r";
        else
            marked += c;
    }
    // What is left to escape is written as \xNN and \uNNNN, which YAML's double quotes read back.
    return '"' + escapeControl(marked) + '"';
}

/// Dates and YAML 1.1's base 60 numbers are text to Kubernetes, but not to every reader of YAML.
bool isNumberToOthers(std::string_view text) {
    return text.front() >= '0' && text.front() <= '9' && text.find_first_of(":-") != std::string_view::npos &&
           text.find_first_not_of("0123456789-+.:TtZz _") == std::string_view::npos;
}

bool isPlain(std::string_view text) {
    if (text.empty() || trim(text) != text || escapeControl(text) != text) return false;
    static constexpr std::string_view indicators = "-?:,[]{}#&*!|>'\"%@`=";
    const bool dashWord = text.front() == '-' && text.size() > 1 && text[1] != ' ' && text[1] != '-';
    if (indicators.find(text.front()) != std::string_view::npos && !dashWord) return false;
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos || text.back() == ':')
        return false;
    if (text == "<<" || text.substr(0, 3) == "..." || text.find("\xEF\xBB\xBF") != std::string_view::npos) return false;
    return !isNumberToOthers(text) && typedScalar(text).is_string();
}

/// Whether "|" or "|-" shows the text unchanged.
bool isBlock(std::string_view text) {
    if (text.find('\n') == std::string_view::npos || escapeControl(text, true) != text ||
        text.find('\t') != std::string_view::npos)
        return false;
    if (text.front() == ' ' || text.front() == '\n') return false;
    const bool severalAtEnd = text.size() > 1 && text.substr(text.size() - 2) == "\n\n";
    return !severalAtEnd && text.find("\xEF\xBB\xBF") == std::string_view::npos;
}

std::string word(std::string_view text) {
    return isPlain(text) ? std::string(text) : doubleQuoted(text);
}

std::string block(std::string_view text, const std::string& indent) {
    const bool endsLine = text.back() == '\n';
    std::string out = endsLine ? "|\n" : "|-\n";
    if (endsLine) text.remove_suffix(1);
    for (const std::string& line : split(text, '\n')) out += (line.empty() ? std::string() : indent + line) + '\n';
    return out;
}

/// Writes `value` where the cursor stands behind "key:" or "-" (or at the start of the document). `indent` is that of
/// the value's own lines.
void write(std::string& out, const Value& value, const std::string& indent) {
    if (value.is_object() && !value.empty()) {
        bool first = true;
        for (const auto& [key, member] : value.items()) {
            if (!first) out += indent;
            first = false;
            out += word(key) + ':';
            const bool isMap = member.is_object() && !member.empty();
            const bool isList = member.is_array() && !member.empty();
            // Kubernetes' own style: a list's dashes stand under its key.
            const std::string inner = isList ? indent : indent + "  ";
            out += isMap || isList ? '\n' + inner : std::string(" ");
            write(out, member, inner);
        }
    } else if (value.is_array() && !value.empty()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            out += (i > 0 ? indent : std::string()) + "- ";
            write(out, value[i], indent + "  ");
        }
    } else if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        // At the top of a document a block has no parent to be indented under.
        if (!indent.empty() && isBlock(text))
            out += block(text, indent);
        else
            out += word(text) + '\n';
    } else {
        out += value.dump() + '\n';
    }
}

}  // namespace

std::string toYaml(const nlohmann::ordered_json& value) {
    std::string out;
    write(out, value, {});
    return out;
}

}  // namespace scout::base
