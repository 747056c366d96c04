#include "base/yaml_scalar.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace scout::base {

namespace {

const std::map<std::string_view, nlohmann::json>& words() {
    static const double infinity = std::numeric_limits<double>::infinity();
    static const double notANumber = std::numeric_limits<double>::quiet_NaN();
    static const std::map<std::string_view, nlohmann::json> table = {
        {"y", true},         {"Y", true},          {"yes", true},        {"Yes", true},        {"YES", true},
        {"true", true},      {"True", true},       {"TRUE", true},       {"on", true},         {"On", true},
        {"ON", true},        {"n", false},         {"N", false},         {"no", false},        {"No", false},
        {"NO", false},       {"false", false},     {"False", false},     {"FALSE", false},     {"off", false},
        {"Off", false},      {"OFF", false},       {"", nullptr},        {"~", nullptr},       {"null", nullptr},
        {"Null", nullptr},   {"NULL", nullptr},    {".nan", notANumber}, {".NaN", notANumber}, {".NAN", notANumber},
        {".inf", infinity},  {".Inf", infinity},   {".INF", infinity},   {"+.inf", infinity},  {"+.Inf", infinity},
        {"+.INF", infinity}, {"-.inf", -infinity}, {"-.Inf", -infinity}, {"-.INF", -infinity}};
    return table;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<nlohmann::json> integer(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    int base = 10;
    if (text.size() > 1 && text.front() == '0') {
        const char letter = static_cast<char>(text[1] | 0x20);
        base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
        text.remove_prefix(letter == 'x' || letter == 'b' || letter == 'o' ? 2 : 1);
    }
    std::uint64_t magnitude = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, magnitude, base);
    if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
    constexpr std::uint64_t limit = std::uint64_t{1} << 63;
    if (!negative) {
        if (magnitude < limit) return nlohmann::json(static_cast<std::int64_t>(magnitude));
        return nlohmann::json(magnitude);
    }
    if (magnitude > limit) return std::nullopt;
    return nlohmann::json(static_cast<std::int64_t>(~magnitude + 1));
}

/// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool looksLikeFloat(std::string_view text) {
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t from = at;
        while (at < text.size() && isDigit(text[at])) ++at;
        return at - from;
    };
    const auto sign = [&] {
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    };
    sign();
    const std::size_t whole = digits();
    std::size_t fraction = 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        fraction = digits();
    }
    if (whole + fraction == 0) return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        sign();
        if (digits() == 0) return false;
    }
    return at == text.size();
}

std::optional<nlohmann::json> floating(std::string_view text) {
    if (!looksLikeFloat(text)) return std::nullopt;
    if (text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // Too small for a double is 0; too large is text.
    const bool isTiny = error == std::errc::result_out_of_range && text.find_first_of("eE") != std::string_view::npos &&
                        text[text.find_first_of("eE") + 1] == '-';
    if (isTiny) return nlohmann::json(0);
    if (error != std::errc()) return std::nullopt;
    const bool isIntegral = std::floor(value) == value && std::fabs(value) < 9.2e18;
    if (isIntegral) return nlohmann::json(static_cast<std::int64_t>(value));
    return nlohmann::json(value);
}

}  // namespace

nlohmann::json typedScalar(std::string_view text) {
    if (const auto word = words().find(text); word != words().end()) return word->second;
    const char first = text.front();
    if (!isDigit(first) && first != '+' && first != '-' && first != '.') return std::string(text);
    std::string plain(text);
    if (first != '.') plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
    if (const auto value = integer(plain); first != '.' && value) return *value;
    if (const auto value = floating(plain)) return *value;
    return std::string(text);
}

}  // namespace scout::base
