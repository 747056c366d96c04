// What is looked at: the selected card, matches of the find box, filters, and the way back.
#include <QSignalBlocker>
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "desktop/graph/graph_view.h"
#include "desktop/graph/navigation.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/find_box.h"
#include "desktop/window/graph_model_cells.h"
#include "desktop/window/legend_bar.h"
#include "desktop/window/main_window_private.h"
#include "desktop/window/table_view.h"
#include "desktop/window/tree_view.h"

namespace scout::desktop {

namespace {

constexpr std::string_view foldPrefix = "fold:";

bool isFold(const std::string& cardId) {
    return cardId.compare(0, foldPrefix.size(), foldPrefix) == 0;
}

QStringList asList(const std::set<std::string>& ids) {
    QStringList list;
    for (const std::string& id : ids) list << QString::fromStdString(id);
    return list;
}

}  // namespace

void MainWindow::Private::showOptions() {
    pictureWanted = session->graph() != nullptr;
    session->show(options);
}

/// From here on nothing else is chosen for them: neither the worst chain nor what the command line asked for.
void MainWindow::Private::userChose() {
    chainsChosen = true;
    toSelect.clear();
    if (told.erase(QStringLiteral("select")) > 0) updateSituation();
}

/// Other chains, which may share cards with those that are shown.
void MainWindow::Private::placeAnew() {
    placing = true;
    graph->placeAnew();
}

void MainWindow::Private::select(const QString& cardId, bool remember) {
    if (remember) {
        userChose();
        toReveal.clear();
    }
    if (cardId == selection) return;
    selection = cardId;
    told.erase(QStringLiteral("hidden"));
    if (told.erase(QStringLiteral("gone")) > 0) {
        lastGraph.reset();
        noteGone();
        showOptions();
        if (dropLostChains()) return chooseFirstChain();
    }
    lastGraph.reset();
    if (view == View::graph) {
        const auto picture = session->picture();
        const auto card = picture && !cardId.isEmpty() ? picture->cardOf(cardId.toStdString()) : std::nullopt;
        const QString id = card ? QString::fromStdString(picture->diagram.cards[*card].id) : QString();
        if (graph->selected() != id) {
            const bool before = std::exchange(adopting, true);
            graph->select(id, true);
            adopting = before;
        }
    } else if (view == View::tree && tree->selected() != cardId) {
        tree->select(cardId);
    } else if (view == View::table && table->selected() != cardId) {
        table->select(cardId);
    }
    const auto at = std::find(matches.begin(), matches.end(), cardId.toStdString());
    match = at == matches.end() ? -1 : static_cast<int>(at - matches.begin());
    findBox->setResult(match + 1, static_cast<int>(matches.size()));
    updateDetails();
    if (remember) visit();
    updateSituation();
    updateActions();
}

void MainWindow::Private::updateDetails() {
    const auto seen = session->graph();
    const std::string id = selection.toStdString();
    const bool present = seen && !selection.isEmpty() && (isFold(id) || seen->find(id) != nullptr);
    if (present) {
        lastGraph = seen;
        if (told.erase(QStringLiteral("gone")) > 0) {  // it came back
            noteGone();
            showOptions();
            updateSituation();
        }
    } else if (const model::Hop* hop = lastGraph && seen && readingHasEnded() ? lastGraph->find(id) : nullptr) {
        // It was there a moment ago: what was last seen of it stays until something else is selected. While something
        // is read again, it may only not have come yet.
        Notice notice;
        notice.key = QStringLiteral("gone");
        notice.tone = Notice::Tone::warning;
        notice.title = (mayNotBeRead(*hop) ? QStringLiteral("%1 may not be read any more.")
                        : session->phase() == Session::Phase::idle
                            ? QStringLiteral("Reading was cancelled before %1 was seen again.")
                            : QStringLiteral("%1 is not there any more."))
                           .arg(spokenName(*hop));
        notice.text = QStringLiteral("The details show what was last seen of it.");
        if (std::exchange(told[notice.key], notice) != notice) {
            noteGone();
            showOptions();
            updateSituation();
        }
    }
    details->setSubject(session.get(), present || !lastGraph ? seen : lastGraph, selection);
    updateLadder();
}

/// In the graph of these chains.
void MainWindow::Private::show(const QString& id, const std::set<std::string>& wanted) {
    const bool other = wanted != options.chains;
    if (other) {
        options.chains = wanted;
        chains->select(wanted);
    }
    toReveal = id;
    select(id, false);
    if (other) placeAnew();
    if (other) showOptions();
    revealNow();
}

void MainWindow::Private::reveal(const QString& hopId) {
    if (!session->graph() || hopId.isEmpty()) return;
    userChose();
    const std::string id = hopId.toStdString();
    show(hopId, isFold(id) ? options.chains : chainsWith(id, options.chains));
    visit();
}

/// What was chosen in another view; what nobody chose comes with its picture.
void MainWindow::Private::revealSelection() {
    const std::string id = selection.toStdString();
    const auto seen = session->graph();
    if (!chainsChosen || graph->selected() == selection || !seen || seen->find(id) == nullptr) return;
    show(selection, chainsWith(id, options.chains));
}

/// As far as the picture that is shown has it; what stands in the way and is the user's own doing is undone, filters
/// are told.
void MainWindow::Private::revealNow() {
    const auto picture = session->picture();
    if (toReveal.isEmpty() || !picture || pictureWanted || view != View::graph) return;
    const std::string id = toReveal.toStdString();
    const auto at = picture->cardOf(id);
    if (at) {
        const render::Card& card = picture->diagram.cards[*at];
        const bool inside = card.id != id;
        if (inside && isFold(card.id) && options.expanded.insert(card.id).second) return showOptions();
        if (inside && card.collapsed && options.collapsed.erase(card.id) > 0) return showOptions();
        const QString cardId = QString::fromStdString(card.id);
        toReveal.clear();
        adopting = true;
        graph->select(cardId, true);
        adopting = false;
        if (!graph->showsEverything() || graph->isOverview()) graph->centerOn(cardId);
        updateActions();
        return;
    }
    const auto seen = session->graph();
    const model::Hop* hop = seen ? seen->find(id) : nullptr;
    if (hop == nullptr || told.count(QStringLiteral("hidden")) > 0) return;
    Notice notice;
    notice.key = QStringLiteral("hidden");
    const bool filtered = options.problemsOnly || !options.hiddenTones.empty();
    if (filtered) {
        notice.title = QStringLiteral("%1 is hidden by the filter.").arg(spokenName(*hop));
        notice.offers = {{Remedy::clearFilter, QStringLiteral("&Clear filter")}};
    } else if (picture->diagram.leftOut > 0) {
        notice.title = QStringLiteral("%1 is among what was left out.").arg(spokenName(*hop));
        notice.offers = {{Remedy::drawEverything, QStringLiteral("&Draw everything")}};
    } else {
        return;
    }
    told[notice.key] = notice;
    updateSituation();
}

void MainWindow::Private::visit() {
    if (!walking) history.visit({options.chains, selection});
    updateActions();
}

void MainWindow::Private::go(const Place& place) {
    walking = true;
    userChose();
    const std::string id = place.selection.toStdString();
    const auto seen = session->graph();
    show(place.selection, seen && seen->find(id) != nullptr ? chainsWith(id, place.chains) : place.chains);
    walking = false;
    updateActions();
}

void MainWindow::Private::stepProblem(int by) {
    if (!session->graph()) return;
    const std::vector<std::string> problems = findIndex().problems();
    if (problems.empty()) return say(QStringLiteral("No problems here."));
    const auto at = std::find(problems.begin(), problems.end(), selection.toStdString());
    const auto count = static_cast<std::ptrdiff_t>(problems.size());
    const std::ptrdiff_t next =
        at == problems.end() ? (by > 0 ? 0 : count - 1) : ((at - problems.begin()) + by + count) % count;
    reveal(QString::fromStdString(problems[static_cast<std::size_t>(next)]));
    say(QStringLiteral("Problem %1 of %2").arg(next + 1).arg(count));
}

void MainWindow::Private::stepNeighbour(bool towardsCause) {
    const auto picture = session->picture();
    if (!picture) return;
    const auto from = picture->cardOf(selection.toStdString());
    if (!from) return;
    const Adjacency adjacency(*picture);
    const auto to =
        nextCard(*picture, adjacency, CardIndex(*picture), *from, towardsCause ? Step::cause : Step::effect);
    if (to) select(QString::fromStdString(picture->diagram.cards[*to].id), true);
}

void MainWindow::Private::toggleFold(const QString& cardId) {
    const std::string id = cardId.toStdString();
    if (isFold(id)) {
        if (!options.expanded.insert(id).second) options.expanded.erase(id);
    } else if (options.collapsed.insert(id).second) {
        // Opened again it looks as it did at first.
        const std::string folds = std::string(foldPrefix) + id + ":";
        for (auto it = options.expanded.lower_bound(folds); it != options.expanded.end() && it->starts_with(folds);)
            it = options.expanded.erase(it);
    } else {
        options.collapsed.erase(id);
    }
    settings.setFolds(sourceKey(), asList(options.expanded), asList(options.collapsed));
    showOptions();
}

void MainWindow::Private::setFilter() {
    const auto hidden = legend->hiddenTones();
    const bool problems = actions.problemsOnly->isChecked();
    const int budget = actions.drawEverything->isChecked() ? 0 : render::DiagramOptions().budget;
    const bool replicaSets = actions.replicaSets->isChecked();
    if (hidden != options.hiddenTones || problems != options.problemsOnly || budget != options.budget ||
        replicaSets != options.replicaSets) {
        options.hiddenTones = hidden;
        options.problemsOnly = problems;
        options.budget = budget;
        options.replicaSets = replicaSets;
        told.erase(QStringLiteral("hidden"));
        showOptions();
    }
    // The tree and the table list what is found; the graph dims the rest.
    if (view == View::tree) {
        tree->setFilter(hidden, listed());
        tree->select(selection);
    } else if (view == View::table) {
        table->setFilter(hidden, listed());
        table->select(selection);
    }
    updateLegend();
    updateSituation();
    updateActions();
}

/// What the words and "problems only" leave of the objects; nothing when neither is asked for.
std::optional<std::set<std::string>> MainWindow::Private::listed() {
    const FindQuery query = parseFind(findBox->text());
    const bool problems = actions.problemsOnly->isChecked();
    if (query.empty() && !problems) return std::nullopt;
    const auto ids = query.empty() ? findIndex().problems() : findIndex().find(query);
    std::set<std::string> only(ids.begin(), ids.end());
    if (!query.empty() && problems) {
        const auto bad = findIndex().problems();
        const std::set<std::string> wanted(bad.begin(), bad.end());
        std::erase_if(only, [&](const std::string& id) { return !wanted.contains(id); });
    }
    return only;
}

void MainWindow::Private::clearFilter() {
    legend->clear();
    const QSignalBlocker quiet(actions.problemsOnly);
    actions.problemsOnly->setChecked(false);
    // In the tree and the table the words filter too.
    if (view != View::graph && !findBox->text().isEmpty()) {
        findBox->setText({});
        return findChanged();
    }
    setFilter();
}

const FindIndex& MainWindow::Private::findIndex() {
    if (!index || findGraph != session->graph()) {
        findGraph = session->graph();
        index = std::make_unique<FindIndex>(findGraph ? findGraph : std::make_shared<const model::Graph>());
    }
    return *index;
}

void MainWindow::Private::findChanged() {
    findLater.stop();
    const FindQuery query = parseFind(findBox->text());
    matches = query.empty() ? std::vector<std::string>{} : findIndex().find(query);
    const auto at = std::find(matches.begin(), matches.end(), selection.toStdString());
    match = at == matches.end() ? -1 : static_cast<int>(at - matches.begin());
    findBox->setResult(match + 1, static_cast<int>(matches.size()));
    showMatches();
    if (view != View::graph) setFilter();
    updateActions();
}

void MainWindow::Private::showMatches() {
    std::set<std::string> cards;
    if (const auto picture = session->picture()) {
        for (const std::string& id : matches) {
            if (const auto card = picture->cardOf(id)) cards.insert(picture->diagram.cards[*card].id);
        }
    }
    graph->setMatches(std::move(cards));
}

void MainWindow::Private::stepMatch(int by) {
    if (findLater.isActive()) findChanged();
    if (matches.empty()) return;
    const auto count = static_cast<int>(matches.size());
    match = match < 0 ? (by > 0 ? 0 : count - 1) : (match + by + count) % count;
    const int now = match;
    reveal(QString::fromStdString(matches[static_cast<std::size_t>(now)]));
    match = now;
    findBox->setResult(match + 1, count);
}

void MainWindow::Private::trySelectWhenSeen() {
    if (toSelect.isEmpty() || !session->graph()) return;
    FindQuery query = parseFind(toSelect);
    for (const QString& ns : openNamespaces) query.namespaces.push_back(ns.toStdString());
    const auto found = findIndex().find(query);
    if (!found.empty()) {
        const QString asked = toSelect;
        reveal(QString::fromStdString(found.front()));
        history.clear();  // nobody chose what was shown before
        visit();
        // As long as not all is read, it may be the wrong one, or in a chain that becomes part of another one.
        if (session->phase() != Session::Phase::ready) toSelect = asked;
        return;
    }
    if (!readingHasEnded()) {
        if (told.erase(QStringLiteral("select")) > 0) updateSituation();
        return;
    }
    const bool all = session->phase() == Session::Phase::ready;
    Notice notice;
    notice.key = QStringLiteral("select");
    notice.tone = Notice::Tone::warning;
    notice.title = (all ? QStringLiteral("Nothing here matches “%1”.")
                        : QStringLiteral("Reading was cancelled before “%1” was seen."))
                       .arg(toSelect);
    notice.text = QStringLiteral("It is looked for again whenever something new is seen.");
    if (all && !openNamespaces.isEmpty()) notice.offers = {{Remedy::allNamespaces, QStringLiteral("&All namespaces")}};
    told[notice.key] = notice;
    updateSituation();
}

}  // namespace scout::desktop
