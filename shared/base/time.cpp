#include "base/time.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>

namespace scout::base {

namespace {

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t year = 365 * day;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads fixed-width fields off the front of a text; one wrong character and the whole text is refused.
class Fields {
  public:
    explicit Fields(std::string_view text) : m_rest(text) {}

    int number(std::size_t width) {
        int value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            if (m_rest.empty() || !isDigit(m_rest.front())) m_valid = false;
            if (!m_valid) return 0;
            value = value * 10 + (m_rest.front() - '0');
            m_rest.remove_prefix(1);
        }
        return value;
    }

    /// Takes one character out of `choices`; 0 when there is none.
    char oneOf(std::string_view choices) {
        if (m_rest.empty() || choices.find(m_rest.front()) == std::string_view::npos) {
            m_valid = false;
            return 0;
        }
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        return c;
    }

    void fraction() {
        if (m_rest.empty() || m_rest.front() != '.') return;
        m_rest.remove_prefix(1);
        number(1);
        while (!m_rest.empty() && isDigit(m_rest.front())) m_rest.remove_prefix(1);
    }

    bool complete() const { return m_valid && m_rest.empty(); }

  private:
    std::string_view m_rest;
    bool m_valid = true;
};

/// "5m10s": the larger unit, and the smaller one only where it is not zero.
std::string twoUnits(std::int64_t large, char largeUnit, std::int64_t small, char smallUnit) {
    std::string out = std::to_string(large) + largeUnit;
    if (small != 0) out += std::to_string(small) + smallUnit;
    return out;
}

struct Unit {
    std::string_view name;
    double milliseconds;
};

// "µs" is written with either of two code points that look the same.
constexpr std::array<Unit, 8> units = {{{"ns", 1e-6},
                                        {"us", 1e-3},
                                        {"\xC2\xB5s", 1e-3},
                                        {"\xCE\xBCs", 1e-3},
                                        {"ms", 1.0},
                                        {"s", 1e3},
                                        {"m", 6e4},
                                        {"h", 3.6e6}}};

}  // namespace

std::optional<Time> parseTime(std::string_view text) {
    Fields fields(text);
    const int years = fields.number(4);
    fields.oneOf("-");
    const int months = fields.number(2);
    fields.oneOf("-");
    const int days = fields.number(2);
    fields.oneOf("Tt");
    const int hours = fields.number(2);
    fields.oneOf(":");
    const int minutes = fields.number(2);
    fields.oneOf(":");
    const int seconds = fields.number(2);
    fields.fraction();
    const char zone = fields.oneOf("Zz+-");
    std::int64_t offset = 0;
    if (zone == '+' || zone == '-') {
        const int offsetHours = fields.number(2);
        fields.oneOf(":");
        const int offsetMinutes = fields.number(2);
        if (offsetHours > 23 || offsetMinutes > 59) return std::nullopt;
        offset = (offsetHours * hour + offsetMinutes * minute) * (zone == '-' ? -1 : 1);
    }
    const std::chrono::year_month_day date{std::chrono::year(years), std::chrono::month(static_cast<unsigned>(months)),
                                           std::chrono::day(static_cast<unsigned>(days))};
    if (!fields.complete() || !date.ok() || hours > 23 || minutes > 59 || seconds > 59) return std::nullopt;
    const std::int64_t sinceEpoch = std::chrono::sys_days(date).time_since_epoch().count();
    return Time{sinceEpoch * day + hours * hour + minutes * minute + seconds - offset};
}

std::string format(Time time) {
    const auto point = std::chrono::sys_seconds(std::chrono::seconds(time.seconds));
    const auto midnight = std::chrono::floor<std::chrono::days>(point);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss clock(point - midnight);
    std::array<char, 64> out{};
    const int length = std::snprintf(
        out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    return {out.data(), static_cast<std::size_t>(length)};
}

std::string formatAge(std::int64_t seconds) {
    if (seconds <= 0) return "0s";
    if (seconds < 2 * minute) return std::to_string(seconds) + "s";
    if (seconds < 10 * minute) return twoUnits(seconds / minute, 'm', seconds % minute, 's');
    if (seconds < 3 * hour) return std::to_string(seconds / minute) + "m";
    if (seconds < 8 * hour) return twoUnits(seconds / hour, 'h', seconds % hour / minute, 'm');
    if (seconds < 2 * day) return std::to_string(seconds / hour) + "h";
    if (seconds < 8 * day) return twoUnits(seconds / day, 'd', seconds % day / hour, 'h');
    if (seconds < 2 * year) return std::to_string(seconds / day) + "d";
    if (seconds < 8 * year) return twoUnits(seconds / year, 'y', seconds % year / day, 'd');
    return std::to_string(seconds / year) + "y";
}

std::optional<std::int64_t> parseDuration(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
    double total = 0;
    const bool onlyDigits = text.find_first_not_of("0123456789") == std::string_view::npos;
    while (!text.empty()) {
        const auto numberLength = std::min(text.find_first_not_of("0123456789."), text.size());
        double number = 0;
        const char* const end = text.data() + numberLength;
        const auto [stop, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
        if (error != std::errc() || stop != end) return std::nullopt;
        text.remove_prefix(numberLength);
        const auto unitLength = std::min(text.find_first_of("0123456789."), text.size());
        const std::string_view name = onlyDigits ? "s" : text.substr(0, unitLength);
        const Unit* unit = nullptr;
        for (const Unit& candidate : units) {
            if (candidate.name == name) unit = &candidate;
        }
        if (unit == nullptr) return std::nullopt;
        total += number * unit->milliseconds;
        text.remove_prefix(unitLength);
    }
    // Go holds a duration in 64 bits of nanoseconds.
    if (total > static_cast<double>(std::numeric_limits<std::int64_t>::max()) / 1e6) return std::nullopt;
    // Rounded up, because a tiny limit must not become 0, which means none; less the error of the multiplications.
    return static_cast<std::int64_t>(std::ceil(total - 1e-6 * std::min(total, 1.0)));
}

}  // namespace scout::base
