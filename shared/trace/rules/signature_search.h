// Finds what a registry holds of signatures for one digest, and has each judged. Internal to rules/signatures.
#pragma once

#include <string>
#include <vector>

#include "signing/verdict.h"
#include "trace/board.h"

namespace scout::trace::rules {

struct FoundSignatures {
    std::vector<signing::Verdict> verdicts;
    struct Unseen {
        std::string what;  ///< "the referrers"
        std::string why;
        std::string advice;
    };
    std::vector<Unseen> unseen;
    bool pending = false;  ///< an answer is still awaited
    int passedOver = 0;    ///< more than are looked at
};

FoundSignatures findSignatures(Board& board, const RegistryPlace& place, const std::string& digest,
                               const signing::Trust& trust);

}  // namespace scout::trace::rules
