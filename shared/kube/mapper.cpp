#include "kube/mapper.h"

#include <algorithm>
#include <functional>

#include "base/text.h"

namespace scout::kube {

namespace {

using base::Error;
using base::ErrorKind;
using Candidates = std::vector<const Resource*>;

/// One way to read what was typed; "deployments.v1.apps" may also be a kind of the group "v1.apps".
struct Reading {
    std::string name;  // lower case
    std::string version;
    std::string group;
};

std::vector<Reading> readings(std::string_view typeName) {
    const std::string text = base::lower(typeName);
    const auto first = text.find('.');
    if (first == std::string::npos) return {{text, {}, {}}};
    const std::string name = text.substr(0, first);
    const std::string rest = text.substr(first + 1);
    std::vector<Reading> out;
    const auto second = rest.find('.');
    if (second != std::string::npos) out.push_back({name, rest.substr(0, second), rest.substr(second + 1)});
    out.push_back({name, {}, rest});
    return out;
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

bool isFullName(const Resource& resource, const std::string& name) {
    return name == base::lower(resource.plural) || name == base::lower(resource.singular) ||
           name == base::lower(resource.kind);
}

bool isShortName(const Resource& resource, const std::string& name) {
    return contains(resource.shortNames, name);
}

struct Found {
    Candidates candidates;
    std::string version;
    bool byShortName = false;
};

// kubectl's order (client-go restmapper/shortcut.go, apimachinery meta/restmapper.go): a full name before a short one,
// the exact group before the beginning of one.
Found find(std::string_view typeName, const Candidates& all) {
    for (const Reading& reading : readings(typeName)) {
        if (reading.name.empty()) continue;
        for (const bool byBeginning : {false, true}) {
            if (byBeginning && (reading.group.empty() || !reading.version.empty())) continue;
            for (const bool byShortName : {false, true}) {
                Found found{{}, reading.version, byShortName};
                for (const Resource* resource : all) {
                    if (!(byShortName ? isShortName(*resource, reading.name) : isFullName(*resource, reading.name)))
                        continue;
                    const bool groupFits =
                        reading.group.empty() ||
                        (byBeginning ? resource->group.compare(0, reading.group.size(), reading.group) == 0
                                     : resource->group == reading.group);
                    const bool versionFits = reading.version.empty() || contains(resource->versions, reading.version);
                    if (groupFits && versionFits) found.candidates.push_back(resource);
                }
                if (!found.candidates.empty()) return found;
            }
        }
    }
    return {};
}

TypeMatch matchOf(const Found& found) {
    TypeMatch match{preferring(*found.candidates.front(), found.version), {}};
    for (auto other = found.candidates.begin() + 1; other != found.candidates.end(); ++other) {
        match.others.push_back(qualifiedName(**other));
    }
    return match;
}

int precedence(const Resource& resource) {
    if (isServerGroup(resource.group)) return 0;
    return findBuiltin(resource.group, resource.kind) != nullptr ? 1 : 2;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
    // The third row back serves swapped neighbours ("deplyoment"), the commonest slip.
    std::vector<std::size_t> before, previous(b.size() + 1), current(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, substitution});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                current[j] = std::min(current[j], before[j - 2] + 1);
            }
        }
        before = previous;
        previous = current;
    }
    return previous[b.size()];
}

std::string quoted(std::string_view text) {
    return "\"" + base::escapeControl(text) + "\"";
}

/// What may have been meant, nearest first, at most three.
std::vector<std::string> nearMatches(std::string_view typeName, const Candidates& all) {
    const Reading reading = readings(typeName).back();
    const std::size_t limit = std::max<std::size_t>(1, reading.name.size() / 4);
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const Resource* resource : all) {
        std::size_t best = limit + 1;
        std::string suggestion;
        const auto consider = [&](const std::string& name) {
            if (name.size() < 3) return;  // every two letters are near to two others
            const std::size_t distance = editDistance(reading.name, base::lower(name));
            if (distance < best) {
                best = distance;
                suggestion = name;
            }
        };
        consider(resource->plural);
        consider(resource->singular);
        for (const std::string& shortName : resource->shortNames) consider(shortName);
        if (best > limit) continue;
        // The name is right, so the group or the version is not.
        if (!reading.group.empty() || isShortName(*resource, reading.name)) suggestion = qualifiedName(*resource);
        near.emplace_back(best, suggestion);
    }
    std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> out;
    for (const auto& [distance, name] : near) {
        if (out.size() < 3 && !contains(out, name)) out.push_back(name);
    }
    return out;
}

std::optional<Error> categoryError(std::string_view typeName, const Candidates& all) {
    const std::string category = base::lower(typeName);
    std::vector<std::string> members;
    for (const Resource* resource : all) {
        if (contains(resource->categories, category)) members.push_back(qualifiedName(*resource));
    }
    if (members.empty()) return std::nullopt;
    if (members.size() > 6) members.resize(6), members.emplace_back("...");
    return Error{ErrorKind::usage,
                 quoted(typeName) + " is a category of resource types, not one of them",
                 {},
                 "Name one of its types: " + base::join(members, ", ")};
}

Error unknownType(std::string_view typeName, const Candidates& all, const Discovered& discovered) {
    Error error{ErrorKind::notInstalled, "the server doesn't have a resource type " + quoted(typeName), {}, {}};
    const auto near = nearMatches(typeName, all);
    if (!near.empty()) error.advice = "Did you mean " + base::join(near, " or ") + "? ";
    if (!discovered.unread.empty()) {
        std::vector<std::string> unread;
        for (const auto& entry : discovered.unread) unread.push_back(entry.groupVersion);
        error.advice += "Part of the server's list could not be read: " + base::join(unread, ", ") + ". ";
    }
    error.advice += "What the server has: kubectl api-resources";
    return error;
}

}  // namespace

std::optional<TypeMatch> builtinType(std::string_view typeName) {
    Candidates all;
    for (const Resource& resource : builtinResources()) all.push_back(&resource);
    const Found found = find(typeName, all);
    if (found.candidates.empty()) return std::nullopt;
    return matchOf(found);
}

base::Result<TypeMatch> resolveType(std::string_view typeName, const Discovered& discovered) {
    Candidates all;
    for (const Resource& resource : discovered.resources) all.push_back(&resource);
    std::stable_sort(all.begin(), all.end(),
                     [](const Resource* a, const Resource* b) { return precedence(*a) < precedence(*b); });
    const Found found = find(typeName, all);
    if (!found.candidates.empty()) {
        TypeMatch match = matchOf(found);
        if (!found.byShortName || match.others.empty() || precedence(*found.candidates.front()) < 2) return match;
        match.others.insert(match.others.begin(), qualifiedName(match.resource));
        return Error{ErrorKind::usage,
                     "the short name " + quoted(typeName) + " fits several resource types",
                     {},
                     "Name one of them in full: " + base::join(match.others, ", ")};
    }
    if (const auto category = categoryError(typeName, all)) return *category;
    // What the list may have missed is still what every server has, or Flux or Argo CD where they are installed.
    if (!discovered.unread.empty()) {
        if (const auto builtin = builtinType(typeName)) return *builtin;
    }
    return unknownType(typeName, all, discovered);
}

std::optional<Resource> resourceFor(std::string_view group, std::string_view kind, const Discovered* discovered) {
    if (const Resource* builtin = findBuiltin(group, kind)) return *builtin;
    if (discovered == nullptr) return std::nullopt;
    for (const Resource& resource : discovered->resources) {
        if (resource.group == group && resource.kind == kind) return resource;
    }
    return std::nullopt;
}

}  // namespace scout::kube
