// Which chains are shown, and what is told of them.
#include <algorithm>
#include <set>

#include "desktop/window/chains_model.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/details_summary_content.h"
#include "desktop/window/ladder_strip.h"
#include "desktop/window/main_window_private.h"
#include "desktop/window/namespace_chooser.h"
#include "model/graph_findings.h"

namespace scout::desktop {

namespace {

/// The hop that the verdict names, else the object that it is of.
std::string whereHeldBack(const model::Graph& graph, const model::Chain& chain) {
    if (chain.verdict.state == model::VerdictState::ready) return chain.id;
    if (std::string place = model::verdictPlace(graph, chain); !place.empty()) return place;
    return chain.subject.empty() ? chain.id : chain.subject;
}

bool holds(const model::Chain& chain, const std::string& id) {
    return std::binary_search(chain.members.begin(), chain.members.end(), id);
}

const model::Chain* chainHolding(const model::Graph& graph, const std::string& id) {
    const auto chain =
        std::find_if(graph.chains.begin(), graph.chains.end(), [&](const model::Chain& one) { return holds(one, id); });
    return chain == graph.chains.end() ? nullptr : &*chain;
}

}  // namespace

/// While more is being read: the first chain is in trouble for sure, and worse than the one that is shown.
bool MainWindow::Private::worseHasCome() const {
    const auto seen = session->graph();
    if (!seen || session->phase() != Session::Phase::loading || options.chains.size() != 1) return false;
    const model::Chain* shown = seen->chain(*options.chains.begin());
    const model::Chain* first = seen->chain(chains->first().toStdString());
    if (shown == nullptr || first == nullptr) return false;
    const int trouble = model::badness(first->verdict.state);
    return trouble < model::badness(model::VerdictState::incomplete) && trouble < model::badness(shown->verdict.state);
}

/// The worst chain, as long as the user has not chosen another one; again when all have come.
void MainWindow::Private::chooseFirstChain() {
    if (chainsChosen || !session->graph()) return;
    const QString first = chains->first();
    if (first.isEmpty() || options.chains == std::set<std::string>{first.toStdString()}) return;
    chooseChains({first.toStdString()}, false);
}

void MainWindow::Private::chooseChains(const std::set<std::string>& wanted, bool byUser) {
    if (byUser) userChose();
    const bool other = options.chains != wanted || !session->picture();
    options.chains = wanted;
    chains->select(wanted);
    updateLadder();
    toReveal.clear();
    const auto seen = session->graph();
    const model::Chain* chain = seen && wanted.size() == 1 ? seen->chain(*wanted.begin()) : nullptr;
    if (chain != nullptr && other) {
        // Where the chain is held back; for one that is well, where it begins.
        select(QString::fromStdString(whereHeldBack(*seen, *chain)), false);
    }
    if (other) placeAnew();
    if (other) showOptions();
    if (other && !byUser) history.clear();  // nobody chose what was shown before, and nobody wants back there
    visit();
    setFilter();
}

/// A chain whose applier or workload was deleted is not there to be shown any more. True when another one is to be
/// chosen.
bool MainWindow::Private::dropLostChains() {
    const auto seen = session->graph();
    if (!seen || !readingHasEnded() || options.chains.empty()) return false;
    // Kept as long as its selected card is.
    const std::string selected = selection.toStdString();
    if (lastGraph && lastGraph->find(selected) != nullptr && seen->find(selected) == nullptr) return false;
    std::set<std::string> left;
    for (const std::string& id : options.chains) {
        if (seen->chain(id) != nullptr) left.insert(id);
    }
    if (left.size() == options.chains.size()) return false;
    // What was chosen may have come into another one: as soon as its applier is seen.
    const model::Chain* now = left.empty() && chainsChosen ? chainHolding(*seen, selected) : nullptr;
    if (now != nullptr) left.insert(now->id);
    chainsChosen = chainsChosen && !left.empty();
    options.chains = left;
    if (left.empty()) return true;
    if (now != nullptr) placeAnew();
    chains->select(left);
    showOptions();
    return false;
}

/// `open`, as long as one of them has the object, else its own one. What is in no chain is only in the picture of all.
std::set<std::string> MainWindow::Private::chainsWith(const std::string& id, const std::set<std::string>& open) const {
    const auto seen = session->graph();
    const bool has = std::any_of(seen->chains.begin(), seen->chains.end(), [&](const model::Chain& chain) {
        return open.count(chain.id) > 0 && holds(chain, id);
    });
    if (has || open.empty()) return open;
    const model::Chain* chain = chainHolding(*seen, id);
    return chain != nullptr ? std::set<std::string>{chain->id} : std::set<std::string>{};
}

void MainWindow::Private::stepChain(int by) {
    QStringList listed;
    for (int row = 0; row < chains->model()->rowCount(); ++row) listed << chains->model()->idAt(row);
    if (listed.isEmpty()) return;
    const qsizetype at =
        options.chains.size() == 1 ? listed.indexOf(QString::fromStdString(*options.chains.begin())) : -1;
    const qsizetype next = at < 0 ? (by > 0 ? 0 : listed.size() - 1) : (at + by + listed.size()) % listed.size();
    chooseChains({listed[next].toStdString()}, true);
}

void MainWindow::Private::applyNamespaces(const QStringList& chosen) {
    namespaces->setChosen(chosen);
    if (session->source() == Session::Source::cluster) {
        settings.setNamespaces(session->sourceName(), chosen);
        w.openContext(session->sourceName(), chosen);
        return;
    }
    chains->setNamespaces(chosen);
    if (session->source() == Session::Source::none) return;
    const QString first = chains->first();
    if (!first.isEmpty()) chooseChains({first.toStdString()}, true);
}

/// Of the open chain: of the selected object where that has an answer of its own, else of the one that the chain's
/// verdict is about. Of several chains there is no one ladder.
void MainWindow::Private::updateLadder() {
    const auto seen = session->graph();
    const model::Chain* chain = seen && options.chains.size() == 1 ? seen->chain(*options.chains.begin()) : nullptr;
    if (chain == nullptr) return ladder->setLadder(std::nullopt);
    std::shared_ptr<const model::Trace> trace;
    const std::string selected = selection.toStdString();
    if (std::binary_search(chain->members.begin(), chain->members.end(), selected))
        trace = nearestTrace(*seen, selected).trace;
    for (const std::string& id : {chain->subject, chain->id}) {
        const auto known = seen->traces.find(id);
        if (!trace && known != seen->traces.end()) trace = known->second;
    }
    if (!trace) return ladder->setLadder(std::nullopt);
    const base::Time now = session->source() == Session::Source::cluster
                               ? environment.session.now()
                               : base::parseTime(seen->seenAt).value_or(environment.session.now());
    ladder->setLadder(ladderOf(*trace, [now](const std::string& rfc3339) {
        const auto at = base::parseTime(rfc3339);
        return at ? QString::fromStdString(base::formatAge(now.seconds - at->seconds)) : QString();
    }));
}

bool MainWindow::Private::mayNotBeRead(const model::Hop& hop) const {
    const auto ref = model::objectOf(hop);
    return ref && hop.cluster.empty() && isUnread(session->feeds(), *ref);
}

/// What is drawn although it is there no more: what a comparison has lost, and the selected object until something
/// else is selected.
void MainWindow::Private::noteGone() {
    options.gone.clear();
    options.goneEdges.clear();
    options.unread.clear();
    const auto add = [this](const model::Graph& from, const std::set<std::string>& ids, bool seenAgain) {
        for (const std::string& id : ids) {
            const model::Hop* hop = from.find(id);
            if (hop == nullptr) continue;
            options.gone.push_back(*hop);
            if (mayNotBeRead(*hop))
                options.unread[id] = "may not be read any more";
            else if (!seenAgain)
                options.unread[id] = "not seen again before reading was cancelled";
        }
        for (const model::Edge& edge : from.edges) {
            if (ids.count(edge.from) > 0 || ids.count(edge.to) > 0) options.goneEdges.push_back(edge);
        }
    };
    if (comparison && comparison->before) {
        std::set<std::string> removed;
        for (const auto& entry : comparison->difference.nodes) {
            if (entry.change == model::GraphDifference::Change::removed) removed.insert(entry.id);
        }
        if (!removed.empty()) add(*comparison->before, removed, true);
    }
    if (told.count(QStringLiteral("gone")) == 0 || !lastGraph) return;
    std::set<std::string> lost{selection.toStdString()};
    const auto seen = session->graph();
    for (const model::Chain& chain : lastGraph->chains) {
        if (options.chains.count(chain.id) == 0 || seen->chain(chain.id) != nullptr) continue;
        for (const std::string& member : chain.members) {
            if (seen->find(member) == nullptr) lost.insert(member);
        }
    }
    add(*lastGraph, lost, session->phase() != Session::Phase::idle);
}

}  // namespace scout::desktop
