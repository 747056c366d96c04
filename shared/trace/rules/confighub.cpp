#include "trace/rules/confighub.h"

#include <algorithm>

#include "confighub/origin.h"

namespace scout::trace::rules {

void addConfigHubOrigin(Board& board, const model::KubeObject& object) {
    const auto origin = confighub::readOrigin(object.at("metadata"));
    if (!origin) return;

    const std::vector<model::Hop> path = board.pathTo(object.ref().id());
    const auto artifact =
        std::find_if(path.begin(), path.end(), [](const model::Hop& hop) { return hop.ociSource.has_value(); });
    model::ConfigHubOrigin claim;
    claim.space = origin->space;
    claim.unit = origin->unit;
    claim.revision = origin->revision;
    claim.target = origin->target;
    claim.confidence = "claimed";
    if (artifact != path.end()) {
        model::Hop* hop = board.find(artifact->id);
        if (hop->confighub && claim.target.empty()) claim.target = hop->confighub->target;
        hop->confighub = std::move(claim);
        return;
    }
    // Only when nothing else applies it: a unit is an origin, and the applier is the nearer cause.
    if (path.size() > 1) return;
    model::Hop hop;
    hop.id = "confighub:" + origin->space + "/" + origin->unit;
    hop.stage = model::Stage::confighub;
    hop.kind = "ConfigHub Unit";
    hop.name = origin->space.empty() ? origin->unit : origin->space + "/" + origin->unit;
    hop.revision = origin->revision;
    hop.claimed = true;
    hop.health = {model::State::unknown, "Claimed by the object; ConfigHub was not asked", {}, {}, {}};
    hop.confighub = std::move(claim);
    hop.verification = model::Verification{"claimed", origin->from, {}};
    const model::Hop& added = board.add(std::move(hop));
    const model::Hop* child = board.find(object.ref().id());
    board.connect(added, *child, "applies", {model::Grade::label, origin->from + " of " + child->label()});
    if (board.tool == "none") board.tool = "confighub";
}

}  // namespace scout::trace::rules
