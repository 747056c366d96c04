#include "desktop/window/situation.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "desktop/window/plain_text.h"
#include "kube/resource.h"
#include "trace/graph_builder.h"

namespace scout::desktop {

using Feed = engine::LiveEvidence::Feed;
using Phase = Session::Phase;
using Source = Session::Source;
using Tone = Notice::Tone;

namespace {

const Offer demo{Remedy::exploreDemo, QStringLiteral("Explore the &demo")};
const Offer snapshot{Remedy::openSnapshot, QStringLiteral("&Open a snapshot…")};
const Offer kubeconfig{Remedy::chooseKubeconfig, QStringLiteral("Choose &kubeconfig…")};
const Offer context{Remedy::chooseContext, QStringLiteral("Choose another &context")};
const Offer retry{Remedy::retry, QStringLiteral("&Retry")};

QString asSentence(QString text) {
    if (text.isEmpty()) return text;
    text[0] = text[0].toUpper();
    if (!text.endsWith(QLatin1Char('.')) && !text.endsWith(QLatin1Char(':'))) text += QLatin1Char('.');
    return text;
}

QString sentence(const base::Error& error) {
    return asSentence(lines(error.what));
}

QString detailsOf(const base::Error& error) {
    QStringList parts{lines(error.what)};
    if (!error.where.empty()) parts << lines(error.where);
    if (!error.advice.empty()) parts << lines(error.advice);
    return parts.join(QLatin1Char('\n'));
}

QString advice(const base::Error& error) {
    QStringList parts;
    if (!error.where.empty()) parts << lines(error.where);
    if (!error.advice.empty()) parts << asSentence(lines(error.advice));
    return parts.join(QLatin1Char('\n'));
}

Notice noKubeconfig(const Circumstances& now) {
    Notice page;
    page.key = QStringLiteral("no kubeconfig");
    page.title = QStringLiteral("No kubeconfig found.");
    QStringList looked;
    if (!now.kubeconfigVariable) looked << QStringLiteral("$KUBECONFIG (not set)");
    for (const QString& file : now.kubeconfigMissing) looked << file + QStringLiteral(" (missing)");
    page.text = QStringLiteral("Looked in: ") + looked.join(QStringLiteral(", ")) + QStringLiteral(".\n") +
                QStringLiteral("Scout only reads: it never changes a cluster.");
    page.offers = {demo, snapshot, kubeconfig};
    return page;
}

Notice brokenKubeconfig(const base::Error& error) {
    Notice page;
    page.key = QStringLiteral("kubeconfig");
    page.tone = Tone::error;
    page.title = sentence(error);
    page.text = advice(error);
    page.offers = {kubeconfig, demo, snapshot};
    return page;
}

/// Title, cause and remedies of a whole source that failed.
Notice failure(const Circumstances& now) {
    const base::Error error = now.error.value_or(base::Error{});
    Notice notice;
    notice.key = QStringLiteral("failed");
    notice.tone = Tone::error;
    notice.title = sentence(error);
    notice.text = advice(error);
    notice.details = detailsOf(error);
    notice.offers = {retry};
    if (now.source != Source::cluster) {
        notice.title = QStringLiteral("Cannot open %1.").arg(now.sourceName);
        notice.text = sentence(error) + QLatin1Char('\n') + advice(error);
        notice.offers = {snapshot, retry, demo};
        return notice;
    }
    switch (error.kind) {
        case base::ErrorKind::auth:
            notice.title = QStringLiteral("The credentials for %1 were not accepted.").arg(now.sourceName);
            notice.text =
                sentence(error) + QLatin1Char('\n') + advice(error) + QStringLiteral("\nLog in again, then retry.");
            notice.offers = {retry, {Remedy::copyDetails, QStringLiteral("Copy &message")}, context};
            break;
        case base::ErrorKind::forbidden:
            notice.title = QStringLiteral("You may not list anything here.");
            notice.text = sentence(error);
            notice.copy = ruleFor(now.feeds);
            notice.offers = {{Remedy::chooseNamespaces, QStringLiteral("Choose &namespaces…")}, retry, context};
            if (!notice.copy.isEmpty())
                notice.offers.insert(notice.offers.begin() + 1,
                                     {Remedy::copyRule, QStringLiteral("&Copy the RBAC rule you need")});
            break;
        case base::ErrorKind::unreachable:
        case base::ErrorKind::timeout:
        case base::ErrorKind::tls:
            notice.title = QStringLiteral("Cannot reach %1.").arg(now.sourceName);
            notice.text = sentence(error) + QLatin1Char('\n') + advice(error);
            notice.offers = {retry, context, snapshot};
            break;
        case base::ErrorKind::config:
        case base::ErrorKind::usage:
        case base::ErrorKind::unsupported:
            notice.offers = {context, retry, kubeconfig};
            break;
        default:
            notice.offers = {retry, context};
            break;
    }
    return notice;
}

Notice loading(const Circumstances& now) {
    Notice page;
    page.key = QStringLiteral("loading");
    page.tone = Tone::busy;
    page.title = now.source == Source::cluster ? QStringLiteral("Reading %1…").arg(now.sourceName)
                                               : QStringLiteral("Opening %1…").arg(now.sourceName);
    page.text = now.stage;
    page.offers = {{Remedy::cancel, QStringLiteral("&Cancel")}};
    return page;
}

Notice nothingHere(const Circumstances& now) {
    Notice page;
    page.key = QStringLiteral("nothing");
    if (now.source != Source::cluster) {
        page.title = QStringLiteral("%1 holds no objects.").arg(now.sourceName);
        page.text = QStringLiteral("It was recorded without any, or its objects could not be read.");
        page.offers = {snapshot, demo};
    } else if (now.namespaces.isEmpty()) {
        page.title = QStringLiteral("Nothing was found in %1.").arg(now.sourceName);
        page.text =
            QStringLiteral("It has neither workloads nor anything that delivers them, or you may not see them.");
        page.offers = {{Remedy::retry, QStringLiteral("&Refresh")}, context};
    } else {
        page.title = QStringLiteral("Nothing in %1.").arg(now.namespaces.join(QStringLiteral(", ")));
        page.text = QStringLiteral(
            "There are neither workloads nor anything that delivers them. Whether the namespace exists was not asked: "
            "check its name.");
        page.offers = {{Remedy::allNamespaces, QStringLiteral("&All namespaces")},
                       {Remedy::chooseNamespaces, QStringLiteral("Choose &namespaces…")}};
    }
    return page;
}

std::optional<Notice> filteredAway(const Circumstances& now) {
    Notice page;
    page.key = QStringLiteral("filtered");
    if (!now.found.isEmpty() && now.foundRows == 0) {
        page.title = QStringLiteral("0 of %1 objects match “%2”.").arg(now.objects.value_or(0)).arg(now.found);
        page.text = QStringLiteral("Words are looked for in kind, name, namespace, state and status.");
        page.offers = {{Remedy::clearFind, QStringLiteral("&Clear filter")}};
        return page;
    }
    if (!now.cards || *now.cards > 0 || !now.objects || *now.objects == 0) return std::nullopt;
    if (now.problemsOnly && now.hiddenByFilter > 0) {
        page.title = QStringLiteral("No problems here.");
        page.text = QStringLiteral("%1 objects are hidden because none of them is a problem.").arg(now.hiddenByFilter);
        page.offers = {{Remedy::clearFilter, QStringLiteral("&Show them")}};
        return page;
    }
    if (now.hiddenByFilter == 0) return std::nullopt;
    page.title = QStringLiteral("The filter hides everything.");
    page.text = QStringLiteral("%1 objects are hidden by the filter.").arg(now.hiddenByFilter);
    page.offers = {{Remedy::clearFilter, QStringLiteral("&Clear filter")}};
    return page;
}

std::optional<Notice> forbiddenKinds(const Session::Feeds& feeds) {
    std::set<std::string> kinds;
    QStringList messages;
    for (const auto& feed : feeds) {
        if (feed.feed != Feed::forbidden) continue;
        if (kinds.insert(base::plural(feed.kind)).second) messages << detailsOf(feed.error);
    }
    if (kinds.empty()) return std::nullopt;
    QStringList names;
    for (const std::string& kind : kinds) names << line(kind);
    Notice bar;
    bar.key = QStringLiteral("forbidden");
    bar.tone = Tone::warning;
    bar.title =
        names.size() == 1
            ? QStringLiteral("1 kind cannot be listed: %1.").arg(names.front())
            : QStringLiteral("%1 kinds cannot be listed: %2.").arg(names.size()).arg(names.join(QStringLiteral(", ")));
    const auto period = std::chrono::round<std::chrono::minutes>(engine::LiveEvidence::Options{}.watchFor);
    bar.text = QStringLiteral(
                   "Where that is allowed they are read one by one, anew every %1 minutes and at once with F5; "
                   "the rest comes from other objects.")
                   .arg(period.count());
    bar.details = messages.join(QStringLiteral("\n\n"));
    bar.copy = ruleFor(feeds);
    bar.offers = {{Remedy::copyRule, QStringLiteral("&Copy the RBAC rule you need")},
                  {Remedy::chooseNamespaces, QStringLiteral("Choose &namespaces…")}};
    return bar;
}

Notice watchBroke(const Circumstances& now) {
    Notice bar;
    bar.key = QStringLiteral("paused");
    bar.tone = Tone::warning;
    bar.title = now.secondsToRetry > 0
                    ? QStringLiteral("Live updates paused, reconnecting in %1 s.").arg(now.secondsToRetry)
                    : QStringLiteral("Live updates paused, reconnecting…");
    for (const auto& feed : now.feeds) {
        if (feed.feed != Feed::reconnecting && feed.feed != Feed::failed) continue;
        bar.text = line(base::plural(feed.kind)) + QStringLiteral(": ") + sentence(feed.error);
        bar.details = detailsOf(feed.error);
        if (feed.error.kind == base::ErrorKind::forbidden) bar.copy = ruleFor(now.feeds);
        break;
    }
    bar.offers = {{Remedy::reconnectNow, QStringLiteral("&Now")}};
    if (!bar.copy.isEmpty()) bar.offers.push_back({Remedy::copyRule, QStringLiteral("&Copy the RBAC rule you need")});
    return bar;
}

Notice notDone(const Shortfall& shortfall) {
    Notice bar;
    bar.key = QStringLiteral("not done: ") + QString::fromStdString(shortfall.what);
    bar.tone = Tone::error;
    bar.title = asSentence(QString::fromStdString(shortfall.what));
    bar.text = sentence(shortfall.error) + QLatin1Char('\n') + advice(shortfall.error);
    bar.details = detailsOf(shortfall.error);
    bar.offers = {{Remedy::chooseBeyond, QStringLiteral("Registries and &signatures…")}};
    return bar;
}

std::optional<Notice> noGitOps(const Circumstances& now) {
    if (now.source != Source::cluster || now.phase != Phase::ready || now.applier || now.objects.value_or(0) == 0)
        return std::nullopt;
    QStringList missing;
    bool served = false;
    for (const auto& feed : now.feeds) {
        const auto& kinds = trace::surveyKinds();
        const bool applier = std::any_of(kinds.begin(), kinds.end(), [&](const trace::SurveyKind& kind) {
            return kind.role == trace::SurveyKind::Role::applier && kind.group == feed.group && kind.kind == feed.kind;
        });
        if (!applier) continue;
        if (feed.feed == Feed::notInstalled)
            missing << line(feed.kind + " (" + feed.group + ")");
        else
            served = true;
    }
    missing.removeDuplicates();
    Notice bar;
    bar.key = QStringLiteral("no applier");
    if (!served && !missing.isEmpty()) {
        bar.title = QStringLiteral("No GitOps controller found. Showing workloads and their owners.");
        bar.text =
            QStringLiteral("The cluster serves none of: ") + missing.join(QStringLiteral(", ")) + QLatin1Char('.');
    } else {
        const QString where = now.namespaces.isEmpty()
                                  ? QStringLiteral("here")
                                  : QStringLiteral("in ") + now.namespaces.join(QStringLiteral(", "));
        bar.title = QStringLiteral("Nothing %1 is managed by an applier that was seen.").arg(where);
    }
    return bar;
}

}  // namespace

Situation situationOf(const Circumstances& now) {
    Situation out;
    if (now.source == Source::none) {
        if (now.kubeconfigError && now.kubeconfigMissing.isEmpty()) {
            out.page = brokenKubeconfig(*now.kubeconfigError);
        } else if (now.kubeconfigError || now.contexts == 0) {
            out.page = noKubeconfig(now);
        } else {
            out.contexts = true;
        }
        return out;
    }
    for (const Shortfall& shortfall : now.shortfalls) out.bars.push_back(notDone(shortfall));
    const bool shown = now.objects.value_or(0) > 0;
    if (now.phase == Phase::failed) {
        if (shown) {
            out.stale = true;
            Notice bar = failure(now);
            if (now.source == Source::cluster && now.secondsToRetry > 0)
                bar.title += QStringLiteral(" Trying again in %1 s.").arg(now.secondsToRetry);
            bar.text += QStringLiteral("\nThe graph below is of %1.").arg(line(now.seenAt));
            bar.text = bar.text.trimmed();
            out.bars.push_back(std::move(bar));
        } else {
            out.page = failure(now);
            if (now.source == Source::cluster && now.secondsToRetry > 0)
                out.page->text += QStringLiteral("\nTrying again in %1 s.").arg(now.secondsToRetry);
            return out;
        }
    } else if (!shown) {
        if (now.phase == Phase::ready) {
            out.page = nothingHere(now);
        } else if (now.phase == Phase::idle) {
            Notice page;
            page.key = QStringLiteral("cancelled");
            page.title = QStringLiteral("Reading %1 was cancelled.").arg(now.sourceName);
            page.text = QStringLiteral("Nothing had been seen by then.");
            page.offers = {{Remedy::retry, QStringLiteral("&Start again")}, context, demo};
            out.page = std::move(page);
        } else {
            out.page = loading(now);
        }
    }
    if (now.source == Source::cluster && now.phase != Phase::failed) {
        if (auto bar = forbiddenKinds(now.feeds)) out.bars.push_back(*std::move(bar));
        if (isPaused(now.feeds)) out.bars.push_back(watchBroke(now));
        if (auto bar = noGitOps(now)) out.bars.push_back(*std::move(bar));
        if (!now.warnings.isEmpty()) {
            Notice bar;
            bar.key = QStringLiteral("warnings");
            bar.tone = Tone::warning;
            bar.title = asSentence(line(now.warnings.front().toStdString()));
            QStringList rest;
            for (const QString& warning : now.warnings.mid(1)) rest << asSentence(line(warning.toStdString()));
            bar.text = rest.join(QLatin1Char('\n'));
            out.bars.push_back(std::move(bar));
        }
    }
    if (shown && now.phase == Phase::idle) {
        out.stale = now.source == Source::cluster;
        Notice bar;
        bar.key = QStringLiteral("partial");
        bar.tone = Tone::warning;
        bar.title = QStringLiteral("Reading was cancelled: this is only a part.");
        bar.offers = {{Remedy::retry, QStringLiteral("&Read the rest")}};
        out.bars.push_back(std::move(bar));
    }
    if (!out.page && shown) out.page = filteredAway(now);
    return out;
}

QString ruleFor(const Session::Feeds& feeds) {
    std::map<std::string, std::set<std::string>> resources;  // by group
    std::set<std::string> namespaces;
    for (const auto& feed : feeds) {
        if (feed.error.kind != base::ErrorKind::forbidden) continue;
        const kube::Resource* known = kube::findBuiltin(feed.group, feed.kind);
        resources[feed.group].insert(known != nullptr ? known->plural : base::lower(base::plural(feed.kind)));
        namespaces.insert(feed.ns);
    }
    if (resources.empty()) return {};
    const bool oneNamespace = namespaces.size() == 1 && !namespaces.begin()->empty();
    std::string yaml = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ";
    yaml += oneNamespace ? "Role" : "ClusterRole";
    yaml += "\nmetadata:\n  name: scout-reader\n";
    if (oneNamespace) yaml += "  namespace: " + *namespaces.begin() + "\n";
    yaml += "rules:\n";
    for (const auto& [group, names] : resources) {
        yaml += "- apiGroups: [\"" + group + "\"]\n  resources: [";
        std::string list;
        for (const std::string& name : names) list += (list.empty() ? "\"" : ", \"") + name + "\"";
        yaml += list + "]\n  verbs: [\"get\", \"list\", \"watch\"]\n";
    }
    return QString::fromStdString(yaml);
}

bool isPaused(const Session::Feeds& feeds) {
    return std::any_of(feeds.begin(), feeds.end(),
                       [](const auto& feed) { return feed.feed == Feed::reconnecting || feed.feed == Feed::failed; });
}

bool isUnread(const Session::Feeds& feeds, const model::ObjectRef& ref) {
    return std::any_of(feeds.begin(), feeds.end(), [&](const auto& feed) {
        return feed.feed == Feed::forbidden && feed.group == ref.group && feed.kind == ref.kind &&
               (feed.ns.empty() || feed.ns == ref.ns);
    });
}

QString liveText(const Circumstances& now, base::Time clock) {
    const auto seen = base::parseTime(now.seenAt);
    switch (now.source) {
        case Source::none:
            return {};
        case Source::demo:
            return QStringLiteral("demo data");
        case Source::snapshot:
            return now.seenAt.empty() ? QStringLiteral("snapshot") : QStringLiteral("snapshot of ") + line(now.seenAt);
        case Source::cluster:
            break;
    }
    const QString age = seen ? QString::fromStdString(base::formatAge(clock.seconds - seen->seconds)) : QString();
    if (now.phase == Phase::failed) {
        return age.isEmpty() ? QStringLiteral("not connected") : QStringLiteral("paused, %1 old").arg(age);
    }
    if (now.phase == Phase::idle)
        return age.isEmpty() ? QStringLiteral("stopped") : QStringLiteral("stopped, %1 old").arg(age);
    if (isPaused(now.feeds)) {
        return now.secondsToRetry > 0 ? QStringLiteral("paused, reconnecting in %1 s").arg(now.secondsToRetry)
                                      : QStringLiteral("paused, reconnecting…");
    }
    if (now.phase == Phase::loading) return QStringLiteral("reading…");
    return age.isEmpty() ? QStringLiteral("live") : QStringLiteral("live, %1 ago").arg(age);
}

}  // namespace scout::desktop
