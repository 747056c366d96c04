// Regular expressions of Go's syntax (regexp/syntax), as far as tag filters use them, matched in time linear in the
// text whatever the pattern: patterns come from the cluster.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scout::oci {

class Pattern {
  public:
    /// Literals, ".", "|", groups, classes with ranges and \d \w \s, "^", "$", and * + ? {n,m} greedy or not. Nothing
    /// for any other syntax (flags, \b, Unicode classes ...) and for what is no pattern at all.
    static std::optional<Pattern> parse(std::string_view text);

    /// Whether it matches anywhere in the text, as Go's MatchString.
    bool matches(std::string_view text) const;

  private:
    /// Bytes that match, one bit each.
    struct Bytes {
        std::uint64_t bits[4] = {0, 0, 0, 0};
        void add(unsigned char byte) { bits[byte >> 6] |= std::uint64_t{1} << (byte & 63); }
        bool has(unsigned char byte) const { return ((bits[byte >> 6] >> (byte & 63)) & 1) != 0; }
    };
    enum class Op { byte, begin, end, split, match };
    struct Step {
        Op op = Op::match;
        Bytes bytes{};
        std::size_t next = 0;
        std::size_t other = 0;  ///< of a split
    };
    class Compiler;

    void reach(std::size_t step, std::size_t at, std::size_t length, std::vector<bool>& seen,
               std::vector<std::size_t>& list) const;

    std::vector<Step> m_steps;
    std::size_t m_start = 0;
};

}  // namespace scout::oci
