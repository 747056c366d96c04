#include "base/json.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace scout::base {

namespace {

constexpr int maxDepth = 512;

/// Without the library's own mark, "[json.exception.parse_error.101] ".
std::string_view plainMessage(std::string_view message) {
    const auto markEnd = message.find("] ");
    return message.starts_with("[json.exception.") && markEnd != std::string_view::npos ? message.substr(markEnd + 2)
                                                                                        : message;
}

/// How deep objects and arrays stand in each other. Brackets that nothing opened do not count down below zero: such a
/// text is refused at that place.
int depthOf(std::string_view text) {
    int depth = 0;
    int deepest = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        switch (text[i]) {
            case '"':
                // To the closing quote.
                for (++i; i < text.size() && text[i] != '"'; ++i) {
                    if (text[i] == '\\') ++i;
                }
                break;
            case '{':
            case '[':
                deepest = std::max(deepest, ++depth);
                break;
            case '}':
            case ']':
                depth = std::max(depth - 1, 0);
                break;
            default:
                break;
        }
    }
    return deepest;
}

}  // namespace

Json::Json(nlohmann::json document) : m_value(std::make_shared<const nlohmann::json>(std::move(document))) {}

Result<Json> Json::parse(std::string_view text, std::string_view where) {
    // Counted beforehand: a callback for each value would double the time.
    if (depthOf(text) > maxDepth)
        return Error{ErrorKind::protocol, "JSON is nested too deeply", std::string(where), {}};
    try {
        return Json(nlohmann::json::parse(text.begin(), text.end()));
    } catch (const nlohmann::json::exception& e) {
        return Error{
            ErrorKind::protocol, "not valid JSON: " + std::string(plainMessage(e.what())), std::string(where), {}};
    }
}

Json Json::child(const nlohmann::json& value) const {
    return Json(std::shared_ptr<const nlohmann::json>(m_value, &value));
}

bool Json::isNull() const {
    return m_value && m_value->is_null();
}
bool Json::isObject() const {
    return m_value && m_value->is_object();
}
bool Json::isArray() const {
    return m_value && m_value->is_array();
}
bool Json::isText() const {
    return m_value && m_value->is_string();
}

std::size_t Json::size() const {
    return isObject() || isArray() ? m_value->size() : 0;
}

Json Json::operator[](std::string_view key) const {
    if (!isObject()) return {};
    const auto found = m_value->find(key);
    return found == m_value->end() ? Json() : child(*found);
}

Json Json::operator[](std::size_t index) const {
    if (!isArray() || index >= m_value->size()) return {};
    return child((*m_value)[index]);
}

Json Json::at(std::string_view dottedPath) const {
    // Over plain pointers: a view of each step would count the document's owners up and down.
    const nlohmann::json* value = m_value.get();
    while (value != nullptr) {
        if (!value->is_object()) return {};
        const auto dot = dottedPath.find('.');
        const auto found = value->find(dottedPath.substr(0, dot));
        if (found == value->end()) return {};
        value = &*found;
        if (dot == std::string_view::npos) return child(*value);
        dottedPath.remove_prefix(dot + 1);
    }
    return {};
}

std::string Json::text(std::string_view fallback) const {
    return isText() ? m_value->get_ref<const std::string&>() : std::string(fallback);
}

std::optional<std::int64_t> Json::integer() const {
    if (!m_value || !m_value->is_number_integer()) return std::nullopt;
    if (m_value->is_number_unsigned() && m_value->get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return m_value->get<std::int64_t>();
}

std::optional<bool> Json::boolean() const {
    if (!m_value || !m_value->is_boolean()) return std::nullopt;
    return m_value->get<bool>();
}

std::vector<Json> Json::elements() const {
    std::vector<Json> out;
    if (!isArray()) return out;
    out.reserve(m_value->size());
    for (const auto& element : *m_value) out.push_back(child(element));
    return out;
}

std::vector<std::pair<std::string, Json>> Json::members() const {
    std::vector<std::pair<std::string, Json>> out;
    if (!isObject()) return out;
    out.reserve(m_value->size());
    for (const auto& [key, value] : m_value->items()) out.emplace_back(key, child(value));
    return out;
}

std::string Json::dump(int indent) const {
    if (!m_value) return "null";
    return m_value->dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool Json::operator==(const Json& other) const {
    if (!m_value || !other.m_value) return m_value == other.m_value;
    return *m_value == *other.m_value;
}

}  // namespace scout::base
