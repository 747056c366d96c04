// The answer to "what does this deliver?": appliers, each with what its own record lists. Plain values; field names and
// meanings are those of the JSON (resources/schema/trace.schema.json), where an empty text is left out.
#pragma once

#include <string>
#include <vector>

#include "model/trace.h"

namespace scout::model {

/// An object that an applier's record lists.
struct Delivered {
    ObjectRef object;
    std::string version;     ///< "v1", "" when the record has none
    Because because;         ///< names the record
    std::string status;      ///< what the record itself says of its state ("Synced / Healthy"), "" when it says nothing
    bool elsewhere = false;  ///< it is, or may be, in another cluster
};

/// An applier that delivers.
struct Delivery {
    Hop applier;
    std::string live;  ///< the revision that it has live, "" when that is not known
    std::string by;    ///< hop id of the delivery above that lists this applier, "" for none
    /// "asked" | "live" | "partly" | "replaced" | "attempted" | "referenced" | "declared"
    std::string relation;
    Because because;                 ///< why it belongs to what was asked, or to `by`
    std::vector<Delivered> objects;  ///< as the record orders them
    std::string unread;              ///< why its objects are not known, "" when they are
};

struct Deliveries {
    std::string of;                    ///< "OCIRepository/apps in flux-system", "sha256:...", "ConfigHub unit prod/web"
    std::vector<Hop> sources;          ///< that are it, or hold it
    std::vector<Delivery> deliveries;  ///< each behind the one that lists it
    std::vector<std::string> notes;    ///< what may be missing, one sentence with a full stop each
    std::vector<Finding> findings;     ///< missing permissions
    std::vector<std::string> listed;   ///< kinds of which all objects were listed: "Kustomization"
    Cost cost;
    std::string context;
    std::string tracedAt;  ///< RFC 3339
};

}  // namespace scout::model
