#include "trace/rules/registry_head.h"

#include "base/sentence.h"
#include "oci/pattern.h"
#include "oci/semver.h"

namespace scout::trace::rules {

namespace {

RegistryReading read(Board& board, const model::Hop& hop, Query::Type type, RegistryPlace place,
                     const std::string& missing, bool expected = true) {
    Query query;
    query.type = type;
    query.registry = std::move(place);
    const bool ask = board.options().reach.registries;
    RegistryReading reading{board.look(query, ask), {}};
    if (reading.answer == nullptr) {
        if (!ask) reading.unread = "the registry was not asked";
    } else if (reading.answer->isOutdated()) {
        reading.unread = "the registry was not asked since the newest revision came";
    } else if (reading.answer->isMissing()) {
        reading.unread = "the registry has " + missing;
        if (!expected) return reading;
        board.note({"not-in-registry", model::Severity::warning, hop.label(), "The registry has " + missing,
                    "Push it again, or correct what the source asks for. What runs keeps running until it has to be "
                    "fetched anew."});
    } else if (reading.answer->isUnseen()) {
        const base::Error& error = reading.answer->error();
        reading.unread = error.what;
        if (error.kind == base::ErrorKind::altered) {
            board.note({"content-altered", model::Severity::error, hop.label(),
                        base::asSentence(error.what) + " What the registry holds is not known",
                        base::asSentence(error.advice)});
        } else {
            board.note({"registry-unread", model::Severity::info, hop.label(),
                        "The registry was not read: " + error.what, base::asSentence(error.advice)});
        }
    }
    return reading;
}

}  // namespace

std::string textOf(const RegistryPlace& place, const std::string& tag) {
    const bool digest = tag.find(':') != std::string::npos;
    return place.registry + "/" + place.repository + (tag.empty() ? "" : (digest ? "@" : ":") + tag);
}

RegistryReading readManifest(Board& board, const model::Hop& hop, RegistryPlace place, const std::string& reference) {
    place.reference = reference;
    return read(board, hop, Query::Type::manifest, place, "no " + textOf(place, reference));
}

RegistryReading readIfThere(Board& board, const model::Hop& hop, RegistryPlace place, const std::string& reference) {
    place.reference = reference;
    return read(board, hop, Query::Type::manifest, place, "no " + textOf(place, reference), false);
}

NewestTag newestTag(const std::vector<std::string>& tags, const Followed& followed) {
    NewestTag newest;
    const auto constraint = oci::Constraint::parse(followed.constraint);
    if (!constraint) {
        newest.unread = "\"" + followed.constraint + "\" is no constraint of semantic versions";
        return newest;
    }
    const auto filter = oci::Pattern::parse(followed.filter);
    if (!filter) {
        newest.unread = "the filter \"" + followed.filter + "\" is a pattern that this program does not follow";
        return newest;
    }
    std::optional<oci::Version> best;
    for (const std::string& tag : tags) {
        if (!filter->matches(tag)) continue;
        auto version = oci::parseVersion(followed.chart ? oci::versionOfTag(tag) : tag, followed.loose);
        if (!version || !constraint->matches(*version) || (best && oci::compare(*version, *best) <= 0)) continue;
        best = std::move(version);
        newest.tag = tag;
    }
    newest.noneMatches = newest.tag.empty();
    if (newest.noneMatches) {
        newest.unread = "no tag matches " + followed.constraint +
                        (followed.filter.empty() ? "" : " and the filter " + followed.filter) + " (of " +
                        std::to_string(tags.size()) + ")";
    }
    return newest;
}

Head readHead(Board& board, const model::Hop& hop, const RegistryPlace& place, const Followed& followed) {
    Head head;
    head.tag = followed.tag;
    if (!followed.constraint.empty()) {
        const RegistryReading list = read(board, hop, Query::Type::tags, place, "no repository " + textOf(place, {}));
        head.unread = list.unread;
        head.isMissing = list.isMissing();
        if (!list.isNow()) return head;
        std::vector<std::string> tags;
        for (const base::Json& tag : list.value()["tags"].elements()) tags.push_back(tag.text());
        const bool complete = !list.value()["incomplete"].isTrue();
        const NewestTag newest = complete ? newestTag(tags, followed) : NewestTag{};
        head.tag = newest.tag;
        head.unread = complete ? newest.unread : textOf(place, {}) + " has more tags than were read";
        if (newest.noneMatches) {
            board.note({"no-version-matches", model::Severity::warning, hop.label(),
                        "In " + textOf(place, {}) + ", " + newest.unread,
                        "Push such a version, or widen the constraint; pre-releases match only where it names one "
                        "itself (>=1.0.0-0)."});
        }
        head.isMissing = newest.noneMatches;
        if (head.tag.empty()) return head;
        head.isKnown = followed.named;
        if (followed.named) return head;
    }
    head.reading = readManifest(board, hop, place, head.tag);
    head.unread = head.reading.unread;
    head.isKnown = head.reading.isNow();
    head.isMissing = head.reading.isMissing();
    return head;
}

}  // namespace scout::trace::rules
