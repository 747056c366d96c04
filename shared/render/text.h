// A trace as text for people: the tree of requirement 000 and a closing part. Pure layout: every word about the cluster
// comes out of the trace.
#pragma once

#include <string>
#include <vector>

#include "model/trace.h"
#include "render/marks.h"

namespace scout::render {

/// What the layout decides:
/// - The heading ends with " in NAMESPACE", except for cluster-scoped objects and for Applications in Argo CD's default
/// namespace
///   `argocd` (requirement 000 writes "TRACE: Application/frontend-app").
/// - A hop that is ready has its mark only; any other one has its state's word behind its name: "✗ Kustomization/apps
/// (failed)",
///   "? Kustomization/apps (forbidden)", "◦ Git/acme/apps (claimed)".
/// - Graph nodes beside the main chain stand under the hop that they lead to, as "Also from:". Nodes that lead to none
/// of them
///   stand behind the tree as "Also seen:".
/// - "All levels in sync. Managed by TOOL." needs a ready verdict and a fully managed chain. A ready chain with a link
/// that rests
///   on a label or a guess, or without a source, says "Ready. Managed by TOOL, but not proven all the way." and names
///   the gap.
/// - A message is said once: the verdict's own hop leaves it to the verdict, and so does a finding with the same one.
/// - The revisions stand together by content, newest first, when one of them is behind, the source itself was asked, or
/// what is live is not healthy; each with its time and place in wide. The verdict says between which the newest
/// stopped.
/// - Hashes in revisions and status lines are short unless wide; messages are never shortened, so that they can be
/// searched for. Ends with a line feed.
std::string toText(const model::Trace& trace, const TextStyle& style);
/// Several traces, with a line "---" between them.
std::string toText(const std::vector<model::Trace>& traces, const TextStyle& style);

}  // namespace scout::render
