// What a registry said of a tag is not what the tag means now once the source that follows it has fetched something
// else. Tells which repositories have moved on.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "trace/evidence.h"

namespace scout::trace {

/// Host (with its port) and path of an OCI repository.
using Repository = std::pair<std::string, std::string>;

class FollowedRevisions {
  public:
    /// The repositories that objects under `changedKeys` (Query::key()) follow, where what they know of them is another
    /// revision than when that was looked at last: the artifact of an OCIRepository or HelmChart, what an Application
    /// was compared with. The first revision that is seen of an object is one more.
    std::set<Repository> moved(const Evidence& evidence, const std::set<std::string>& changedKeys);

  private:
    std::map<std::string, std::string> m_revisions;  ///< by the key of the object that tells it
};

/// Whether its answer may be another after that repository moved on: its tags and what they name, and, where its path
/// has the shape of ConfigHub's, what ConfigHub says. What is asked by digest has one answer for ever.
bool mayAnswerAnew(const Query& query, const std::set<Repository>& moved);

}  // namespace scout::trace
