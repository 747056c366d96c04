#include "trace/glob.h"

#include <cstddef>
#include <string>
#include <vector>

namespace scout::trace {

namespace {

constexpr int deepest = 100;  // braces within braces

// The places in the text that the pattern so far may have come to: time is pattern times text, whatever the pattern.
using Places = std::vector<bool>;

class Matcher {
  public:
    Matcher(std::string_view pattern, std::string_view text) : m_pattern(pattern), m_text(text) {}

    bool matches() {
        Places begin(m_text.size() + 1, false);
        begin[0] = true;
        const Places end = sequence(std::move(begin), 0);
        return m_readable && end.back();
    }

  private:
    bool atEnd() const { return m_at == m_pattern.size(); }
    bool isNext(char c) const { return !atEnd() && m_pattern[m_at] == c; }

    Places sequence(Places places, int depth) {
        while (!atEnd() && m_readable && !(depth > 0 && (isNext(',') || isNext('}')))) {
            const char c = m_pattern[m_at++];
            if (c == '*') {
                for (std::size_t i = 1; i < places.size(); ++i) places[i] = places[i] || places[i - 1];
            } else if (c == '?') {
                places = step(places, [](char) { return true; });
            } else if (c == '[') {
                places = oneOfClass(places);
            } else if (c == '{') {
                places = alternatives(places, depth + 1);
            } else if (c != '\\') {
                places = step(places, [c](char own) { return own == c; });
            } else if (!atEnd()) {
                const char literal = m_pattern[m_at++];
                places = step(places, [literal](char own) { return own == literal; });
            }
        }
        return places;
    }

    // Braces that are not closed end with the pattern.
    Places alternatives(const Places& from, int depth) {
        Places either(from.size(), false);
        m_readable = m_readable && depth <= deepest;
        for (bool more = m_readable; more;) {
            const Places one = sequence(from, depth);
            for (std::size_t i = 0; i < one.size(); ++i) either[i] = either[i] || one[i];
            more = isNext(',');
            if (!atEnd()) ++m_at;
        }
        return either;
    }

    // One range or a list of characters, never both.
    Places oneOfClass(const Places& from) {
        const bool inverted = isNext('!');
        if (inverted) ++m_at;
        if (m_at + 3 < m_pattern.size() && m_pattern[m_at + 1] == '-') {
            const char low = m_pattern[m_at];
            const char high = m_pattern[m_at + 2];
            m_readable = m_pattern[m_at + 3] == ']' && low <= high;
            m_at += 4;
            return step(from, [&](char own) { return (own >= low && own <= high) != inverted; });
        }
        std::string list;
        for (; !atEnd() && !isNext(']'); ++m_at) {
            if (isNext('\\') && m_at + 1 < m_pattern.size()) ++m_at;
            list += m_pattern[m_at];
        }
        m_readable = !atEnd() && !list.empty();
        if (!atEnd()) ++m_at;
        return step(from, [&](char own) { return (list.find(own) != std::string::npos) != inverted; });
    }

    template <typename Allowed>
    Places step(const Places& from, Allowed allowed) const {
        Places to(from.size(), false);
        for (std::size_t i = 0; i < m_text.size(); ++i) to[i + 1] = from[i] && allowed(m_text[i]);
        return to;
    }

    std::string_view m_pattern;
    std::string_view m_text;
    std::size_t m_at = 0;  ///< in the pattern
    bool m_readable = true;
};

}  // namespace

bool globMatches(std::string_view pattern, std::string_view text) {
    return Matcher(pattern, text).matches();
}

}  // namespace scout::trace
