// Registries in written cases, and the options that ask them.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "trace/investigate.h"

namespace scout::test {

/// A document `kind: Registry` describes one repository: {repository: "host/path", tags: {tag: digest}, manifests:
/// {digest: manifest}, referrers: {digest: [descriptor]}, blobs: {digest: text}, fixture: NAME}. A fixture of
/// tests/signing adds what a real registry held; digests in a case are then the real ones.
class Registries {
  public:
    void add(const base::Json& document);
    /// To a query of a registry; missing where the repository is described and has it not, nothing where it is not
    /// described.
    std::optional<trace::Answer> answer(const trace::Query& query) const;

  private:
    struct Repository {
        std::map<std::string, std::string> tags;
        std::map<std::string, base::Json> manifests;
        std::map<std::string, std::int64_t> sizes;
        std::map<std::string, base::Json> referrers;
        std::map<std::string, std::string> blobs;  ///< base64
    };
    static void addFixture(Repository& repository, const std::string& name);
    std::map<std::string, Repository> m_repositories;
};

/// `options` of a case: {now, history, diff, registries, signatures, configHub, keys: [file], certificates: [file],
/// identity, issuer}; files are fixtures of tests/signing, and `now` may be the name of one: when it was recorded.
void readOptions(trace::Options& options, const base::Json& json);

}  // namespace scout::test
