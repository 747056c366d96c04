#include "base/yaml.h"

#include <yaml-cpp/yaml.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/yaml_scalar.h"

namespace scout::base {

namespace {

constexpr std::size_t maxNodes = 1'000'000;
constexpr int maxDepth = 512;
/// How much text aliases may add to what was written.
constexpr std::size_t maxAliasBytes = std::size_t{16} << 20;

struct Problem {
    YAML::Mark mark;
    std::string what;
};

std::string describe(const YAML::Mark& mark, const std::string& what) {
    if (mark.is_null()) return "not valid YAML: " + what;
    return "not valid YAML: line " + std::to_string(mark.line + 1) + ", column " + std::to_string(mark.column + 1) +
           ": " + what;
}

/// From yaml-cpp's nodes to JSON. Aliases share their node, so expansion happens, and is limited, here.
/// A Problem is thrown and caught inside this file only.
class Converter {
  public:
    explicit Converter(std::size_t textBytes) : m_bytesLeft(textBytes + maxAliasBytes) {}

    nlohmann::json convert(const YAML::Node& node, int depth = 0) {
        if (depth > maxDepth) throw Problem{node.Mark(), "nested too deeply, or an alias that contains itself"};
        if (m_nodesLeft == 0) throw Problem{node.Mark(), "too many values after expanding aliases"};
        --m_nodesLeft;
        switch (node.Type()) {
            case YAML::NodeType::Scalar:
                spend(node);
                return scalar(node);
            case YAML::NodeType::Sequence: {
                nlohmann::json out = nlohmann::json::array();
                for (const auto& element : node) out.push_back(convert(element, depth + 1));
                return out;
            }
            case YAML::NodeType::Map:
                return map(node, depth);
            default:
                return nullptr;
        }
    }

  private:
    void spend(const YAML::Node& node) {
        if (node.Scalar().size() > m_bytesLeft) throw Problem{node.Mark(), "too much text after expanding aliases"};
        m_bytesLeft -= node.Scalar().size();
    }

    static nlohmann::json scalar(const YAML::Node& node) {
        // yaml-cpp's tag of an untagged scalar: "?" when plain, "!" when quoted or a block.
        const std::string& tag = node.Tag();
        const std::string& text = node.Scalar();
        static constexpr std::string_view standard = "tag:yaml.org,2002:";
        const bool hasStandardTag = tag.compare(0, standard.size(), standard) == 0;
        const std::string_view wanted =
            hasStandardTag ? std::string_view(tag).substr(standard.size()) : std::string_view();
        const bool isTyped = wanted == "int" || wanted == "float" || wanted == "bool" || wanted == "null";
        if (tag != "?" && !isTyped) return text;

        nlohmann::json value = typedScalar(text);
        if (value.is_number_float() && !std::isfinite(value.get<double>())) {
            throw Problem{node.Mark(), "JSON has no " + text};
        }
        const bool matches = !isTyped || (wanted == "int" && value.is_number_integer()) ||
                             (wanted == "float" && value.is_number()) || (wanted == "bool" && value.is_boolean()) ||
                             (wanted == "null" && value.is_null());
        if (!matches) throw Problem{node.Mark(), "\"" + text + "\" is not of type " + std::string(wanted)};
        return value;
    }

    std::string key(const YAML::Node& node) {
        if (!node.IsScalar()) throw Problem{node.Mark(), "a key must be text, a number or a boolean"};
        spend(node);
        const nlohmann::json value = scalar(node);
        if (value.is_string()) return value.get<std::string>();
        if (value.is_null()) throw Problem{node.Mark(), "a key must be text, a number or a boolean"};
        return value.dump();
    }

    static bool isMerge(const YAML::Node& node) {
        return node.IsScalar() && node.Scalar() == "<<" &&
               (node.Tag() == "?" || node.Tag() == "tag:yaml.org,2002:merge");
    }

    nlohmann::json map(const YAML::Node& node, int depth) {
        nlohmann::json out = nlohmann::json::object();
        for (const auto& member : node) {
            if (!isMerge(member.first)) out[key(member.first)] = convert(member.second, depth + 1);
        }
        // Written keys win over merged ones, and of several merged maps the earlier one wins, wherever "<<" stands.
        for (const auto& member : node) {
            if (isMerge(member.first)) merge(out, member.second, depth + 1);
        }
        return out;
    }

    void merge(nlohmann::json& out, const YAML::Node& source, int depth) {
        const nlohmann::json merged = convert(source, depth);
        const auto add = [&](const nlohmann::json& from) {
            if (!from.is_object()) throw Problem{source.Mark(), "\"<<\" needs a map or a list of maps"};
            out.insert(from.begin(), from.end());
        };
        if (!merged.is_array()) return add(merged);
        for (const auto& element : merged) add(element);
    }

    std::size_t m_nodesLeft = maxNodes;
    std::size_t m_bytesLeft;
};

bool isUtf16(std::string_view text) {
    return text.substr(0, 2) == "\xFE\xFF" || text.substr(0, 2) == "\xFF\xFE";
}

/// yaml-cpp takes the byte 0x04 for the end of the text, so what follows one would vanish; YAML allows no control
/// characters anyway. Gives the complaint, or "".
std::string unreadableBytes(std::string_view text) {
    if (isUtf16(text)) return {};
    int line = 1;
    for (const char c : text) {
        if (c == '\n') ++line;
        const bool isControl = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
        if (isControl || c == 0x7F) return "line " + std::to_string(line) + ": control characters are not allowed";
    }
    return isUtf8(text) ? std::string() : "the text is not UTF-8";
}

/// The text with its end marked: without the mark yaml-cpp takes a quoted scalar that nobody closed for a whole one
/// when a line feed follows it. Where no line feed ends the text, it notices.
std::string marked(std::string_view text) {
    const auto lastLine = text.find_last_of("\r\n");
    if (lastLine == std::string_view::npos || !trim(text.substr(lastLine)).empty()) return std::string(text);
    return std::string(text) + (lastLine + 1 == text.size() ? "...\n" : "\n...\n");
}

/// 1-based number of the first line that is indented with a tab; 0 when there is none.
int tabIndentedLine(std::string_view text) {
    int number = 0;
    for (const std::string& line : split(text, '\n')) {
        ++number;
        const auto first = line.find_first_not_of(' ');
        if (first != std::string::npos && line[first] == '\t') return number;
    }
    return 0;
}

Error problemIn(std::string_view text, std::string_view where, std::string what) {
    Error error{ErrorKind::config, std::move(what), std::string(where), {}};
    if (const int line = tabIndentedLine(text); line > 0) {
        error.advice = "Line " + std::to_string(line) + " is indented with a tab; YAML allows only spaces there.";
    }
    return error;
}

}  // namespace

Result<std::vector<Json>> parseYaml(std::string_view text, std::string_view where) {
    std::vector<Json> documents;
    // JSON is taken as it is: faster, and yaml-cpp does not accept all of it (tabs between tokens).
    if (const std::string_view content = trim(text);
        !content.empty() && (content.front() == '{' || content.front() == '[')) {
        if (auto document = Json::parse(text, where)) {
            documents.push_back(*std::move(document));
            return documents;
        }
    }
    if (const std::string complaint = unreadableBytes(text); !complaint.empty()) {
        return Error{ErrorKind::config, "not valid YAML: " + complaint, std::string(where), {}};
    }
    try {
        Converter converter(text.size());
        for (const YAML::Node& node : YAML::LoadAll(isUtf16(text) ? std::string(text) : marked(text))) {
            nlohmann::json document = converter.convert(node);
            if (!document.is_null()) documents.emplace_back(std::move(document));
        }
        return documents;
    } catch (const Problem& problem) {
        return problemIn(text, where, describe(problem.mark, problem.what));
    } catch (const YAML::Exception& e) {
        return problemIn(text, where, describe(e.mark, e.msg));
    }
}

}  // namespace scout::base
