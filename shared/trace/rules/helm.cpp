#include "trace/rules/helm.h"

namespace scout::trace::rules {

namespace {

constexpr std::string_view releaseName = "meta.helm.sh/release-name";
constexpr std::string_view releaseNamespace = "meta.helm.sh/release-namespace";

}  // namespace

bool hasHelmMarks(const model::KubeObject& object) {
    return !object.annotation(releaseName).empty();
}

void addHelmRelease(Board& board, const model::KubeObject& object) {
    const std::string name = object.annotation(releaseName);
    const std::string ns = object.annotation(releaseNamespace);
    const bool labelled = object.label("app.kubernetes.io/managed-by") == "Helm";

    model::Hop hop;
    hop.id = "helm:" + ns + "/" + name;
    hop.stage = model::Stage::helm;
    hop.kind = "Helm Release";
    hop.name = name;
    hop.ns = ns;
    hop.revision = object.label("helm.sh/chart");
    hop.claimed = true;
    hop.health = {
        model::State::unknown, "Named by annotations; the release record is a Secret and was not read", {}, {}, {}};
    const model::Hop& added = board.add(std::move(hop));
    const model::Hop* child = board.find(object.ref());
    board.connect(added, *child, "applies",
                  {model::Grade::label, "annotation meta.helm.sh/release-name of " + child->label() +
                                            (labelled ? " and its label app.kubernetes.io/managed-by=Helm" : "")});
    if (board.tool == "none") board.tool = "helm";
}

}  // namespace scout::trace::rules
