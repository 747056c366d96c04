// Where the revision stops matching. Internal to render.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "render/chosen.h"

namespace scout::render {

/// The two revisions, short: of the cause and of the effect.
struct Break {
    std::string before;
    std::string after;
};

/// By position in Chosen::links(). Only what was seen on both sides: an applier's live revision that is not the one of
/// its only source, and the rung that a trace calls behind.
std::unordered_map<std::uint32_t, Break> breaksOf(const model::Graph& graph, const Chosen& chosen);

}  // namespace scout::render
