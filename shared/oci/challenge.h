// WWW-Authenticate (RFC 9110 section 11.6.1), as registries send it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace scout::oci {

struct Challenge {
    std::string scheme;                             ///< in lower case: "bearer", "basic"
    std::map<std::string, std::string> parameters;  ///< names in lower case

    /// "" when absent.
    std::string parameter(const std::string& lowerCaseName) const {
        const auto found = parameters.find(lowerCaseName);
        return found == parameters.end() ? std::string() : found->second;
    }
    bool operator==(const Challenge&) const = default;
};

/// All challenges of the header, in its order; several headers may have been joined with commas. Values may be quoted
/// or not, a value without quotes may hold commas only where no name follows (scope=repository:a:pull,push).
std::vector<Challenge> parseChallenges(std::string_view header);

}  // namespace scout::oci
