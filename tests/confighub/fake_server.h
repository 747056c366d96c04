// A small ConfigHub, written from what is known of its API: entities in, HTTP answers out, without a socket. One
// description of a world is served the way each generation of servers writes it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/http.h"
#include "base/json.h"

namespace scout::test {

class FakeConfigHub {
  public:
    enum class Generation { oldest, middle, newest };

    struct Settings {
        Generation generation = Generation::newest;
        bool enveloped = true;
        bool ignoresWhere = false;                   ///< answers with all it has
        std::size_t pageSize = 0;                    ///< 0: all at once
        std::set<std::string> accepted = {"t-1"};    ///< values behind "Bearer "; emptied, nothing needs a login
        std::map<std::string, std::string> workers;  ///< id -> secret
        std::string workerToken = "t-1";
    };

    /// {"info":{...}, "spaces":[...], "targets":[...], "units":[...], "revisions":[...], "releases":[...]}, entities
    /// with the fields of all generations. A unit's or revision's "Objects", ["apps/v1/Deployment prod/web"], are its
    /// configuration data; a unit's "UnitStatus" goes beside it.
    FakeConfigHub(base::Json world, Settings settings);

    base::HttpResponse respond(const base::WebRequest& request);

    /// Answers in place of the server where it returns something; gets path and query.
    std::function<std::optional<base::HttpResponse>(const std::string& target)> interfere;
    /// Path and query of every request, in order.
    std::vector<std::string> asked;
    Settings settings;

  private:
    base::HttpResponse logIn(const base::WebRequest& request) const;
    base::HttpResponse list(const std::string& collection, const std::map<std::string, std::string>& scope,
                            const std::map<std::string, std::string>& query, const std::string& id) const;
    base::Json written(const std::string& entity, const base::Json& value) const;
    base::Json find(const std::string& collection, const std::string& field, const std::string& value) const;

    base::Json m_world;
};

}  // namespace scout::test
