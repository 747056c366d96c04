#include "trace/reverse_match.h"

#include "base/text.h"
#include "confighub/registry.h"
#include "model/revision.h"
#include "oci/reference.h"
#include "trace/rules/argocd.h"
#include "trace/rules/argocd_sync.h"
#include "trace/rules/flux.h"
#include "trace/rules/flux_live.h"

namespace scout::trace {

namespace {

using model::KubeObject;

constexpr std::string_view originRevisionKey = "org.opencontainers.image.revision";

void add(std::vector<Held>& out, std::string revision, std::string where) {
    if (!revision.empty()) out.push_back({std::move(revision), std::move(where)});
}

// The Git revision that is written down beside the live one, and nowhere else: the source may have moved on.
void addRecordedOrigin(std::vector<Held>& out, const KubeObject& kustomization, const std::string& live) {
    const base::Json status = kustomization["status"];
    const std::string of = " of " + kustomization.ref().label();
    if (status["lastAppliedRevision"].text() == live)
        add(out, status["lastAppliedOriginRevision"].text(), "status.lastAppliedOriginRevision" + of);
    for (const base::Json& entry : status["history"].elements()) {
        if (entry["metadata"]["revision"].text() == live)
            add(out, entry["metadata"]["originRevision"].text(), "status.history" + of);
    }
}

void addRecorded(std::vector<Held>& out, const rules::SyncRecord& record, const std::string& of) {
    const std::string where = "status." + record.place + of + (record.note.empty() ? "" : ", " + record.note + ",");
    add(out, record.revisions["revision"].text(), where);
    for (const base::Json& one : record.revisions["revisions"].elements()) add(out, one.text(), where);
}

model::ObjectRef sourceRef(const base::Json& reference, const std::string& ns) {
    return {std::string(rules::fluxSourceGroup), reference["kind"].text(), reference["namespace"].text(ns),
            reference["name"].text()};
}

}  // namespace

std::vector<Held> liveOf(const KubeObject& applier) {
    std::vector<Held> out;
    const std::string of = " of " + applier.ref().label();
    if (rules::isApplication(applier.ref())) {
        addRecorded(out, rules::liveSync(applier, nullptr), of);
    } else if (rules::isFluxApplier(applier.ref())) {
        for (const rules::LiveContent& live : rules::fluxLive(applier)) {
            add(out, live.revision, "status." + live.field + of);
            if (applier.kind() == "Kustomization") addRecordedOrigin(out, applier, live.revision);
        }
    }
    return out;
}

std::vector<Held> syncedBefore(const KubeObject& application) {
    std::vector<Held> out;
    addRecorded(out, rules::lastSync(application), " of " + application.ref().label());
    return out;
}

std::vector<Held> attemptedOf(const KubeObject& applier) {
    std::vector<Held> out;
    const std::string of = " of " + applier.ref().label();
    if (rules::isApplication(applier.ref())) {
        const base::Json result = applier.at("status.operationState.syncResult");
        add(out, result["revision"].text(), "status.operationState" + of);
        for (const base::Json& one : result["revisions"].elements()) add(out, one.text(), "status.operationState" + of);
    } else {
        add(out, applier.at("status.lastAttemptedRevision").text(), "status.lastAttemptedRevision" + of);
        add(out, applier.at("status.lastAttemptedRevisionDigest").text(), "status.lastAttemptedRevisionDigest" + of);
        for (const rules::LiveContent& perhaps : rules::fluxPerhapsLive(applier)) {
            add(out, perhaps.revision, "status." + perhaps.field + of);
            if (applier.kind() == "Kustomization") addRecordedOrigin(out, applier, perhaps.revision);
        }
    }
    return out;
}

std::vector<Held> heldBy(const KubeObject& source) {
    std::vector<Held> out;
    const std::string of = " of " + source.ref().label();
    const base::Json artifact = source.at("status.artifact");
    add(out, artifact["revision"].text(), "status.artifact.revision" + of);
    add(out, artifact["metadata"][originRevisionKey].text(),
        "annotation " + std::string(originRevisionKey) + " of the artifact" + of);
    return out;
}

bool isAsked(const ReverseSubject& subject, const std::string& revision) {
    const model::Revision parsed = model::parseOriginRevision(revision);
    const bool digest = subject.type == ReverseSubject::Type::digest;
    // A Git repository with SHA-256 is told from an artifact by a whole hash only.
    if (parsed.hex.starts_with(subject.hex))
        return digest ? parsed.algorithm == "sha256" : parsed.algorithm == "sha1" || subject.hex.size() > 40;
    // helm-controller writes the digest's first twelve digits behind the chart's version.
    const auto plus = revision.rfind('+');
    const std::string digits = plus == std::string::npos ? std::string() : revision.substr(plus + 1);
    return digest && digits.size() == 12 && subject.hex.starts_with(digits);
}

bool namesContent(const ReverseSubject& subject, const std::string& revision) {
    const model::Revision parsed = model::parseOriginRevision(revision);
    // What came out of Git has no digest that anybody could ask for; an artifact may well have a commit.
    return subject.type == ReverseSubject::Type::digest ? !parsed.hex.empty() : parsed.algorithm == "sha1";
}

std::vector<Taken> takenBy(const KubeObject& taker) {
    std::vector<Taken> out;
    const std::string label = taker.ref().label();
    const auto take = [&](const base::Json& reference, const std::string& field) {
        if (!reference["name"].text().empty())
            out.push_back({sourceRef(reference, taker.ns()), field + " of " + label + " names it"});
    };
    take(taker.at("spec.sourceRef"), "spec.sourceRef");
    take(taker.at("spec.chartRef"), "spec.chartRef");
    take(taker.at("spec.chart.spec.sourceRef"), "spec.chart.spec.sourceRef");
    for (const base::Json& source : taker.at("spec.sources").elements()) take(source, "spec.sources");
    const std::string chart = taker.at("status.helmChart").text();
    if (const auto slash = chart.find('/'); slash != std::string::npos)
        out.push_back(
            {{std::string(rules::fluxSourceGroup), "HelmChart", chart.substr(0, slash), chart.substr(slash + 1)},
             "status.helmChart of " + label + " names it"});
    return out;
}

std::optional<model::Because> becauseOfUrl(const ReverseSubject& subject, const std::string& url,
                                           const std::string& where, const Options& options) {
    if (!url.starts_with(oci::scheme)) return std::nullopt;
    const auto reference = oci::parseReference(url);
    const auto path = reference ? confighub::parseRepository(reference->repository) : std::nullopt;
    if (!path || path->space != base::lower(subject.space)) return std::nullopt;
    if (!subject.target.empty() && path->target != base::lower(subject.target)) return std::nullopt;
    if (!path->unit.empty() && !subject.unit.empty() && path->unit != base::lower(subject.unit)) return std::nullopt;
    if (confighub::isConfigHubRegistry(reference->registry, options.configHubRegistries))
        return model::Because{model::Grade::reference, where + " names it"};
    return model::Because{model::Grade::inferred,
                          where + " has the shape of ConfigHub's paths, but its host is not known to be ConfigHub's"};
}

}  // namespace scout::trace
