// Finds a repository's credentials: the cluster's pull Secret where that is allowed, then the user's files and their
// helpers. For engine/registry.cpp.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/registry.h"
#include "net/process.h"
#include "oci/credentials.h"

namespace scout::engine {

class RegistryLogin {
  public:
    struct Found {
        std::optional<oci::Credentials> credentials;
        /// What kept others from being found, one sentence each: for the advice where the registry then refuses.
        std::vector<std::string> obstacles;
    };
    using Callback = std::function<void(const Found&)>;

    /// `settings` must outlive it.
    explicit RegistryLogin(const RegistrySettings& settings);
    ~RegistryLogin();
    RegistryLogin(const RegistryLogin&) = delete;
    RegistryLogin& operator=(const RegistryLogin&) = delete;

    /// May call back before it returns. Looked up once for each repository and Secret.
    void find(const trace::RegistryPlace& place, Callback callback);
    /// Ends running helpers; those who wait get what is there without them.
    void cancel();

  private:
    struct Search;
    using SearchPtr = std::shared_ptr<Search>;

    void readSecret(const SearchPtr& search);
    void readFiles(const SearchPtr& search);
    void askHelper(const SearchPtr& search, const std::string& name);
    void finish(const SearchPtr& search);
    std::vector<std::string> files() const;

    const RegistrySettings& m_settings;
    std::map<std::string, SearchPtr> m_searches;
    std::shared_ptr<bool> m_alive;  ///< callbacks hold it weakly
};

}  // namespace scout::engine
