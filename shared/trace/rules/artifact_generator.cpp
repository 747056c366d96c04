#include "trace/rules/artifact_generator.h"

#include <algorithm>

#include "trace/rules/flux.h"

namespace scout::trace::rules {

namespace {

std::optional<model::ObjectRef> generatorOf(const model::KubeObject& artifact) {
    const base::Json reference = artifact.at("spec.sourceRef");
    model::ObjectRef ref{model::splitApiVersion(reference["apiVersion"].text()).first, reference["kind"].text(),
                         reference["namespace"].text(artifact.ns()), reference["name"].text()};
    if (!isArtifactGenerator(ref) || ref.name.empty()) return std::nullopt;
    return ref;
}

enum class Record { lists, doesNotList, none };

Record recordOf(const model::KubeObject& generator, const model::ObjectRef& artifact) {
    const base::Json inventory = generator.at("status.inventory");
    if (!inventory.isArray()) return Record::none;
    for (const base::Json& entry : inventory.elements()) {
        if (entry["kind"].text(artifact.kind) == artifact.kind && entry["name"].text() == artifact.name &&
            entry["namespace"].text(artifact.ns) == artifact.ns)
            return Record::lists;
    }
    return Record::doesNotList;
}

std::string withoutAt(const std::string& alias) {
    return alias.starts_with("@") ? alias.substr(1) : alias;
}

// "@app/deploy/**" -> "app".
std::string aliasOfCopy(const base::Json& copy) {
    const std::string from = withoutAt(copy["from"].text());
    return from.substr(0, from.find('/'));
}

// Whose revision the artifact carries.
struct Chosen {
    std::string alias;  ///< "" when nothing tells
    std::string field;  ///< that names it
    bool isRevision = false;
};

Chosen chosenFor(const model::KubeObject& generator, const std::string& artifact) {
    for (const base::Json& output : generator.at("spec.artifacts").elements()) {
        if (output["name"].text() != artifact) continue;
        if (const std::string alias = output["revision"].text(); !alias.empty())
            return {withoutAt(alias), "revision", true};
        if (const std::string alias = output["originRevision"].text(); !alias.empty())
            return {withoutAt(alias), "originRevision", false};
        return {aliasOfCopy(output["copy"][0]), "copy", false};
    }
    return {};
}

void followSources(Board& board, model::Hop& hop, const model::KubeObject& generator, const Chosen& chosen,
                   const AppliedRevision& artifact) {
    // A source may itself be an ExternalArtifact, and so on in a circle.
    if (!board.generated.insert(hop.id).second) return;
    std::vector<base::Json> sources = generator.at("spec.sources").elements();
    std::stable_partition(sources.begin(), sources.end(),
                          [&](const base::Json& source) { return source["alias"].text() == chosen.alias; });
    for (const base::Json& source : sources) {
        const std::string alias = source["alias"].text();
        const model::ObjectRef ref{std::string(fluxSourceGroup), source["kind"].text(),
                                   source["namespace"].text(generator.ns()), source["name"].text()};
        const bool gives = !chosen.alias.empty() && alias == chosen.alias;
        std::string text = "spec.sources of " + hop.label() + " names it";
        if (!alias.empty()) text += " as " + alias;
        if (gives) text += ", the alias that spec.artifacts[]." + chosen.field + " takes";
        followFluxSource(board, hop, ref, {model::Grade::reference, std::move(text)},
                         gives && chosen.isRevision ? artifact : AppliedRevision{});
    }
}

}  // namespace

bool isArtifactGenerator(const model::ObjectRef& ref) {
    return ref.group == fluxExtensionsGroup && ref.kind == "ArtifactGenerator";
}

bool followGenerator(Board& board, const model::Hop& artifactHop, const model::KubeObject& artifact) {
    const auto ref = generatorOf(artifact);
    const Answer* answer = ref ? board.look(askFor(*ref)) : nullptr;
    if (answer == nullptr || !answer->isKnown()) return false;
    const model::KubeObject generator(answer->value());
    const Record record = recordOf(generator, artifact.ref());
    if (record == Record::doesNotList) return false;
    model::Hop& hop = board.add(board.readings().hop(
        generator, [&board](const model::KubeObject& found) { return describeFluxSource(found, board.options()); }));
    model::Because because{model::Grade::reference, "spec.sourceRef of " + artifactHop.label() + " names it"};
    if (record == Record::lists)
        because = {model::Grade::inventory,
                   because.text + ", and status.inventory of " + hop.label() + " lists the artifact"};
    board.connect(hop, artifactHop, "source", std::move(because));
    const std::string revision = artifact.at("status.artifact.revision").text();
    followSources(board, hop, generator, chosenFor(generator, artifact.name()),
                  {model::parseRevision(revision), {}, "status.artifact.revision of " + artifactHop.label(), {}});
    return true;
}

void addUnconfirmedGenerator(Board& board, const model::Hop& artifactHop, const model::KubeObject& artifact) {
    const auto ref = generatorOf(artifact);
    const Answer* answer = ref ? board.look(askFor(*ref)) : nullptr;
    if (answer == nullptr) return;
    if (answer->isKnown()) {
        board.note({"not-in-inventory", model::Severity::warning, artifactHop.label(),
                    "Its spec.sourceRef names " + ref->label() + ", whose status.inventory does not list it",
                    "The generator no longer makes this artifact. Remove it, or add it to spec.artifacts."});
        return;
    }
    // The artifact is there and is served, whoever made it.
    board.closeMainPath(artifactHop.id);
    model::Hop& hole = board.add(hopFor(*ref, stageOf(ref->kind)));
    makeHole(board, hole, *answer);
    board.connect(hole, artifactHop, "source",
                  {model::Grade::label, "spec.sourceRef of " + artifactHop.label() + " names it; not confirmed"});
}

void followGeneratorSources(Board& board, model::Hop& hop, const model::KubeObject& generator) {
    followSources(board, hop, generator, {}, {});
}

}  // namespace scout::trace::rules
