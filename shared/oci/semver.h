// Semantic versions and constraints, as Masterminds/semver v3 reads them, which Flux, Helm and Argo CD use
// (github.com/Masterminds/semver: version.go, constraints.go; read at v3.5.0).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scout::oci {

struct Version {
    std::uint64_t major = 0;
    std::uint64_t minor = 0;
    std::uint64_t patch = 0;
    std::string pre;   ///< "rc.1" of "1.0.0-rc.1"
    std::string meta;  ///< "build7" of "1.0.0+build7"; means nothing for the order
    std::string text;  ///< as it was written
};

/// "1.2.3", "v1.2.3-rc.1+build", and with `loose` "1.2" and "1" too. Flux takes tags with three parts only.
std::optional<Version> parseVersion(std::string_view text, bool loose = true);
/// Negative, zero or positive. A pre-release comes before its release; metadata is ignored.
int compare(const Version& left, const Version& right);
/// The tag of a chart's version and back: tags know no "+", and versions no "_" (helm pkg/registry).
std::string tagOfVersion(std::string version);
std::string versionOfTag(std::string tag);

/// ">=1.0.0 <2.0.0", "~1.2", "^0.3.1", "1.x", "1.2 - 1.4", "!=1.1.0"; commas and spaces mean and, "||" means or.
/// Pre-releases match only where a part of the same and-group names one itself (">=0.0.0-0").
class Constraint {
  public:
    /// Nothing for what is no constraint.
    static std::optional<Constraint> parse(std::string_view text);

    bool matches(const Version& version) const;

  private:
    enum class Op { tildeOrEqual, notEqual, greater, less, greaterEqual, lessEqual, tilde, caret };
    struct Part {
        Op op = Op::tildeOrEqual;
        Version version;
        bool dirty = false;  ///< a number is missing or an x
        bool minorDirty = false;
        bool patchDirty = false;

        bool matches(const Version& v) const;
        bool inTilde(const Version& v) const;
        bool inCaret(const Version& v) const;
        bool isNot(const Version& v) const;
        bool isAbove(const Version& v) const;
        bool isAtMost(const Version& v) const;
    };
    struct Group {
        std::vector<Part> parts;
        bool withPreReleases = false;
    };
    class Reader;

    std::vector<Group> m_groups;
};

}  // namespace scout::oci
