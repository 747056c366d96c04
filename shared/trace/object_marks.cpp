#include "trace/object_marks.h"

#include "base/text.h"
#include "trace/noting.h"
#include "trace/rules/argocd.h"

namespace scout::trace {

namespace {

using model::Severity;

constexpr std::string_view fluxReconcile = "kustomize.toolkit.fluxcd.io/reconcile";
constexpr std::string_view fluxSsa = "kustomize.toolkit.fluxcd.io/ssa";
constexpr std::string_view fluxPrune = "kustomize.toolkit.fluxcd.io/prune";
constexpr std::string_view helmDrift = "helm.toolkit.fluxcd.io/driftDetection";
constexpr std::string_view argoOptions = "argocd.argoproj.io/sync-options";

class Marks {
  public:
    Marks(Board& board, const model::Hop& applier, const model::Hop& hop, const model::KubeObject& object)
        : m_board(board), m_applier(applier), m_hop(hop), m_object(object) {}

    void ofKustomization() {
        const std::string reconcile = base::lower(value(fluxReconcile));
        const std::string ssa = base::lower(value(fluxSsa));
        if (reconcile == "disabled") leftAlone(fluxReconcile, "disabled");
        if (ssa == "ignore") leftAlone(fluxSsa, "Ignore");
        if (ssa == "ifnotpresent") {
            add("reconcile-disabled", Severity::warning, fluxSsa,
                m_applier.label() + " only creates it and never updates it: " + set(fluxSsa, "IfNotPresent"),
                "Remove the mark, or delete the object and let it be created anew.");
        }
        if (ssa == "merge") {
            add("partly-applied-fields", Severity::info, fluxSsa,
                m_applier.label() + " keeps the fields that others add: " + set(fluxSsa, "Merge"), {});
        }
        if (base::lower(value(fluxPrune)) == "disabled") keptWhenRemoved(fluxPrune, "disabled");
    }

    void ofApplication() {
        for (const std::string& option : base::split(m_object.annotation(argoOptions), ',')) {
            if (base::trim(option) == "Prune=false") keptWhenRemoved(argoOptions, "Prune=false");
        }
    }

    void ofHelmRelease(const model::KubeObject& release) {
        const bool exempt = base::lower(m_object.annotation(helmDrift)) == "disabled";
        const std::string mode = release.at("spec.driftDetection.mode").text("disabled");
        if (mode == "enabled" && !exempt) return;
        // Drift that nobody made needs no correction.
        const auto writer = otherWriterOf(m_object, "spec", "helm-controller");
        if (!writer || writer->time <= deployedAt(release)) return;
        model::Finding finding{"drift-not-corrected", Severity::warning, m_hop.label(),
                               writer->manager +
                                   ", which holds fields of its spec, wrote it after the release was deployed, and " +
                                   m_applier.label() + " does not put that right: " +
                                   (exempt ? set(helmDrift, "disabled") : "spec.driftDetection.mode is " + mode),
                               "Set spec.driftDetection.mode of " + m_applier.label() +
                                   " to enabled, or upgrade the release, and it is set back."};
        finding.by = writer->manager;
        finding.since = writer->time;
        m_board.note(std::move(finding));
    }

  private:
    // Flux heeds its marks as labels and as annotations.
    std::string value(std::string_view key) const {
        const std::string annotation = m_object.annotation(key);
        return annotation.empty() ? m_object.label(key) : annotation;
    }

    std::string set(std::string_view key, std::string_view text) const {
        const bool annotation = !m_object.annotation(key).empty();
        return (annotation ? "annotation " : "label ") + std::string(key) + " is " + std::string(text);
    }

    static std::string deployedAt(const model::KubeObject& release) {
        return release.at("status.history")[0]["lastDeployed"].text();
    }

    void leftAlone(std::string_view key, std::string_view text) {
        add("reconcile-disabled", Severity::warning, key,
            m_applier.label() + " leaves it alone, so that no newer revision reaches it: " + set(key, text),
            "Remove the mark when it shall follow its source again.");
    }

    void keptWhenRemoved(std::string_view key, std::string_view text) {
        add("prune-disabled", Severity::info, key,
            "It stays in the cluster when it leaves the source: " + set(key, text), {});
    }

    void add(const char* kind, Severity severity, std::string_view key, std::string message, std::string advice) {
        const bool annotation = !m_object.annotation(key).empty();
        note(m_board, {kind, severity, m_hop.label(), std::move(message), std::move(advice)},
             writerOf(m_object, {"metadata", annotation ? "annotations" : "labels", std::string(key)}));
    }

    Board& m_board;
    const model::Hop& m_applier;
    const model::Hop& m_hop;
    const model::KubeObject& m_object;
};

}  // namespace

void noteObjectMarks(Board& board, const model::Trace& trace) {
    for (std::size_t i = 0; i + 1 < trace.chain.size(); ++i) {
        const model::Hop& applier = trace.chain[i];
        const model::Hop& hop = trace.chain[i + 1];
        if (applier.stage != model::Stage::gitops || hop.claimed) continue;
        const auto object = board.objectOf(hop);
        if (!object) continue;
        Marks marks(board, applier, hop, *object);
        if (applier.kind == "Kustomization") marks.ofKustomization();
        if (applier.kind == "Application") marks.ofApplication();
        if (applier.kind != "HelmRelease") continue;
        if (const auto release = board.objectOf(applier)) marks.ofHelmRelease(*release);
    }
}

}  // namespace scout::trace
