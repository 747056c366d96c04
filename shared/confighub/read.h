// One question to ConfigHub's API as a conversation: envelopes are taken off, pages put together.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/http.h"
#include "base/json.h"
#include "confighub/server.h"

namespace scout::confighub {

struct ReadAnswer {
    /// An array of entities. Each holds only the fields that entities.h reads, and beside them
    /// * its neighbours in the envelope ("Space", "Target", "UnitStatus" ...),
    /// * "Resources", [{"ResourceType","ResourceName"}], in place of configuration data: the data may hold Secrets,
    /// * "UIURL", where the server's web pages are, and "Organization", its name where that is known.
    base::Json entities;
    bool found = true;   ///< false: there is no such entity (404)
    bool served = true;  ///< false: the server is of a generation that does not know the entity
};

class Read {
  public:
    /// `target` as targets.h makes it.
    Read(Server server, std::string target);

    /// Without credentials: whoever sends it adds them.
    base::WebRequest start();
    /// Errors as errorOf, and protocol for pages without end.
    base::WebStep<ReadAnswer> next(const base::HttpResponse& response);

  private:
    base::WebRequest request() const;
    base::Json document() const;

    Server m_server;
    std::string m_target;
    std::string m_entity;
    std::string m_continue;
    std::set<std::string> m_tokens;  ///< continuation tokens seen
    std::vector<base::Json> m_entities;
};

}  // namespace scout::confighub
