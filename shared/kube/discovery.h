// Which kinds a server serves: aggregated discovery, the older per-group lists, and kubectl's own cache of the latter.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/http.h"
#include "base/json.h"
#include "base/time.h"
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

/// Asks in rounds: the requests of a round may be sent in parallel; their answers come back in the requests' order,
/// with an error where no answer came. Aggregated: one round of two. Otherwise a second round of one request for each
/// group version. A single group version that cannot be read (a stale APIService) is reported in `unread`; /apis itself
/// failing is an error.
class Discovery {
  public:
    using Requests = std::vector<base::HttpRequest>;
    using Responses = std::vector<base::Result<base::HttpResponse>>;
    using Step = std::variant<Requests, Discovered, base::Error>;

    Requests start();
    Step next(const Responses& responses);

  private:
    Step firstRound(const Responses& responses);
    Step secondRound(const Responses& responses);

    std::vector<std::string>
        m_groupVersions;  ///< in the server's order; what is not in m_lists yet is asked for in round two
    std::map<std::string, base::Json> m_lists;  ///< APIResourceList by group version
    std::vector<Discovered::Unread> m_unread;
    std::vector<std::string> m_asked;  ///< the group versions of round two, in request order
    bool m_started = false;
};

// --- kubectl's cache: <cache dir>/discovery/<cacheFolder>/... ---

/// "127.0.0.1_6443" for "https://127.0.0.1:6443": the folder below "discovery" that kubectl uses for a server
/// (cli-runtime genericclioptions computeDiscoverCacheDir). "" for a URL that would leave the folder: it has no cache
/// then.
std::string cacheFolder(std::string_view serverUrl);

/// Inside that folder.
inline constexpr std::string_view groupsFile = "servergroups.json";

/// kubectl believes a file for six hours after it was written (client-go ToDiscoveryClient). A file from the future
/// counts as fresh.
bool fresh(base::Time modified, base::Time now);

/// "apps/v1" -> "apps/v1/serverresources.json" for every group version that servergroups.json names. Group versions
/// that would leave the folder are left out. Error: kind protocol, when the text is not an APIGroupList.
base::Result<std::map<std::string, std::string>> resourceFiles(std::string_view groupsText);

/// The cache's contents as resources; `resourceTexts` holds the serverresources.json of each group version that was
/// there and fresh. Missing and broken ones are in `unread`. A kind that a cache does not have may exist all the same:
/// ask the server then.
base::Result<Discovered> parseCache(std::string_view groupsText,
                                    const std::map<std::string, std::string>& resourceTexts);

}  // namespace scout::kube
