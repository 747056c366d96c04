// The port to servers other than the API server: registries, their token services and storage, ConfigHub.
#pragma once

#include <cstdint>
#include <functional>

#include "base/error.h"
#include "base/http.h"
#include "net/transport.h"

namespace scout::net {

class Web {
  public:
    using Callback = std::function<void(base::Result<base::HttpResponse>)>;
    using Ticket = std::uint64_t;

    virtual ~Web() = default;
    /// Every HTTP status is a response, a redirect too; an error means that there was none. The callback runs later,
    /// never from inside this call, and exactly once. What the request carries is sent to the host of its URL only.
    virtual Ticket send(const base::WebRequest& request, Callback callback) = 0;
    /// The callback comes with ErrorKind::cancelled, unless it has been called already.
    virtual void cancel(Ticket ticket) = 0;
    virtual Usage usage() const = 0;
};

}  // namespace scout::net
