// Which cards are drawn of what was chosen, and which card stands for each object. Internal to render.
#pragma once

#include <string>
#include <vector>

#include "render/chosen.h"

namespace scout::render {

/// A card: an object's own, or one for several objects.
using UnitIndex = std::uint32_t;
constexpr UnitIndex noUnit = std::numeric_limits<UnitIndex>::max();

struct Unit {
    enum class Kind {
        object,
        pods,         ///< Pods of a workload
        replicaSets,  ///< old revisions of a workload
        more,         ///< what the budget left out below a card
    };
    Kind kind = Kind::object;
    NodeIndex node = noNode;         ///< of an object
    UnitIndex parent = noUnit;       ///< the card that it hangs below
    std::vector<NodeIndex> objects;  ///< that a fold stands for
    std::vector<NodeIndex> parts;    ///< of an object: its ReplicaSets that are not drawn
    std::vector<NodeIndex> within;   ///< of a collapsed object: its effects that have no other visible cause
    Tone tone = Tone::unknown;       ///< of a fold the worst
    std::string id;
    bool drawn = true;
    bool foldable = false;
    bool collapsed = false;
};

struct Reduction {
    std::vector<Unit> units;
    std::vector<UnitIndex> unitOf;  ///< by node; noUnit for what the filter hides
    int hiddenByFilter = 0;
    int leftOut = 0;
};

/// Parts, collapsed cards, the filter and folds.
Reduction reduce(const Chosen& chosen, const DiagramOptions& options);

/// Keeps what the budget allows: `drawn` of the others becomes false and what is below a drawn card is gathered in a
/// unit of its own.
void keepBudget(Reduction& reduction, const Chosen& chosen, const DiagramOptions& options);

/// The worst of them.
Tone worstOf(const std::vector<NodeIndex>& nodes, const Chosen& chosen);

}  // namespace scout::render
