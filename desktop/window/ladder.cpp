#include "desktop/window/ladder.h"

#include <QStringList>
#include <algorithm>

#include "desktop/window/plain_text.h"
#include "model/revision.h"

namespace scout::desktop {

namespace {

constexpr std::size_t shortDigits = 8;

struct Named {
    const char* key;
    QString name;
    const std::optional<model::Rung>& rung;
};

}  // namespace

QString LadderRung::spoken() const {
    QString text = QStringLiteral("%1: %2").arg(name, full.isEmpty() ? value : full);
    if (!age.isEmpty()) text += QStringLiteral(", %1 ago").arg(age);
    if (state == State::differs) text += QStringLiteral(", differs from the one before it: the chain stops here");
    if (unwell) text += QStringLiteral(", not healthy");
    if (!note.isEmpty()) text += QStringLiteral("; %1").arg(note);
    return text;
}

std::optional<Ladder> ladderOf(const model::Trace& trace, const std::function<QString(const std::string&)>& age) {
    const model::Revisions& all = trace.revisions;
    const std::vector<Named> steps = {{"head", QStringLiteral("Head"), all.head},
                                      {"fetched", QStringLiteral("Fetched"), all.fetched},
                                      {"attempted", QStringLiteral("Attempted"), all.attempted},
                                      {"applied", QStringLiteral("Applied"), all.applied},
                                      {"live", QStringLiteral("Live"), all.live}};
    if (std::none_of(steps.begin(), steps.end(), [](const Named& step) { return step.rung.has_value(); })) return {};
    Ladder ladder;
    ladder.of = QStringLiteral("%1 %2").arg(line(trace.object.kind), line(trace.object.name));
    if (!trace.object.ns.empty()) ladder.of += QStringLiteral(" in %1").arg(line(trace.object.ns));
    for (const Named& step : steps) {
        LadderRung rung;
        rung.name = step.name;
        if (step.rung) {
            rung.state = all.behind == step.key ? LadderRung::State::differs : LadderRung::State::known;
            const model::Revision revision = model::parseOriginRevision(step.rung->value);
            rung.value = line(model::shorten(revision));
            rung.brief = revision.hex.empty() ? rung.value : line(revision.hex.substr(0, shortDigits));
            rung.full = line(step.rung->value);
            if (age) rung.age = age(step.rung->at);
            if (!step.rung->from.empty()) rung.note = QStringLiteral("read from %1").arg(line(step.rung->from));
        } else {
            const bool head = &step.rung == &all.head;
            rung.value = !head             ? QStringLiteral("not known")
                         : all.headMissing ? QStringLiteral("not there")
                                           : QStringLiteral("not read");
            if (head) rung.note = line(all.headUnread);
            if (&step.rung == &all.live) rung.note = line(all.liveUnknown);
        }
        ladder.rungs.push_back(std::move(rung));
    }
    ladder.rungs.back().unwell = all.live && all.liveHealth == "unhealthy";
    return ladder;
}

}  // namespace scout::desktop
