#include "trace/harness_confighub.h"

#include "confighub/fake_server.h"
#include "confighub/read.h"

namespace scout::test {

namespace {

FakeConfigHub::Generation generationOf(const std::string& name) {
    if (name == "oldest") return FakeConfigHub::Generation::oldest;
    return name == "middle" ? FakeConfigHub::Generation::middle : FakeConfigHub::Generation::newest;
}

}  // namespace

std::shared_ptr<FakeConfigHub> configHubOf(const base::Json& document) {
    FakeConfigHub::Settings settings;
    settings.accepted.clear();
    settings.generation = generationOf(document["generation"].text());
    settings.ignoresWhere = document["ignoresWhere"].isTrue();
    settings.enveloped = !document["bare"].isTrue();
    auto hub = std::make_shared<FakeConfigHub>(document, std::move(settings));
    hub->interfere = [document](const std::string& target) -> std::optional<base::HttpResponse> {
        for (const base::Json& refusal : document["refuses"].elements()) {
            if (target.starts_with(refusal["target"].text()))
                return base::HttpResponse{static_cast<int>(refusal["status"].integer().value_or(500)), {}, {}};
        }
        return std::nullopt;
    };
    return hub;
}

trace::Answer answerFrom(FakeConfigHub& hub, const std::string& target) {
    confighub::Read conversation({"https://hub.acme.test", "https://ui.acme.test", "Acme", false}, target);
    base::WebStep<confighub::ReadAnswer> step = conversation.start();
    while (const auto* request = std::get_if<base::WebRequest>(&step)) step = conversation.next(hub.respond(*request));
    if (const auto* error = std::get_if<base::Error>(&step)) return trace::Answer::unseen(*error);
    const auto& answer = std::get<confighub::ReadAnswer>(step);
    if (!answer.served) return trace::Answer::notInstalled();
    return answer.found ? trace::Answer::known(answer.entities) : trace::Answer::missing();
}

std::string printDetails(const model::ConfigHubOrigin& origin) {
    std::string out;
    const auto part = [&out](const char* key, const std::string& value) {
        if (!value.empty()) out += (out.empty() ? "" : ", ") + std::string(key) + " " + value;
    };
    part("organization", origin.organization);
    part("target", origin.url.empty() ? std::string() : origin.target);
    part("release", origin.release);
    part("at", origin.releasedAt);
    part("head", origin.headRevision);
    part("released", origin.releasedRevision);
    part("live", origin.liveRevision.empty() ? std::string() : origin.liveRevision + " by " + origin.liveFrom);
    part("page", origin.url);
    return out.empty() ? out : origin.confidence + ": " + out;
}

}  // namespace scout::test
