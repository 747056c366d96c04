#include "trace/rules/hydrator.h"

#include <nlohmann/json.hpp>

#include "model/revision.h"
#include "trace/rules/git.h"

namespace scout::trace::rules {

namespace {

struct Operation {
    base::Json operation;
    const char* field = "";
};

// The operation that wrote the commit; absent when none is recorded that did.
Operation operationThatWrote(const base::Json& status, const std::string& commit) {
    if (commit.empty()) return {};
    for (const char* field : {"lastSuccessfulOperation", "currentOperation"}) {
        const base::Json operation = status[field];
        const bool done = operation["phase"].text("Hydrated") == "Hydrated";
        if (done && operation["hydratedSHA"].text() == commit && !operation["drySHA"].text().empty())
            return {operation, field};
    }
    return {};
}

model::Health healthOf(const base::Json& status, const Operation& proven) {
    const base::Json current = status["currentOperation"];
    const std::string phase = current["phase"].text();
    if (phase == "Failed") {
        const std::string message = current["message"].text();
        return {model::State::failed, message.empty() ? "Hydration failed" : message, "HydrationFailed", message,
                current["finishedAt"].text()};
    }
    if (phase == "Hydrating")
        return {model::State::progressing, "Being hydrated", "Hydrating", {}, current["startedAt"].text()};
    if (proven.operation.exists())
        return {model::State::ready, "Hydrated by Argo CD", {}, {}, proven.operation["finishedAt"].text()};
    return {model::State::unknown, "Which commit the live one was hydrated from is not recorded", {}, {}, {}};
}

}  // namespace

bool hydrates(const model::KubeObject& application) {
    return application.at("spec.sourceHydrator.drySource").isObject();
}

base::Json hydratedSource(const model::KubeObject& application) {
    const base::Json hydrator = application.at("spec.sourceHydrator");
    const base::Json sync = hydrator["syncSource"];
    return base::Json(nlohmann::json{{"repoURL", sync["repoURL"].text(hydrator["drySource"]["repoURL"].text())},
                                     {"path", sync["path"].text()},
                                     {"targetRevision", sync["targetBranch"].text()}});
}

void addDrySource(Board& board, const model::KubeObject& application, const model::Hop& hydrated,
                  const std::string& live) {
    const base::Json dry = application.at("spec.sourceHydrator.drySource");
    const base::Json status = application.at("status.sourceHydrator");
    const Operation proven = operationThatWrote(status, live);
    const std::string commit = proven.operation["drySHA"].text();
    const std::string branch = dry["targetRevision"].text();

    model::Hop hop;
    hop.id = "source:" + application.ref().id() + "/dry";
    hop.stage = model::Stage::git;
    hop.kind = "Git";
    hop.url = dry["repoURL"].text();
    hop.name = repositoryName(hop.url);
    hop.path = dry["path"].text();
    const bool pinned = branch.empty() || branch == "HEAD" || branch == commit;
    if (commit.empty())
        hop.revision = branch;
    else
        hop.revision = (pinned ? "" : branch + "@") + "sha1:" + commit;
    hop.git = model::GitOrigin{hop.url, pinned ? "" : branch, {}, commit, commitUrl(hop.url, commit)};
    hop.health = healthOf(status, proven);
    hop.claimed = hop.health.state == model::State::unknown;
    const model::Hop& added = board.add(std::move(hop));

    const std::string label = application.ref().label();
    model::Because because{model::Grade::inferred, "spec.sourceHydrator.drySource of " + label +
                                                       " names the repository; which of its commits the live one was "
                                                       "hydrated from is not recorded"};
    if (!commit.empty()) {
        because = {model::Grade::digest, std::string("status.sourceHydrator.") + proven.field + " of " + label +
                                             " wrote the live commit " + live.substr(0, 8) + " from " +
                                             commit.substr(0, 8)};
    }
    board.connect(added, hydrated, "built-from", std::move(because));
}

}  // namespace scout::trace::rules
