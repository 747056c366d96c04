// Work that is many alike pieces, on several processors at once.
#pragma once

#include <cstddef>
#include <functional>

namespace scout::base {

/// How many processors there are for one piece of work: at least 1, and no more than 8.
std::size_t processors();

/// Calls `work(place, i)` once for each i below `count`, on up to `places` threads, as many as there are to be had;
/// returns when all are done. Calls with the same `place` (below `places`) never overlap. Nothing is said of their
/// order; `work` must not throw.
void sideBySide(std::size_t count, std::size_t places, const std::function<void(std::size_t, std::size_t)>& work);

}  // namespace scout::base
