// What a picture of a graph says, before it is placed or painted: cards with their words, lines with their proof, the
// legend, and what was left out.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/graph.h"

namespace scout::render {

/// The colour family of a state (facts/status.md 3.5). A tone only ever doubles a shape, a glyph and a word.
enum class Tone { ok, working, problem, attention, missing, paused, leaving, unknown };
constexpr int toneCount = 8;
Tone toneOf(model::State state);
Tone toneOf(model::VerdictState state);
/// "Ready", "Progressing", "Failed", "Attention", "Missing", "Suspended", "Terminating", "Unknown".
std::string_view name(Tone tone);
/// 0 is the worst: problem, missing, attention, unknown, working, leaving, paused, ok.
int severityRank(Tone tone);

/// Cards that a fold stands for, and cards that the budget left out, are still counted in the legend.
/// A short remark in a card's corner.
struct Chip {
    Tone tone = Tone::unknown;
    std::string glyph;  ///< "!", "✓": hue never says it alone
    std::string text;   ///< "2", "verified"
    std::string words;  ///< as it is said: "2 warnings", "signature verified"
    bool operator==(const Chip&) const = default;
};

struct Card {
    /// Hop id. Of a fold "fold:" + the parent's id + ":" + kind, or ":more" for what the budget left out below a card.
    /// In a redacted picture made of numbers, like every other id in it.
    std::string id;
    int column = 0;      ///< index for the layout
    bool flows = false;  ///< Pods and their folds
    std::string icon;    ///< name in resources/icons without ending: "deployment", "kustomization" ...
    std::string kind;    ///< "Deployment"
    std::string name;
    std::string ns;  ///< only where the picture mixes namespaces, else ""
    Tone tone = Tone::unknown;
    bool forbidden = false;          ///< lock instead of the tone's glyph
    bool claimed = false;            ///< known only by another's word
    std::string word;                ///< state in words: "failed", "out of sync" (render/marks.h)
    std::string fact;                ///< one: "3/3 ready", "main@sha1:1a2b3c4d", "r12"; "" when there is none
    std::string age;                 ///< "3h" from created to Options::now, "" when not known
    std::string status;              ///< full status line for tooltips and screen readers
    std::vector<Chip> chips;         ///< warnings and errors that were found about it, a signature that was checked
    std::vector<std::string> notes;  ///< what the chips count, in words; empty in a redacted picture
    std::string cluster;  ///< context of the cluster it was read from where that is not the traced one, else ""
    std::vector<std::string> folded;  ///< hop ids that this card stands for; empty for an ordinary card
    std::vector<std::string> parts;   ///< hop ids of a workload's ReplicaSets that are not drawn by themselves
    bool foldable = false;            ///< has effects that can be folded away, or is a fold itself
    bool collapsed = false;           ///< its effects are folded away by the user
    int change = 0;                   ///< 0 none, 1 added, 2 changed, 3 removed: for compare
    bool operator==(const Card&) const = default;
};

enum class Stroke { solid, dashed, dotted };  ///< proven; label only; inferred

struct Line {
    std::string from;  ///< card ids
    std::string to;
    Stroke stroke = Stroke::solid;
    int rank = 0;         ///< layout::Link::rank, by grade
    bool broken = false;  ///< the revision stops matching here
    std::string label;    ///< on a broken line "1a2b3c4d ≠ 9f8e7d6c", else ""
    std::string because;  ///< proof in words, for tooltips and "Why?"
    bool operator==(const Line&) const = default;
};

struct Header {
    int first = 0;  ///< columns it spans
    int last = 0;
    std::string text;       ///< "GIT", "CONFIGHUB", "OCI" or "ARTIFACT", "GITOPS", "WORKLOAD", "REPLICASETS", "PODS"
    std::string icon = {};  ///< name in resources/icons
    bool operator==(const Header&) const = default;
};

struct Diagram {
    std::string title;     ///< "Deployment/frontend in prod", "42 chains in prod-east"
    std::string verdict;   ///< "failed at Kustomization/apps: the source is not there"; "" for several chains
    std::string subtitle;  ///< "context prod-east · 2026-11-21 04:37:09 UTC"
    bool demo = false;     ///< marked DEMO DATA
    std::vector<Header> headers;
    std::vector<Card> cards;  ///< by id
    std::vector<Line> lines;  ///< by (from, to)
    /// Of every object in the chosen chains, drawn or not, that has a state: not of what is merely claimed, nor of a
    /// ReplicaSet in its workload's card unless it is worse than that one.
    std::map<Tone, int> counts;
    std::map<Tone, int> found;  ///< the same objects by the worst that was found about them (worstOf)
    int hiddenByFilter = 0;     ///< objects
    int leftOut = 0;            ///< objects that the budget left out, those that a card ":more" stands for included
    bool operator==(const Diagram&) const = default;
};

struct DiagramOptions {
    std::set<std::string> chains;  ///< ids; empty: all
    int budget = 500;              ///< cards; 0: draw everything. Problems and the paths to them go first
    /// A workload's Pods above that many fold into one card; bad ones stay outside, at most 4. Old ReplicaSets, where
    /// they are drawn, fold as well. INT_MAX: nothing folds.
    int foldPodsAbove = 5;
    bool replicaSets = false;         ///< false: Pods hang directly below their workload
    std::set<std::string> expanded;   ///< fold ids that the user opened
    std::set<std::string> collapsed;  ///< card ids whose effects the user folded away
    std::set<Tone> hiddenTones;       ///< by the legend's filter; what leads to a shown card stays
    bool problemsOnly = false;        ///< what model::problemsOf names; what leads there stays
    bool redact = false;  ///< names, namespaces, URLs and revisions become "Deployment 1", "namespace 2" ...
    bool demo = false;
    std::string title;                   ///< "" makes one; not used in a redacted picture
    base::Time now;                      ///< ages count to here
    std::map<std::string, int> changes;  ///< hop id -> Card::change
    /// Drawn as missing where they stood although the graph has them no more: what was deleted while it was selected,
    /// what a comparison has lost. With the edges that led there.
    std::vector<model::Hop> gone;
    /// Those of `gone` that may well be there, by id, and what is said of them: drawn as unknown.
    std::map<std::string, std::string> unread;
    std::vector<model::Edge> goneEdges;
};

/// Tone::problem when there is an error, Tone::attention for a warning, nothing when all is merely worth knowing.
std::optional<Tone> worstOf(const std::vector<model::Finding>& findings);

/// By the legend's filter. What is merely claimed has no state: any filter by state hides it.
bool isHidden(const model::Hop& hop, const std::set<Tone>& hiddenTones);

Diagram diagramOf(const model::Graph& graph, const DiagramOptions& options);
/// The line below the title: the verdict and the subtitle.
std::string caption(const Diagram& diagram);

}  // namespace scout::render
