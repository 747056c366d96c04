// What the window says when it cannot simply show a graph: a page in the middle, or bars above the graph, each with a
// sentence, a cause and what to do next. Pure: the window shows it, whatever it is.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "desktop/session/session.h"

namespace scout::desktop {

/// What a button of a notice does.
enum class Remedy {
    exploreDemo,
    openSnapshot,
    chooseKubeconfig,
    chooseContext,
    chooseBeyond,
    retry,
    reconnectNow,
    cancel,
    allNamespaces,
    chooseNamespaces,
    clearFilter,
    clearFind,
    drawEverything,
    copyRule,
    copyDetails,
    clearComparison,
};

struct Offer {
    Remedy remedy = Remedy::retry;
    QString label;
    bool operator==(const Offer&) const = default;
};

struct Notice {
    enum class Tone { info, busy, warning, error };
    QString key;  ///< the same key is the same bar: one that the user closed stays closed until its text changes
    Tone tone = Tone::info;
    QString title;              ///< one sentence
    QString text;               ///< cause and advice; may have several lines
    QString details;            ///< raw text to look at and copy, "" for none
    QString copy;               ///< what Remedy::copyRule puts on the clipboard
    std::vector<Offer> offers;  ///< the first is the main one
    bool operator==(const Notice&) const = default;
};

struct Situation {
    std::optional<Notice> page;  ///< in place of the graph
    std::vector<Notice> bars;    ///< above the graph or the page
    bool contexts = false;       ///< in place of the graph: the list of contexts to choose from
    bool stale = false;          ///< the graph is old, and nothing new is heard
};

/// What it depends on.
struct Circumstances {
    Session::Source source = Session::Source::none;
    Session::Phase phase = Session::Phase::idle;
    QString sourceName;
    std::optional<base::Error> error;
    Session::Feeds feeds;
    QStringList warnings;
    std::vector<Shortfall> shortfalls;
    QString stage;           ///< of the progress
    QStringList namespaces;  ///< asked for; empty: all

    std::optional<base::Error> kubeconfigError;
    QStringList kubeconfigMissing;  ///< files that were looked for
    bool kubeconfigVariable = false;
    int contexts = 0;

    std::optional<int> objects;  ///< of the graph; nothing while there is none
    int chains = 0;
    bool applier = false;  ///< any object is managed
    std::string seenAt;
    std::optional<int> cards;  ///< of the picture; nothing while there is none
    int hiddenByFilter = 0;
    bool problemsOnly = false;
    QString found;  ///< what the find box holds, where it filters (tree and table); "" elsewhere
    int foundRows = 0;
    int secondsToRetry = 0;
};

Situation situationOf(const Circumstances& now);

/// A ClusterRole (a Role where all are in one namespace) that allows to read what was forbidden. YAML; "" when nothing
/// was.
QString ruleFor(const Session::Feeds& feeds);

/// "live", "paused, reconnecting in 8 s", "stopped, 12s old", "snapshot of 2026-11-21 04:37 UTC" ...
QString liveText(const Circumstances& now, base::Time clock);
/// Its kind may not be listed: that it is not seen does not say that it is not there.
bool isUnread(const Session::Feeds& feeds, const model::ObjectRef& ref);
/// A watch is broken or was never there, while something is shown.
bool isPaused(const Session::Feeds& feeds);

}  // namespace scout::desktop
