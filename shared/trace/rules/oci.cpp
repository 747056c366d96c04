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
            if (source.isConfigHub) {
                if (!hop.apiVersion.empty())
                    hop.resource =
                        model::ObjectRef{model::splitApiVersion(hop.apiVersion).first, hop.kind, hop.ns, hop.name};
                hop.stage = model::Stage::confighub;
                hop.kind = "ConfigHub OCI";
                hop.name = path->name();
                model::ConfigHubOrigin& origin = hop.confighub.emplace();
                origin.space = path->space;
                origin.target = path->target;
                origin.unit = path->unit;
                origin.confidence = "claimed";
            }
        }
    }
    hop.ociSource = std::move(source);
}

}  // namespace scout::trace::rules
