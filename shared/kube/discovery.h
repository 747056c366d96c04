// Which kinds a server serves: aggregated discovery, with the older lists per group version as the fallback.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/http.h"
#include "base/json.h"
#include "kube/catalogue.h"

namespace scout::kube {

/// Asks in rounds: the requests of a round may be sent in parallel; their answers come back in the requests' order,
/// with an error where no answer came. Aggregated: one round of two. Otherwise a second round of one request for each
/// group version. A single group version that cannot be read (a stale APIService) is reported in `unread`; /apis itself
/// failing is an error, and so is a second round in which nothing at all could be read.
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
    bool collect(const base::Json& body);
    void collectAggregated(const base::Json& group);

    Catalogue m_catalogue;
    std::vector<std::string> m_asked;  ///< the group versions of round two, in request order
    bool m_started = false;
};

}  // namespace scout::kube
