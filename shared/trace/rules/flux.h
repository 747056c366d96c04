// Rules for Flux: which applier an object's labels claim, whether the applier's inventory agrees, and what it applied.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

inline constexpr std::string_view fluxKustomizeGroup = "kustomize.toolkit.fluxcd.io";
inline constexpr std::string_view fluxHelmGroup = "helm.toolkit.fluxcd.io";
inline constexpr std::string_view fluxSourceGroup = "source.toolkit.fluxcd.io";
inline constexpr std::string_view fluxOperatorGroup = "fluxcd.controlplane.io";

/// Whether `ref` is one of Flux' appliers or sources, so that it leads to a source by itself.
bool isFluxApplier(const model::ObjectRef& ref);
bool isFluxSource(const model::ObjectRef& ref);

/// Whether spec.kubeConfig may lead the applier to another cluster, whose objects its inventory then lists.
bool deliversElsewhere(const model::KubeObject& applier);
/// Why `object`, which its status.inventory lists, is the applier's.
model::Because becauseInventory(const model::KubeObject& applier, const model::ObjectRef& object);

/// Describes an applier as a hop, without looking further.
model::Hop describeFluxApplier(const model::KubeObject& applier, const Options& options);

/// A label outlives the applier that set it, when that one was deleted without pruning.
enum class Appliers {
    there,  ///< or not known not to be
    gone,
};
/// Follows every Flux owner label of `object`, which is on the board, that names such an applier. The first applier of
/// all has the main path, and others are beside it: `followed` says that there is one. True when there is one now (or
/// a hole in its place); the label alone, contradicted by the inventory, gives a finding and no edge.
bool followFluxLabels(Board& board, const model::KubeObject& object, Appliers which, bool followed);

/// Follows the applier, whose inventory lists `object`, which is on the board. True when it was added as the cause, or
/// its answer is awaited.
bool followFluxApplierThatLists(Board& board, const model::KubeObject& object, const model::ObjectRef& applier);

/// Whether a label names an applier other than the object itself.
bool hasFluxLabels(const model::KubeObject& object);
/// Connects appliers that are on the board and list `object`, which is there too. Asks nothing.
void connectKnownFluxAppliers(Board& board, const model::KubeObject& object);

/// From an applier that is on the board to its source, with the revisions of the ladder, and to what declares it.
void followFluxApplier(Board& board, const model::KubeObject& applier);

}  // namespace scout::trace::rules
