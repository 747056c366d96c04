// Small text helpers that the standard library lacks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace scout::base {

/// Parts between separators; an empty text gives one empty part, as in "a,,b".
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// Without ASCII white space at both ends.
std::string_view trim(std::string_view text);
/// ASCII only.
std::string lower(std::string_view text);
/// "Deployments", "ingresses", "HelmRepositories": the plural as API authors form it.
std::string plural(std::string_view singular);

/// No overlong forms, no surrogates, nothing past U+10FFFF.
bool isUtf8(std::string_view text);

/// Text from a cluster, safe for a terminal: C0 and C1 control characters (ESC, CR ...) become "\x1b" and the like,
/// and so do bidirectional overrides; a line feed stays where `keepLines` says so. Invalid UTF-8 becomes U+FFFD.
std::string escapeControl(std::string_view text, bool keepLines = false);

}  // namespace scout::base
