#include "base/near_matches.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/text.h"

namespace scout::base {

namespace {

constexpr std::size_t most = 3;
/// Names longer than this are never compared letter by letter: the cost grows with the product of the lengths.
constexpr std::size_t longestCompared = 128;

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> twoBack(b.size() + 1);
    std::vector<std::size_t> back(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(twoBack, back);
        std::swap(back, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = back[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            row[j] = std::min({back[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], twoBack[j - 2] + 1);
        }
    }
    return row[b.size()];
}

/// Smaller is nearer; nothing near gives `far`.
std::size_t farness(const std::string& word, const std::string& candidate, std::size_t far) {
    if (word.size() > longestCompared || candidate.size() > longestCompared) return far;
    const std::size_t edits = editDistance(word, candidate);
    if (edits <= (word.size() + 2) / 4) return edits;
    const auto& [shorter, longer] =
        word.size() < candidate.size() ? std::pair(word, candidate) : std::pair(candidate, word);
    const bool isPart = shorter.size() >= 3 && longer.find(shorter) != std::string::npos;
    return isPart ? longer.size() : far;
}

}  // namespace

std::vector<std::string> nearMatches(std::string_view word, const std::vector<std::string>& candidates) {
    constexpr std::size_t far = std::string::npos;
    std::vector<std::pair<std::size_t, std::string>> near;
    const std::string lowered = lower(word);
    for (const std::string& candidate : candidates) {
        const std::size_t distance = farness(lowered, lower(candidate), far);
        if (distance != far) near.emplace_back(distance, candidate);
    }
    std::sort(near.begin(), near.end());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < near.size() && i < most; ++i) out.push_back(near[i].second);
    return out;
}

}  // namespace scout::base
