#include "picture_samples.h"

#include "graph_maker.h"

namespace scout::test {

using model::State;
using render::Detail;
using render::Diagram;
using render::DiagramOptions;
using render::PaintOptions;
using render::Picture;
using render::Rect;

const render::Theme& light() {
    return render::theme(render::Palette::scout, false);
}

QString q(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Diagram everything(bool longTexts) {
    GraphMaker maker;
    const std::string tail = longTexts ? "-" + std::string(120, 'W') + "\u4e2d\u6587\u00e4" : "";
    const std::string applier = maker.flux("shop" + tail);
    maker.last().revision = "main@sha1:" + std::string(40, 'a');
    int number = 0;
    for (const State state : everyState) {
        const std::string name = "app-" + std::to_string(number++) + tail;
        const std::string id = maker.deployment(name, std::vector<State>(number % 2 == 0 ? 3 : 9, state));
        maker.link(applier, id, "applies");
        const std::string service = maker.add("Service", name, state, longTexts ? std::string(26, 'M') : "3/3 ready");
        maker.last().created = "2026-11-20T01:37:09Z";
        maker.last().ns = "other" + tail;
        maker.link(applier, service, "applies");
    }
    const std::string behind = maker.add("HelmRelease", "behind" + tail);
    maker.last().revision = "main@sha1:" + std::string(40, 'b');
    const std::string source = maker.add("GitRepository", "ahead" + tail);
    maker.last().revision = "main@sha1:" + std::string(40, 'c');
    maker.link(source, behind, "source");
    DiagramOptions options;
    options.now = base::Time{base::parseTime("2026-11-21T04:37:09Z")->seconds};
    options.collapsed = {"apps/Deployment/prod/app-3" + tail};
    options.changes = {{"apps/Deployment/prod/app-1" + tail, 1},
                       {"apps/Deployment/prod/app-2" + tail, 2},
                       {"apps/Deployment/prod/app-5" + tail, 3}};
    options.title = "Title" + tail;
    options.demo = true;
    return render::diagramOf(maker.done(), options);
}

PaintOptions all(const Picture& picture, Detail detail) {
    PaintOptions options;
    options.visible = picture.bounds;
    options.detail = detail;
    return options;
}

bool holds(const Rect& outer, const Rect& inner) {
    constexpr double tiny = 0.01;
    return inner.x >= outer.x - tiny && inner.y >= outer.y - tiny && inner.right() <= outer.right() + tiny &&
           inner.bottom() <= outer.bottom() + tiny;
}

QByteArray told(const Mark& mark) {
    return QStringLiteral("'%1' at %2 %3, %4 x %5")
        .arg(q(mark.text))
        .arg(mark.box.x)
        .arg(mark.box.y)
        .arg(mark.box.width)
        .arg(mark.box.height)
        .toUtf8();
}

}  // namespace scout::test
