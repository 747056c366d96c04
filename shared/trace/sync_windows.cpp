#include "trace/sync_windows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/text.h"
#include "trace/glob.h"

namespace scout::trace {

namespace {

constexpr std::int64_t minute = 60;
constexpr std::int64_t day = 24 * 60 * minute;
constexpr std::int64_t longest = 366 * day;  // of a window

struct FieldRange {
    int first;
    int last;
    std::string_view names;  ///< three letters each, "" where there are none
};
constexpr std::array<FieldRange, 5> fieldRanges = {{{0, 59, ""},
                                                    {0, 23, ""},
                                                    {1, 31, ""},
                                                    {1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"},
                                                    {0, 7, "sunmontuewedthufrisat"}}};

std::optional<int> numberOf(std::string_view text, const FieldRange& range) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size()) return value;
    const auto at = text.size() == 3 ? range.names.find(base::lower(text)) : std::string_view::npos;
    if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
    return static_cast<int>(at / 3) + range.first;
}

// The values that one field of a cron expression allows; nothing when it cannot be read.
struct Field {
    std::vector<bool> allowed;
    bool any = false;  ///< "*"
};

bool addPart(Field& field, std::string_view part, const FieldRange& range) {
    const auto slash = part.find('/');
    const std::string_view span = part.substr(0, slash);
    int step = 1;
    if (slash != std::string_view::npos) {
        const auto number = numberOf(part.substr(slash + 1), range);
        if (!number || *number < 1) return false;
        step = *number;
    }
    int first = range.first;
    int last = range.last;
    if (span != "*" && span != "?") {
        const auto dash = span.find('-');
        const auto from = numberOf(span.substr(0, dash), range);
        if (!from) return false;
        first = *from;
        if (dash != std::string_view::npos) {
            const auto to = numberOf(span.substr(dash + 1), range);
            if (!to) return false;
            last = *to;
        } else if (slash == std::string_view::npos) {
            last = first;
        }
    }
    if (first < range.first || last > range.last || first > last) return false;
    for (int value = first; value <= last; value += step) field.allowed[static_cast<std::size_t>(value)] = true;
    return true;
}

std::optional<Field> readField(std::string_view text, const FieldRange& range) {
    Field field{std::vector<bool>(static_cast<std::size_t>(range.last) + 1, false), text == "*" || text == "?"};
    for (const std::string& part : base::split(text, ',')) {
        if (!addPart(field, part, range)) return std::nullopt;
    }
    return field;
}

struct Schedule {
    std::vector<Field> fields;

    bool allows(std::size_t field, int value) const { return fields[field].allowed[static_cast<std::size_t>(value)]; }
};

std::optional<Schedule> readSchedule(const std::string& text) {
    Schedule schedule;
    for (const std::string& word : base::split(base::trim(text), ' ')) {
        if (word.empty()) continue;
        if (schedule.fields.size() == fieldRanges.size()) return std::nullopt;
        auto field = readField(word, fieldRanges[schedule.fields.size()]);
        if (!field) return std::nullopt;
        schedule.fields.push_back(std::move(*field));
    }
    if (schedule.fields.size() != fieldRanges.size()) return std::nullopt;
    // Sunday is 0 and 7.
    std::vector<bool>& weekdays = schedule.fields.back().allowed;
    weekdays[0] = weekdays[0] || weekdays[7];
    return schedule;
}

struct Date {
    int month;
    int dayOfMonth;
    int weekday;
};

// From days since 1970-01-01, in the Gregorian calendar.
Date dateOf(std::int64_t days) {
    // format() knows the calendar: "2026-11-21T00:00:00Z".
    const std::string text = base::format({days * day});
    const auto number = [&text](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    return {number(5), number(8), static_cast<int>(((days + 4) % 7 + 7) % 7)};
}

bool beginsOn(const Schedule& schedule, const Date& date) {
    if (!schedule.allows(3, date.month)) return false;
    const bool byDay = schedule.allows(2, date.dayOfMonth);
    const bool byWeekday = schedule.allows(4, date.weekday);
    // With both given, one of them is enough.
    if (schedule.fields[2].any || schedule.fields[4].any) return byDay && byWeekday;
    return byDay || byWeekday;
}

bool anyMatches(const base::Json& patterns, const std::vector<std::string>& texts) {
    for (const base::Json& pattern : patterns.elements()) {
        for (const std::string& text : texts) {
            if (globMatches(pattern.text(), text)) return true;
        }
    }
    return false;
}

bool concerns(const base::Json& window, const model::KubeObject& application) {
    const base::Json destination = application.at("spec.destination");
    std::vector<std::string> clusters;
    for (const char* field : {"server", "name"}) {
        if (std::string text = destination[field].text(); !text.empty()) clusters.push_back(std::move(text));
    }
    const std::array<std::pair<const char*, std::vector<std::string>>, 3> fields = {
        {{"applications", {application.name()}},
         {"namespaces", {destination["namespace"].text()}},
         {"clusters", std::move(clusters)}}};
    const bool all = window["andOperator"].isTrue();
    bool given = false;
    for (const auto& [key, texts] : fields) {
        if (window[key].size() == 0) continue;
        given = true;
        const bool matches = anyMatches(window[key], texts);
        if (matches && !all) return true;
        if (!matches && all) return false;
    }
    return given && all;
}

std::string described(const base::Json& window, std::string_view kind) {
    return "the " + std::string(kind) + " window \"" + window["schedule"].text() + "\" for " +
           window["duration"].text();
}

}  // namespace

std::optional<bool> isWindowOpen(const std::string& text, std::int64_t seconds, base::Time now) {
    const auto schedule = readSchedule(text);
    if (!schedule || seconds <= 0) return std::nullopt;
    const std::int64_t earliest = std::max<std::int64_t>(now.seconds - std::min(seconds, longest), 0);
    std::int64_t begin = now.seconds - now.seconds % minute;
    while (begin > earliest) {
        const std::int64_t midnight = begin - begin % day;
        if (!beginsOn(*schedule, dateOf(midnight / day))) {
            begin = midnight - minute;
            continue;
        }
        for (; begin >= midnight && begin > earliest; begin -= minute) {
            const auto minutes = static_cast<int>((begin - midnight) / minute);
            if (schedule->allows(1, minutes / 60) && schedule->allows(0, minutes % 60)) return true;
        }
    }
    return false;
}

SyncWindows readSyncWindows(const model::KubeObject& project, const model::KubeObject& application, base::Time now) {
    SyncWindows out;
    std::string openDeny;
    std::string closedAllow;
    bool openAllow = false;
    bool manualDespiteDeny = true;
    bool manualDespiteAllow = true;
    for (const base::Json& window : project.at("spec.syncWindows").elements()) {
        if (!concerns(window, application)) continue;
        const std::string zone = window["timeZone"].text("UTC");
        const auto length = base::parseDuration(window["duration"].text());
        const bool utc = zone.empty() || zone == "UTC" || zone == "Etc/UTC";
        const auto open =
            utc && length ? isWindowOpen(window["schedule"].text(), *length / 1000, now) : std::optional<bool>();
        const bool isOpen = open.value_or(false);
        const bool deny = window["kind"].text() == "deny";
        if (!open) {
            out.unread = described(window, deny ? "deny" : "allow") + (utc ? "" : " in time zone " + zone);
        } else if (deny && isOpen) {
            openDeny = described(window, "deny") + " is open";
            manualDespiteDeny = manualDespiteDeny && window["manualSync"].isTrue();
        } else if (!deny && isOpen) {
            openAllow = true;
        } else if (!deny) {
            closedAllow = described(window, "allow") + " is not open";
            manualDespiteAllow = manualDespiteAllow && window["manualSync"].isTrue();
        }
    }
    if (!openDeny.empty()) {
        out.blocks = true;
        out.manualSync = manualDespiteDeny;
        out.because = openDeny;
    } else if (!openAllow && !closedAllow.empty() && out.unread.empty()) {
        out.blocks = true;
        out.manualSync = manualDespiteAllow;
        out.because = closedAllow;
    }
    return out;
}

}  // namespace scout::trace
