#include "base/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace scout::base {

std::size_t processors() {
    static constexpr std::size_t most = 8;
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most);
}

void sideBySide(std::size_t count, std::size_t places, const std::function<void(std::size_t, std::size_t)>& work) {
    std::atomic<std::size_t> next = 0;
    const auto takeTurns = [&](std::size_t place) {
        for (std::size_t i = next++; i < count; i = next++) work(place, i);
    };
    std::vector<std::thread> others;
    try {
        for (std::size_t place = 1; place < std::min(places, count); ++place) others.emplace_back(takeTurns, place);
    } catch (const std::system_error&) {
        // No more threads are to be had: those that are do all of it.
    }
    takeTurns(0);
    for (std::thread& other : others) other.join();
}

}  // namespace scout::base
