// kubectl's own discovery cache: <cache dir>/discovery/<cacheFolder>/..., read and never written.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "kube/catalogue.h"

namespace scout::kube {

/// "127.0.0.1_6443" for "https://127.0.0.1:6443": the folder below "discovery" that kubectl uses for a server
/// (cli-runtime genericclioptions computeDiscoverCacheDir). "" for a URL that would leave the folder: it has no cache
/// then.
std::string cacheFolder(std::string_view serverUrl);

/// Inside that folder.
inline constexpr std::string_view groupsFile = "servergroups.json";

/// kubectl believes a file for six hours after it was written (cli-runtime ConfigFlags, client-go cached/disk), and one
/// from the future too.
bool fresh(base::Time modified, base::Time now);

/// "apps/v1" -> "apps/v1/serverresources.json" for every group version that servergroups.json names. Group versions
/// that would leave the folder are left out. Error: kind config, when the text is not an APIGroupList.
base::Result<std::map<std::string, std::string>> resourceFiles(std::string_view groupsText);

/// The cache's contents as resources; `resourceTexts` holds the serverresources.json of each group version that was
/// there and fresh. Missing and broken ones are in `unread`. A kind that a cache does not have may exist all the same:
/// ask the server then.
base::Result<Discovered> parseCache(std::string_view groupsText,
                                    const std::map<std::string, std::string>& resourceTexts);

}  // namespace scout::kube
