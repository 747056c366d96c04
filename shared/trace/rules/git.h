// Rule: Git repositories and commits, as sources and as the origin that an artifact claims.
#pragma once

#include <optional>
#include <string>

#include "trace/board.h"

namespace scout::trace::rules {

/// "https://github.com/acme/shop.git", "ssh://git@host/acme/shop", "git@host:acme/shop" -> "acme/shop".
std::string repositoryName(const std::string& url);
/// The page of a commit on GitHub, GitLab, Bitbucket, Azure DevOps and Gitea/Forgejo (codeberg.org, gitea.com); "" for
/// other hosts: a guess would be a dead link.
std::string commitUrl(const std::string& repositoryUrl, const std::string& commit);

/// What an artifact says of its Git origin (OCI annotations org.opencontainers.image.source and .revision; `flux push
/// artifact`).
struct OriginClaim {
    std::string source;    ///< URL, may be empty
    std::string revision;  ///< free text, may be empty
    model::Because because;
};

/// Adds the Git hop behind an artifact hop. Placeholders ("source", "latest") and texts without commit add nothing.
void addGitOrigin(Board& board, const model::Hop& artifact, const OriginClaim& claim);

}  // namespace scout::trace::rules
