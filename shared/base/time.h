// Points in time as Kubernetes writes them. There is no clock here: "now" comes in as a value.
#pragma once

#include <cstdint>
#include <optional>  // and with it <compare>; moc cannot read <compare> as the first header
#include <string>
#include <string_view>

namespace scout::base {

/// Seconds since 1970-01-01 UTC, fractions dropped.
struct Time {
    std::int64_t seconds = 0;
    auto operator<=>(const Time&) const = default;
};

/// RFC 3339 ("2026-11-21T02:16:43Z", with fraction or offset).
std::optional<Time> parseTime(std::string_view text);
/// "2026-11-21T02:16:43Z".
std::string format(Time time);
/// A span the way kubectl prints an age: "45s", "5m10s", "3h", "2d5h", "400d". Negative spans give "0s".
std::string formatAge(std::int64_t seconds);
/// A Go duration ("1h30m", "10s", "1.5m", "0") in milliseconds; plain digits are seconds, as kubectl's
/// --request-timeout reads them. A part of a millisecond counts as a whole one; negative durations give nothing.
std::optional<std::int64_t> parseDuration(std::string_view text);

}  // namespace scout::base
