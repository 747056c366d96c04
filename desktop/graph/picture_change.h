// What a new picture changes in the one on the screen, by card ids.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "desktop/graph/navigation.h"
#include "render/picture.h"

namespace scout::desktop {

/// Positions are those in the picture that comes, but for `removed`.
struct PictureChange {
    std::size_t kept = 0;  ///< cards in both, changed ones included
    std::vector<std::size_t> added;
    std::vector<std::size_t> changed;  ///< kept, and say something else; an age that went on is no change
    std::vector<std::string> removed;  ///< ids
};

PictureChange changeBetween(const render::Picture& before, const render::Picture& after);

/// The card that stands for `card` of `before` in `after`: itself, the fold that took it in, the first of what its fold
/// opened, or its nearest cause that is still there. Nothing when all of these are gone.
std::optional<std::size_t> successor(const render::Picture& before, const Adjacency& adjacency, std::size_t card,
                                     const render::Picture& after);

}  // namespace scout::desktop
