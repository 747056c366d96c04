#include "trace/rules/layers.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace scout::trace::rules {

namespace {

constexpr std::size_t mostLayers = 10;
constexpr std::array<std::string_view, 3> allowedByDefault = {"application/vnd.oci.image.layer.v1.tar",
                                                              "application/vnd.oci.image.layer.v1.tar+gzip",
                                                              "application/vnd.cncf.helm.chart.content.v1.tar+gzip"};

bool isManifest(const base::Json& manifest) {
    return manifest["layers"].isArray() && !manifest["manifests"].exists();
}

/// Layers beside the content (provenance, signatures) do not count.
bool isContent(std::string_view mediaType) {
    return mediaType.ends_with("tar") || mediaType.ends_with("tar+gzip");
}

}  // namespace

void describeManifest(model::OciSource& source, const base::Json& answer) {
    const base::Json manifest = answer["manifest"];
    source.digest = answer["digest"].text();
    source.artifactType = manifest["artifactType"].text(manifest["config"]["mediaType"].text());
    source.created = manifest["annotations"]["org.opencontainers.image.created"].text();
    source.layers.clear();
    for (const base::Json& layer : manifest["layers"].elements()) {
        source.layers.push_back(
            {layer["mediaType"].text(), layer["digest"].text(), layer["size"].integer().value_or(0)});
    }
}

std::optional<Refusal> refusedByArgo(const base::Json& manifest, const std::string& reference) {
    if (!isManifest(manifest)) return std::nullopt;
    const std::vector<base::Json> layers = manifest["layers"].elements();
    if (layers.size() > mostLayers) {
        return Refusal{
            "expected no more than " + std::to_string(mostLayers) + " oci layers, got " + std::to_string(layers.size()),
            "Push the manifests as one tar archive in one layer."};
    }
    std::size_t content = 0;
    for (const base::Json& layer : layers) {
        const std::string type = layer["mediaType"].text();
        if (!isContent(type)) continue;
        if (std::find(allowedByDefault.begin(), allowedByDefault.end(), type) == allowedByDefault.end()) {
            return Refusal{"oci layer media type " + type + " is not in the list of allowed media types",
                           "Push it with the media type " + std::string(allowedByDefault.front()) +
                               ", or allow this one in Argo CD's repo-server (--oci-layer-media-types)."};
        }
        ++content;
    }
    if (content == 1) return std::nullopt;
    return Refusal{"expected only a single oci content layer, got " + std::to_string(content),
                   "Push the manifests as one tar archive: tar -cf manifests.tar -C DIR . && oras push " + reference +
                       " manifests.tar:" + std::string(allowedByDefault.front())};
}

std::optional<Refusal> refusedByFlux(const base::Json& manifest, const std::string& mediaType) {
    if (!isManifest(manifest)) return std::nullopt;
    const std::vector<base::Json> layers = manifest["layers"].elements();
    if (layers.empty())
        return Refusal{"no layers found in artifact", "Push the manifests with flux push artifact --path=DIR."};
    const bool found = std::any_of(layers.begin(), layers.end(), [&mediaType](const base::Json& layer) {
        return layer["mediaType"].text() == mediaType;
    });
    if (mediaType.empty() || found) return std::nullopt;
    return Refusal{"failed to find layer with media type '" + mediaType + "' in artifact",
                   "Its layers are of type " + layers.front()["mediaType"].text() +
                       (layers.size() > 1 ? " and others" : "") +
                       ": correct spec.layerSelector.mediaType, or push the artifact with that type."};
}

}  // namespace scout::trace::rules
