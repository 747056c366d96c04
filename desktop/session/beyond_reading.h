// What the settings about the places beside a cluster come to, once the files that they name are read.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "engine/beyond.h"
#include "engine/places.h"
#include "trace/investigate.h"

namespace scout::desktop {

/// Something that was asked for and is not done: the cluster is shown all the same.
struct Shortfall {
    std::string what;   ///< a sentence without a full stop: "Signatures are not checked"
    base::Error error;  ///< why
    bool operator==(const Shortfall&) const = default;
};

struct BeyondReading {
    trace::Options tracing;         ///< reach, trust and management context
    engine::PlacesSettings places;  ///< without environment, clock and pull Secrets
    std::vector<Shortfall> shortfalls;
};

/// Where a key or a certificate cannot be read, no signature is looked for: one that nobody could check must not look
/// like one that nobody made. Waits for no pipe.
BeyondReading readBeyond(const engine::Beyond& beyond);

}  // namespace scout::desktop
