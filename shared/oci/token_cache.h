// What registries have said and given so far in this run: how each repository wants to be asked, and the tokens for it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/time.h"

namespace scout::oci {

/// Never in a file, never printed.
class TokenCache {
  public:
    /// How one repository of one registry is asked.
    struct Way {
        enum class Scheme { anonymous, basic, bearer } scheme = Scheme::anonymous;
        std::string service;
        std::string scope;
        bool withoutCredentials = false;  ///< they were refused, and without them it went
    };

    /// `origin` is the registry's ("https://registry.test:5000"). Nothing before it has let anybody in.
    std::optional<Way> way(const std::string& origin, const std::string& repository) const;
    void keepWay(const std::string& origin, const std::string& repository, Way way);

    /// "" where there is none, or it would end within ten seconds.
    std::string token(const std::string& origin, const Way& way, base::Time now) const;
    void keepToken(const std::string& origin, const Way& way, std::string token, base::Time until);
    void dropToken(const std::string& origin, const Way& way);

  private:
    struct Token {
        std::string text;
        base::Time until;
    };
    std::map<std::string, Way> m_ways;
    std::map<std::string, Token> m_tokens;
};

}  // namespace scout::oci
