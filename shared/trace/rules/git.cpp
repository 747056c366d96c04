#include "trace/rules/git.h"

#include <array>

#include "base/text.h"
#include "model/revision.h"

namespace scout::trace::rules {

namespace {

// host and path of any form of Git URL; user info is dropped.
std::pair<std::string, std::string> hostAndPath(std::string_view url) {
    const auto scheme = url.find("://");
    const bool scpLike = scheme == std::string_view::npos;
    if (!scpLike) url.remove_prefix(scheme + 3);
    const auto end = url.find(scpLike ? ':' : '/');
    if (end == std::string_view::npos) return {"", std::string(url)};
    std::string_view host = url.substr(0, end);
    if (const auto at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
    std::string_view path = url.substr(end + 1);
    path = path.substr(0, path.find('?'));
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    if (path.ends_with(".git")) path.remove_suffix(4);
    return {base::lower(host.substr(0, host.find(':'))), std::string(path)};
}

struct Hosting {
    std::string_view host;
    std::string_view commitPath;
};
constexpr std::array<Hosting, 6> hostings = {{{"github.com", "/commit/"},
                                              {"gitlab.com", "/-/commit/"},
                                              {"bitbucket.org", "/commits/"},
                                              {"dev.azure.com", "/commit/"},
                                              {"codeberg.org", "/commit/"},
                                              {"gitea.com", "/commit/"}}};

}  // namespace

std::string repositoryName(const std::string& url) {
    auto [host, path] = hostAndPath(url);
    return path.empty() ? url : path;
}

std::string commitUrl(const std::string& repositoryUrl, const std::string& commit) {
    if (commit.empty()) return {};
    const auto [host, path] = hostAndPath(repositoryUrl);
    for (const Hosting& hosting : hostings) {
        if (host == hosting.host) return "https://" + host + "/" + path + std::string(hosting.commitPath) + commit;
    }
    return {};
}

void addGitOrigin(Board& board, const model::Hop& artifact, const OriginClaim& claim) {
    const model::Revision revision = model::parseOriginRevision(claim.revision);
    if (revision.hex.empty() || revision.algorithm.empty()) return;

    // A source without a scheme is FluxOCIWriter's placeholder "source", not a repository.
    const bool hasUrl = claim.source.find("://") != std::string::npos || claim.source.starts_with("git@");
    model::Hop hop;
    // A commit is the same commit whether or not its repository is known.
    hop.id = "git:" + revision.hex;
    hop.stage = model::Stage::git;
    hop.kind = "Git";
    hop.name = hasUrl ? repositoryName(claim.source) : "commit " + revision.hex.substr(0, 8);
    hop.url = hasUrl ? claim.source : std::string();
    hop.revision = revision.text;
    hop.claimed = true;
    hop.health = {model::State::unknown, "Claimed by the artifact; Git itself was not read", {}, {}, {}};
    hop.git = model::GitOrigin{hop.url, revision.pointer, {}, revision.hex, commitUrl(hop.url, revision.hex)};
    hop.verification = model::Verification{"claimed", "artifact annotation", {}};
    const model::Hop& added = board.add(std::move(hop));
    board.connect(added, artifact, "origin", claim.because);
}

}  // namespace scout::trace::rules
