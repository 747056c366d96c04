// Which facts the text shows under a hop, in which order. Layout is text.cpp's.
#pragma once

#include <string>
#include <vector>

#include "model/trace.h"
#include "render/marks.h"

namespace scout::render {

struct Fact {
    std::string key;    ///< "Status"
    std::string value;  ///< safe for a terminal; may have several lines
};

/// A ready hop shows what requirement 000 shows (Space, Target, Registry, Revision; Path, Status) plus its URL where it
/// is no ConfigHub source. A hop that is not ready, and every hop in wide, also shows where to look: Source, Namespace,
/// Reason, Message. Wide adds full revisions, pages, verification and the proof of the edge to the next hop. `because`
/// is that proof, with an empty text where there is no next hop.
std::vector<Fact> factsOf(const model::Trace& trace, const model::Hop& hop, const model::Because& because,
                          const TextStyle& style);

/// A revision for people: short unless wide.
std::string revisionText(const std::string& revision, const TextStyle& style);

}  // namespace scout::render
