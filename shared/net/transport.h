// The port to the network: one GET at a time, answered once, on the caller's event loop.
#pragma once

#include <cstdint>
#include <functional>

#include "base/error.h"
#include "base/http.h"

namespace scout::net {

/// What a transport has sent and received since it was made.
struct Usage {
    std::int64_t requests = 0;  ///< as a server's audit log counts them: a repeated try is one more
    std::int64_t bytes = 0;     ///< of bodies, decompressed
    bool operator==(const Usage&) const = default;
};

class Transport {
  public:
    using Callback = std::function<void(base::Result<base::HttpResponse>)>;
    using Ticket = std::uint64_t;

    virtual ~Transport() = default;
    /// Every HTTP status is a response; an error means that there was none (unreachable, timeout, tls, tooLarge,
    /// cancelled, auth when credentials could not be obtained). The callback runs later, never from inside this call,
    /// and exactly once.
    virtual Ticket get(const base::HttpRequest& request, Callback callback) = 0;
    /// The callback comes with ErrorKind::cancelled, unless it has been called already.
    virtual void cancel(Ticket ticket) = 0;
    virtual Usage usage() const = 0;
};

}  // namespace scout::net
