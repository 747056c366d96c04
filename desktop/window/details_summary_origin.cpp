// Where a hop comes from, beyond its causes: signature, ConfigHub, artifact, Git, links.
#include <QLocale>

#include "desktop/window/details_summary_parts.h"
#include "model/revision.h"
#include "trace/links.h"

namespace scout::desktop {

namespace {

using Kind = SummaryRow::Kind;

QString sizeText(std::int64_t bytes) {
    return QLocale::c().formattedDataSize(bytes, bytes < 1024 ? 0 : 1);
}

void addArtifact(std::vector<SummarySection>& sections, const model::OciSource& source) {
    Section section(QStringLiteral("Artifact"));
    section.text(QStringLiteral("Registry"), source.registry);
    section.text(QStringLiteral("Repository"), source.repository);
    section.text(QStringLiteral("Space"), source.space);
    section.text(QStringLiteral("Target"), source.target);
    section.text(QStringLiteral("Unit"), source.unit);
    section.text(QStringLiteral("Tag"), source.tag);
    section.code(QStringLiteral("Digest"), source.digest);
    section.text(QStringLiteral("Type"), source.artifactType);
    section.text(QStringLiteral("Made"), source.created);
    std::size_t number = 0;
    for (const model::OciLayer& layer : source.layers) {
        SummaryRow row;
        row.kind = Kind::code;
        row.label = QStringLiteral("Layer %1 of %2").arg(++number).arg(source.layers.size());
        row.value = line(model::shorten(model::parseRevision(layer.digest)));
        row.target = line(layer.digest);
        row.detail = joined({line(layer.mediaType), sizeText(layer.size)}, QStringLiteral(" · "));
        section.add(std::move(row));
    }
    section.closeInto(sections);
}

}  // namespace

void addVerification(std::vector<SummarySection>& sections, const model::Hop& hop) {
    if (!hop.verification) return;
    const model::Verification& proof = *hop.verification;
    Section section(QStringLiteral("Signature"));
    SummaryRow state;
    state.label = QStringLiteral("Signature");
    state.value = proof.state == "unchecked" ? QStringLiteral("not checked") : line(proof.state);
    state.badge = Badge{proof.state == "verified" ? render::Tone::ok
                        : proof.state == "failed" ? render::Tone::problem
                                                  : render::Tone::unknown,
                        false, proof.state == "claimed"};
    section.add(std::move(state));
    section.text(QStringLiteral("Method"), proof.method);
    section.text(QStringLiteral("Identity"), proof.identity);
    section.text(QStringLiteral("What was checked"), proof.message);
    section.closeInto(sections);
}

void addOrigins(std::vector<SummarySection>& sections, const model::Hop& hop) {
    if (hop.confighub) {
        Section section(QStringLiteral("ConfigHub"));
        section.text(QStringLiteral("Organization"), hop.confighub->organization);
        section.text(QStringLiteral("Space"), hop.confighub->space);
        section.text(QStringLiteral("Unit"), hop.confighub->unit);
        section.text(QStringLiteral("Revision"), hop.confighub->revision);
        section.text(QStringLiteral("Target"), hop.confighub->target);
        section.text(QStringLiteral("Release"), hop.confighub->release);
        section.text(QStringLiteral("Head revision"), hop.confighub->headRevision);
        section.text(
            QStringLiteral("Released"),
            joined({line(hop.confighub->releasedRevision), line(hop.confighub->releasedAt)}, QStringLiteral(", "))
                .toStdString());
        section.text(QStringLiteral("Live revision"), hop.confighub->liveRevision);
        section.text(QStringLiteral("Live read from"), hop.confighub->liveFrom);
        section.text(QStringLiteral("Confidence"), hop.confighub->confidence);
        section.closeInto(sections);
    }
    if (hop.ociSource) addArtifact(sections, *hop.ociSource);
    if (hop.git) {
        Section section(QStringLiteral("Git"));
        section.code(QStringLiteral("Repository"), hop.git->repository);
        section.text(QStringLiteral("Branch"), hop.git->branch);
        section.text(QStringLiteral("Tag"), hop.git->tag);
        section.code(QStringLiteral("Commit"), hop.git->commit);
        section.closeInto(sections);
    }
    Section links(QStringLiteral("Links"));
    for (const trace::Link& link : trace::linksOf(hop)) {
        links.add({Kind::link, {}, line(link.title), line(link.url), {}, QString::fromStdString(link.url)});
    }
    links.closeInto(sections);
}

}  // namespace scout::desktop
