#include "trace/rules/oci.h"

#include "confighub/registry.h"
#include "oci/reference.h"

namespace scout::trace::rules {

void describeOciSource(model::Hop& hop, const std::string& url, const std::string& tag, const std::string& digest,
                       const Options& options) {
    hop.stage = model::Stage::oci;
    hop.url = url;
    model::OciSource source;
    source.raw = url;
    const auto reference = oci::parseReference(url);
    if (reference) {
        source.registry = reference->registry;
        source.repository = reference->repository;
        source.instance = confighub::instanceOf(reference->registry);
        source.tag = tag.empty() ? reference->tag : tag;
        source.digest = digest.empty() ? reference->digest : digest;
        source.isConfigHub = confighub::isConfigHubRegistry(reference->registry, options.configHubRegistries);
        if (const auto path = confighub::parseRepository(reference->repository)) {
            source.space = path->space;
            source.target = path->target;
            source.unit = path->unit;
            source.confidence = source.isConfigHub ? "host" : "path";
        }
    }
    const bool ours = source.confidence == "host";
    hop.ociSource = std::move(source);
    if (ours) becomeConfigHub(hop);
}

void becomeConfigHub(model::Hop& hop) {
    model::OciSource& source = *hop.ociSource;
    source.isConfigHub = true;
    source.confidence = "host";
    if (!hop.apiVersion.empty())
        hop.resource = model::ObjectRef{model::splitApiVersion(hop.apiVersion).first, hop.kind, hop.ns, hop.name};
    hop.stage = model::Stage::confighub;
    hop.kind = "ConfigHub OCI";
    hop.name = confighub::RepositoryPath{source.space, source.target, source.unit}.name();
    model::ConfigHubOrigin& origin = hop.confighub.emplace();
    origin.space = source.space;
    origin.target = source.target;
    origin.unit = source.unit;
    origin.confidence = "claimed";
}

}  // namespace scout::trace::rules
