// The port to the network: one GET at a time, answered once, on the caller's event loop.
#pragma once

#include <cstdint>
#include <functional>

#include "base/error.h"
#include "base/http.h"

namespace scout::net {

class Transport {
  public:
    using Callback = std::function<void(base::Result<base::HttpResponse>)>;
    using Ticket = std::uint64_t;

    virtual ~Transport() = default;
    /// Every HTTP status is a response; an error means that there was none (unreachable, timeout, tls, tooLarge, cancelled,
    /// auth when credentials could not be obtained). The callback runs later, never from inside this call, and exactly once.
    virtual Ticket get(const base::HttpRequest& request, Callback callback) = 0;
    /// The callback comes with ErrorKind::cancelled, unless it has been called already.
    virtual void cancel(Ticket ticket) = 0;
};

}  // namespace scout::net
