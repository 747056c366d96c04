#include "oci/challenge.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace scout::oci {

namespace {

bool isToken(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
}

class Reader {
  public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    std::vector<Challenge> challenges() {
        std::vector<Challenge> all;
        while (true) {
            skip(" \t,\r\n");
            if (m_rest.empty()) return all;
            const std::string name = token();
            if (name.empty()) return all;
            const std::string_view afterName = m_rest;
            skip(" \t");
            // "name = value" belongs to the challenge before; anything else begins a new one.
            if (m_rest.starts_with('=') && !all.empty()) {
                m_rest.remove_prefix(1);
                skip(" \t");
                all.back().parameters.try_emplace(base::lower(name), value());
            } else {
                m_rest = afterName;
                all.push_back({base::lower(name), {}});
            }
        }
    }

  private:
    void skip(const char* characters) {
        while (!m_rest.empty() && m_rest.front() != '\0' && std::strchr(characters, m_rest.front()) != nullptr)
            m_rest.remove_prefix(1);
    }

    std::string token() {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), isToken);
        std::string text(m_rest.begin(), end);
        m_rest.remove_prefix(text.size());
        return text;
    }

    std::string value() {
        std::string text;
        if (m_rest.starts_with('"')) {
            m_rest.remove_prefix(1);
            while (!m_rest.empty() && m_rest.front() != '"') {
                if (m_rest.front() == '\\' && m_rest.size() > 1) m_rest.remove_prefix(1);
                text += m_rest.front();
                m_rest.remove_prefix(1);
            }
            if (!m_rest.empty()) m_rest.remove_prefix(1);
            return text;
        }
        while (!m_rest.empty() && m_rest.front() != ' ' && m_rest.front() != '\t') {
            if (m_rest.front() == ',' && namesNext(m_rest.substr(1))) break;
            text += m_rest.front();
            m_rest.remove_prefix(1);
        }
        return text;
    }

    /// Whether a parameter or a challenge comes after a comma, and not the rest of a value ("pull,push").
    static bool namesNext(std::string_view text) {
        while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
        const auto end = std::find_if_not(text.begin(), text.end(), isToken);
        return text.empty() || (end != text.end() && (*end == '=' || *end == ' '));
    }

    std::string_view m_rest;
};

}  // namespace

std::vector<Challenge> parseChallenges(std::string_view header) {
    return Reader(header).challenges();
}

}  // namespace scout::oci
