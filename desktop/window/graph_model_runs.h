// The difference of two sorted lists as runs, for models that tell their views what came and went.
#pragma once

#include <cstddef>
#include <vector>

namespace scout::desktop {

struct Run {
    std::size_t first = 0;
    std::size_t count = 0;
};

struct RunDifference {
    std::vector<Run> removed;   ///< positions in the old list, ascending
    std::vector<Run> inserted;  ///< positions in the new list, ascending: to be inserted in this order
};

/// `compare(o, n)` orders old entry o and new entry n: < 0, 0 (the same), > 0. Both lists are sorted and unique.
template <typename Compare>
RunDifference runsBetween(std::size_t oldCount, std::size_t newCount, Compare compare) {
    const auto grow = [](std::vector<Run>& runs, std::size_t at) {
        if (!runs.empty() && runs.back().first + runs.back().count == at) {
            ++runs.back().count;
        } else {
            runs.push_back({at, 1});
        }
    };
    RunDifference difference;
    std::size_t o = 0;
    std::size_t n = 0;
    while (o < oldCount || n < newCount) {
        const int order = o == oldCount ? 1 : n == newCount ? -1 : compare(o, n);
        if (order < 0) {
            grow(difference.removed, o++);
        } else if (order > 0) {
            grow(difference.inserted, n++);
        } else {
            ++o;
            ++n;
        }
    }
    return difference;
}

}  // namespace scout::desktop
