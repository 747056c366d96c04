// The mark, word and colour of every state. A colour only ever doubles a mark and a word, so that nothing is lost
// without it.
#pragma once

#include <string>
#include <string_view>

#include "model/ladder.h"
#include "model/trace.h"

namespace scout::render {

/// How a text for people is set.
struct TextStyle {
    bool color = false;   ///< ANSI colours; the caller knows the terminal, NO_COLOR and --color
    bool unicode = true;  ///< false: ASCII only, for a locale that is not UTF-8; other characters become \uXXXX
    bool wide = false;    ///< -o wide: full revisions, proofs and cost as well
    int width = 0;        ///< columns to wrap at; 0: no wrapping (not a terminal)
};

struct Mark {
    std::string_view symbol;  ///< found in ordinary terminal fonts, one column wide
    std::string_view ascii;
    std::string_view word;   ///< for people: "out of sync", where the JSON says "outofsync"
    std::string_view color;  ///< SGR parameter
};

Mark markOf(model::State state);
/// The mark of the state, or the one of a hop that is known by another's word only.
Mark markOf(const model::Hop& hop);
Mark markOf(model::VerdictState state);
Mark markOf(model::Severity severity);
/// The mark of a step of the ladder; `newest` is the first one.
Mark markOf(const model::LadderStep& step, bool newest, const model::Revisions& revisions);

/// Whether a reason only says the state's word again, as "OutOfSync" and "Progressing" do.
bool repeatsWord(const Mark& mark, std::string_view reason);

/// `text` in the mark's colour where the style has colours.
std::string paint(const Mark& mark, std::string_view text, const TextStyle& style);
/// The mark itself, painted.
std::string symbol(const Mark& mark, const TextStyle& style);

}  // namespace scout::render
