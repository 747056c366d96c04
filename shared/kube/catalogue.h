// What discovery gathers, whatever form it came in: group versions in the server's order, each read, failed or still
// missing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "kube/resource.h"

namespace scout::kube {

/// Resources in the server's own order of precedence (the core group first), each with its versions preferred first.
/// Kinds of a group version in `unread` may be missing: "not in the list" is proof of "not served" only when `unread`
/// is empty.
struct Discovered {
    struct Unread {
        std::string groupVersion;  ///< "metrics.k8s.io/v1beta1"
        base::Error error;
        bool operator==(const Unread&) const = default;
    };
    std::vector<Resource> resources;
    std::vector<Unread> unread;
};

class Catalogue {
  public:
    /// In order of precedence; a name that is no group version ("../x") is left out, because it becomes part of paths.
    void add(const std::string& groupVersion);
    /// Every version of an APIGroupList, each group's preferred one first. False: it is not one.
    bool addGroups(const base::Json& groupList);
    /// Of one group version that was added; `resources` need no group and no versions.
    void fill(const std::string& groupVersion, std::vector<Resource> resources);
    /// From an APIResourceList. False: it is not one, and nothing was filled.
    bool fillFromList(const std::string& groupVersion, const base::Json& resourceList);
    void fail(const std::string& groupVersion, base::Error error);

    /// Those neither filled nor failed.
    std::vector<std::string> missing() const;
    Discovered result() const;

  private:
    std::vector<std::string> m_order;
    std::map<std::string, std::optional<std::vector<Resource>>> m_read;
    std::vector<Discovered::Unread> m_unread;
};

/// The strings of a JSON array.
std::vector<std::string> texts(const base::Json& array);

}  // namespace scout::kube
