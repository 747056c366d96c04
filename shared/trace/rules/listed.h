// What an applier's own record says that it delivers: status.inventory of Flux' appliers, status.resources of an Argo
// CD Application.
#pragma once

#include <string>
#include <vector>

#include "model/trace.h"

namespace scout::trace::rules {

struct Listed {
    model::ObjectRef ref;
    std::string version;     ///< "" when the record has none
    model::Because because;  ///< of the edge from the applier; names the record
    /// The record is about another cluster, or may be: an object of that name in this one is not meant.
    bool elsewhere = false;
    /// Argo CD's entry, which may hold the object's sync and health; absent for Flux.
    base::Json entry;
};

/// Empty for anything but an applier, and for one that keeps no record. Entries that name no object are left out.
std::vector<Listed> listedBy(const model::KubeObject& applier);

/// The hop of an object that is known by the record of `applier` alone.
model::Hop hopOfListed(const Listed& listed, const std::string& applier);

}  // namespace scout::trace::rules
