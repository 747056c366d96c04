#include "oci/semver.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace scout::oci {

namespace {

// The limits of Masterminds/semver.
constexpr std::size_t longestConstraint = 512;
constexpr std::size_t longestVersion = 256;
constexpr std::size_t mostGroups = 32;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isIdentifier(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool areIdentifiers(std::string_view text, bool preRelease) {
    for (const std::string& part : base::split(text, '.')) {
        if (part.empty() || !std::all_of(part.begin(), part.end(), isIdentifier)) return false;
        const bool numeric = std::all_of(part.begin(), part.end(), isDigit);
        if (preRelease && numeric && part.size() > 1 && part.front() == '0') return false;
    }
    return true;
}

int sign(bool less) {
    return less ? -1 : 1;
}

int compareParts(const std::string& left, const std::string& right) {
    if (left == right) return 0;
    if (left.empty() || right.empty()) return sign(left.empty());
    const auto leftNumber = number(left);
    const auto rightNumber = number(right);
    if (leftNumber && rightNumber) return *leftNumber == *rightNumber ? 0 : sign(*leftNumber < *rightNumber);
    // Numbers come before names.
    if (leftNumber || rightNumber) return sign(leftNumber.has_value());
    return sign(left < right);
}

int comparePre(const std::string& left, const std::string& right) {
    if (left == right) return 0;
    if (left.empty() || right.empty()) return sign(!left.empty());
    const std::vector<std::string> lefts = base::split(left, '.');
    const std::vector<std::string> rights = base::split(right, '.');
    for (std::size_t i = 0; i < std::max(lefts.size(), rights.size()); ++i) {
        const int order =
            compareParts(i < lefts.size() ? lefts[i] : std::string(), i < rights.size() ? rights[i] : std::string());
        if (order != 0) return order;
    }
    return 0;
}

}  // namespace

std::optional<Version> parseVersion(std::string_view text, bool loose) {
    if (text.empty() || text.size() > longestVersion) return std::nullopt;
    Version version;
    version.text = text;
    if (text.front() == 'v') text.remove_prefix(1);
    if (const auto plus = text.find('+'); plus != std::string_view::npos) {
        version.meta = text.substr(plus + 1);
        text = text.substr(0, plus);
        if (!areIdentifiers(version.meta, false)) return std::nullopt;
    }
    if (const auto dash = text.find('-'); dash != std::string_view::npos) {
        version.pre = text.substr(dash + 1);
        text = text.substr(0, dash);
        if (!areIdentifiers(version.pre, true)) return std::nullopt;
    }
    const std::vector<std::string> numbers = base::split(text, '.');
    if (numbers.size() > 3 || (!loose && numbers.size() < 3)) return std::nullopt;
    const std::array<std::uint64_t*, 3> places = {&version.major, &version.minor, &version.patch};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto value = number(numbers[i]);
        if (!value) return std::nullopt;
        *places[i] = *value;
    }
    return version;
}

int compare(const Version& left, const Version& right) {
    if (left.major != right.major) return sign(left.major < right.major);
    if (left.minor != right.minor) return sign(left.minor < right.minor);
    if (left.patch != right.patch) return sign(left.patch < right.patch);
    return comparePre(left.pre, right.pre);
}

std::string tagOfVersion(std::string version) {
    std::replace(version.begin(), version.end(), '+', '_');
    return version;
}

std::string versionOfTag(std::string tag) {
    std::replace(tag.begin(), tag.end(), '_', '+');
    return tag;
}

class Constraint::Reader {
  public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    /// One and-group; nothing when it is none.
    std::optional<Group> group() {
        Group group;
        skipBlanks();
        while (true) {
            if (!part(group)) return std::nullopt;
            bool parted = skipBlanks();
            if (m_rest.empty()) break;
            if (m_rest.front() == ',') {
                m_rest.remove_prefix(1);
                skipBlanks();
                parted = true;
            }
            if (!parted) return std::nullopt;
        }
        group.withPreReleases = std::any_of(group.parts.begin(), group.parts.end(),
                                            [](const Part& one) { return !one.version.pre.empty(); });
        return group;
    }

  private:
    bool skipBlanks() {
        const std::size_t before = m_rest.size();
        while (!m_rest.empty() && isBlank(m_rest.front())) m_rest.remove_prefix(1);
        return m_rest.size() != before;
    }

    bool part(Group& group) {
        const std::optional<Op> op = operation();
        skipBlanks();
        std::optional<Part> first = version(op.value_or(Op::tildeOrEqual));
        if (!first) return false;
        // "1.2 - 1.4" stands for ">= 1.2, <= 1.4".
        const std::string_view afterFirst = m_rest;
        if (skipBlanks() && m_rest.starts_with('-')) {
            m_rest.remove_prefix(1);
            if (op || !skipBlanks()) return false;
            std::optional<Part> last = version(Op::lessEqual);
            if (!last) return false;
            first->op = Op::greaterEqual;
            group.parts.push_back(std::move(*first));
            group.parts.push_back(std::move(*last));
            return true;
        }
        m_rest = afterFirst;
        group.parts.push_back(std::move(*first));
        return true;
    }

    std::optional<Op> operation() {
        static constexpr std::array<std::pair<std::string_view, Op>, 11> known = {{{"!=", Op::notEqual},
                                                                                   {">=", Op::greaterEqual},
                                                                                   {"=>", Op::greaterEqual},
                                                                                   {"<=", Op::lessEqual},
                                                                                   {"=<", Op::lessEqual},
                                                                                   {"~>", Op::tilde},
                                                                                   {"=", Op::tildeOrEqual},
                                                                                   {">", Op::greater},
                                                                                   {"<", Op::less},
                                                                                   {"~", Op::tilde},
                                                                                   {"^", Op::caret}}};
        for (const auto& [text, op] : known) {
            if (!m_rest.starts_with(text)) continue;
            m_rest.remove_prefix(text.size());
            return op;
        }
        return std::nullopt;
    }

    /// A number, or nothing for an x; false in `read` when there is neither.
    std::optional<std::uint64_t> component(bool& read) {
        std::size_t length = 0;
        while (length < m_rest.size() && isDigit(m_rest[length])) ++length;
        const bool isX = length == 0 && !m_rest.empty() && std::strchr("xX*", m_rest.front()) != nullptr;
        const std::optional<std::uint64_t> value = isX ? std::nullopt : number(m_rest.substr(0, length));
        read = isX || value.has_value();
        m_rest.remove_prefix(isX ? 1 : length);
        return value;
    }

    std::optional<Part> version(Op op) {
        Part part;
        part.op = op;
        if (m_rest.starts_with('v')) m_rest.remove_prefix(1);
        std::array<std::optional<std::uint64_t>, 3> numbers;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (i > 0) {
                if (!m_rest.starts_with('.')) break;
                m_rest.remove_prefix(1);
            }
            bool read = false;
            numbers[i] = component(read);
            if (!read) return std::nullopt;
        }
        std::size_t length = 0;
        if (m_rest.starts_with('-') || m_rest.starts_with('+')) {
            length = 1;
            while (length < m_rest.size() &&
                   (isIdentifier(m_rest[length]) || std::strchr(".+", m_rest[length]) != nullptr))
                ++length;
        }
        // What comes after the first x does not count, but a pre-release does.
        std::string text;
        if (!numbers[0]) {
            part.dirty = true;
            text = "0.0.0";
        } else if (!numbers[1]) {
            part.dirty = part.minorDirty = true;
            text = std::to_string(*numbers[0]) + ".0.0";
        } else if (!numbers[2]) {
            part.dirty = part.patchDirty = true;
            text = std::to_string(*numbers[0]) + "." + std::to_string(*numbers[1]) + ".0";
        } else {
            text = std::to_string(*numbers[0]) + "." + std::to_string(*numbers[1]) + "." + std::to_string(*numbers[2]);
        }
        const auto read = parseVersion(text + std::string(m_rest.substr(0, length)));
        if (!read) return std::nullopt;
        m_rest.remove_prefix(length);
        part.version = *read;
        return part;
    }

    std::string_view m_rest;
};

std::optional<Constraint> Constraint::parse(std::string_view text) {
    if (text.size() > longestConstraint) return std::nullopt;
    Constraint constraint;
    while (true) {
        const auto bars = text.find("||");
        std::optional<Group> group = Reader(text.substr(0, bars)).group();
        if (!group || constraint.m_groups.size() >= mostGroups) return std::nullopt;
        constraint.m_groups.push_back(std::move(*group));
        if (bars == std::string_view::npos) return constraint;
        text.remove_prefix(bars + 2);
    }
}

bool Constraint::matches(const Version& version) const {
    return std::any_of(m_groups.begin(), m_groups.end(), [&version](const Group& group) {
        if (!version.pre.empty() && !group.withPreReleases) return false;
        return std::all_of(group.parts.begin(), group.parts.end(),
                           [&version](const Part& part) { return part.matches(version); });
    });
}

bool Constraint::Part::matches(const Version& v) const {
    switch (op) {
        case Op::tildeOrEqual:
            return dirty ? inTilde(v) : compare(v, version) == 0;
        case Op::notEqual:
            return isNot(v);
        case Op::greater:
            return isAbove(v);
        case Op::less:
            return compare(v, version) < 0;
        case Op::greaterEqual:
            return compare(v, version) >= 0;
        case Op::lessEqual:
            return isAtMost(v);
        case Op::tilde:
            return inTilde(v);
        case Op::caret:
            return inCaret(v);
    }
    return false;
}

bool Constraint::Part::inTilde(const Version& v) const {
    if (compare(v, version) < 0) return false;
    // ~0.0.0 takes everything from there on.
    const bool zero = version.major == 0 && version.minor == 0 && version.patch == 0;
    if (zero && !minorDirty && !patchDirty) return true;
    return v.major == version.major && (minorDirty || v.minor == version.minor);
}

bool Constraint::Part::inCaret(const Version& v) const {
    if (compare(v, version) < 0) return false;
    if (version.major > 0 || minorDirty) return v.major == version.major;
    if (v.major > 0) return false;
    if (version.minor > 0 || patchDirty) return v.minor == version.minor;
    return v.minor == 0 && v.patch == version.patch;
}

bool Constraint::Part::isNot(const Version& v) const {
    if (dirty) {
        if (v.major != version.major) return true;
        if (minorDirty) return false;
        if (v.minor != version.minor) return true;
        if (patchDirty) return comparePre(v.pre, version.pre) != 0;
        if (v.patch != version.patch) return true;
    }
    return compare(v, version) != 0;
}

bool Constraint::Part::isAbove(const Version& v) const {
    if (!dirty || v.major != version.major) return dirty ? v.major > version.major : compare(v, version) > 0;
    if (minorDirty) return false;
    if (patchDirty) return v.minor > version.minor;
    return compare(v, version) > 0;
}

bool Constraint::Part::isAtMost(const Version& v) const {
    if (!dirty) return compare(v, version) <= 0;
    if (v.major > version.major) return false;
    return v.major != version.major || v.minor <= version.minor || minorDirty;
}

}  // namespace scout::oci
