// The port to the network: a GET whose answer comes whole, or as a stream, on the caller's event loop.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/http.h"

namespace scout::net {

/// What a transport has sent and received since it was made.
struct Usage {
    std::int64_t requests = 0;  ///< as a server's audit log counts them: a repeated try is one more
    std::int64_t bytes = 0;     ///< of bodies, decompressed
    // Of `requests`, those that did not go to an API server.
    std::int64_t registryRequests = 0;
    std::int64_t configHubRequests = 0;
    bool operator==(const Usage&) const = default;
};

/// An answer that comes bit by bit for as long as it likes: a watch. None of these runs from inside stream(). onHead
/// and onChunk may cancel, and must not destroy the transport; onEnd may.
struct Stream {
    /// The longest silence after the head of the answer, which itself has to come within the time of a GET. Zero: no
    /// limit.
    std::chrono::milliseconds idle{0};
    std::function<void(const base::HttpResponse& head)> onHead;  ///< status and headers, at most once
    std::function<void(std::string_view chunk)> onChunk;         ///< of the body, in order, cut anywhere
    /// Exactly once and last. Nothing: the server ended it as it should. Errors as those of get; timeout for a silence
    /// too long, protocol for a body that was cut.
    std::function<void(const std::optional<base::Error>&)> onEnd;
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
    /// Every HTTP status is an answer here too. It is sent once: trying again is the caller's decision.
    virtual Ticket stream(const base::HttpRequest& request, Stream stream) = 0;
    /// The callback (onEnd) comes with ErrorKind::cancelled, unless it has been called already; nothing comes before
    /// it.
    virtual void cancel(Ticket ticket) = 0;
    virtual Usage usage() const = 0;
};

}  // namespace scout::net
