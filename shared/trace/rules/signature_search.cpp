#include "trace/rules/signature_search.h"

#include <algorithm>
#include <optional>

#include "base/base64.h"
#include "signing/bundle.h"
#include "signing/dsse.h"
#include "signing/notation.h"
#include "signing/simple_signing.h"

namespace scout::trace::rules {

namespace {

constexpr int mostReferrers = 16;
constexpr int mostLayers = 16;
constexpr std::int64_t largestBlob = 1 << 20;
constexpr std::string_view cosignArtifact = "application/vnd.dev.cosign.artifact.";

class Search {
  public:
    Search(Board& board, const RegistryPlace& place, const std::string& digest, const signing::Trust& trust)
        : m_board(board), m_place(place), m_artifact{digest}, m_trust(trust) {}

    FoundSignatures run() {
        const std::string hex = m_artifact.digest.substr(m_artifact.digest.find(':') + 1);
        // All are asked before any is read, so that they are one round.
        const Answer* own = look(Query::Type::manifest, m_artifact.digest);
        const Answer* referrers = look(Query::Type::referrers, m_artifact.digest);
        const Answer* signatures = look(Query::Type::manifest, "sha256-" + hex + ".sig");
        const Answer* attestations = look(Query::Type::manifest, "sha256-" + hex + ".att");
        // The size is compared where it is known; without it the digest says the same.
        if (own != nullptr && own->isKnown()) {
            m_artifact.size = own->value()["size"].integer().value_or(-1);
            readIndex(own->value()["manifest"]);
        }
        if (const auto value = known(referrers, "the referrers")) readReferrers(*value);
        if (const auto value = known(signatures, "cosign's tag of signatures")) readSimple((*value)["manifest"]);
        if (const auto value = known(attestations, "cosign's tag of attestations")) readEnvelopes((*value)["manifest"]);
        return std::move(m_found);
    }

  private:
    const Answer* look(Query::Type type, const std::string& reference) {
        Query query;
        query.type = type;
        query.registry = m_place;
        query.registry.reference = reference;
        const Answer* answer = m_board.look(query);
        if (answer == nullptr) m_found.pending = true;
        return answer;
    }

    /// Nothing while it is pending, where there is none, and where it could not be read.
    std::optional<base::Json> known(const Answer* answer, const std::string& what) {
        if (answer == nullptr || answer->isMissing()) return std::nullopt;
        if (answer->isKnown()) return answer->value();
        m_found.unseen.push_back({what, answer->error().what, answer->error().advice});
        return std::nullopt;
    }

    /// The bytes of a layer.
    std::optional<std::string> blob(const base::Json& layer) {
        const std::string digest = layer["digest"].text();
        if (layer["size"].integer().value_or(0) > largestBlob) {
            m_found.unseen.push_back({"a signature's content", "it has more than a MiB", {}});
            return std::nullopt;
        }
        const Answer* answer = look(Query::Type::blob, digest);
        const auto value = known(answer, "a signature's content");
        // What a manifest names and the registry does not have is no signature; nor can one be checked.
        if (answer != nullptr && answer->isMissing())
            m_found.unseen.push_back({"a signature's content", "it is not in the registry", {}});
        return value ? base::decodeBase64((*value)["base64"].text()) : std::nullopt;
    }

    std::vector<base::Json> layersOf(const base::Json& manifest) {
        std::vector<base::Json> layers = manifest["layers"].elements();
        if (layers.size() > mostLayers) {
            m_found.passedOver += static_cast<int>(layers.size()) - mostLayers;
            // cosign appends: the newest are at the end.
            layers.erase(layers.begin(), layers.end() - mostLayers);
        }
        return layers;
    }

    void add(signing::Verdict verdict) { m_found.verdicts.push_back(std::move(verdict)); }

    void readSimple(const base::Json& manifest) {
        for (const base::Json& layer : layersOf(manifest)) {
            const auto payload = blob(layer);
            if (!payload) continue;
            const base::Json notes = layer["annotations"];
            add(signing::verifySimpleSigning(
                {layer["mediaType"].text(), layer["digest"].text(), *payload,
                 notes["dev.cosignproject.cosign/signature"].text(), notes["dev.sigstore.cosign/certificate"].text(),
                 notes["dev.sigstore.cosign/chain"].text(), notes["dev.sigstore.cosign/bundle"].text()},
                m_artifact, m_trust));
        }
    }

    void readEnvelopes(const base::Json& manifest) {
        for (const base::Json& layer : layersOf(manifest)) {
            if (layer["mediaType"].text() != signing::dsseType) continue;
            const auto envelope = blob(layer);
            if (!envelope) continue;
            const base::Json notes = layer["annotations"];
            add(signing::verifyEnvelope(*envelope, notes["dev.sigstore.cosign/certificate"].text(),
                                        notes["dev.sigstore.cosign/chain"].text(), m_artifact, m_trust));
        }
    }

    void readBundles(const base::Json& manifest) {
        for (const base::Json& layer : layersOf(manifest)) {
            if (!signing::isBundleType(layer["mediaType"].text())) continue;
            if (const auto bundle = blob(layer)) add(signing::verifyBundle(*bundle, m_artifact, m_trust));
        }
    }

    void readNotation(const base::Json& manifest) {
        for (const base::Json& layer : layersOf(manifest)) {
            if (const auto envelope = blob(layer))
                add(signing::verifyNotation(*envelope, layer["mediaType"].text(), m_artifact, m_trust));
        }
    }

    // A list by the fallback tag may be of the tool that wrote it first and name no type; then the manifest tells.
    static bool mayBeSignature(const std::string& type) {
        return type.empty() || type == "application/vnd.oci.empty.v1+json" || signing::isBundleType(type) ||
               type.starts_with(cosignArtifact) || type == signing::notationType ||
               type == "application/vnd.oci.image.config.v1+json";
    }

    void readReferrers(const base::Json& list) {
        std::vector<base::Json> descriptors = list["manifests"].elements();
        std::erase_if(descriptors, [](const base::Json& one) { return !mayBeSignature(one["artifactType"].text()); });
        if (descriptors.size() > mostReferrers) {
            m_found.passedOver += static_cast<int>(descriptors.size()) - mostReferrers;
            descriptors.resize(mostReferrers);
        }
        for (const base::Json& one : descriptors) {
            if (const auto value = known(look(Query::Type::manifest, one["digest"].text()), "a referrer"))
                readReferrer((*value)["manifest"]);
        }
    }

    void readReferrer(const base::Json& manifest) {
        // Anybody may write into the fallback tag's list.
        if (manifest["subject"]["digest"].text() != m_artifact.digest) return;
        const std::string type = manifest["artifactType"].text(manifest["config"]["mediaType"].text());
        if (type == signing::notationType) {
            readNotation(manifest);
        } else if (signing::isBundleType(type)) {
            readBundles(manifest);
        } else if (type.starts_with(cosignArtifact)) {
            if (type.substr(cosignArtifact.size()).starts_with("sig"))
                readSimple(manifest);
            else if (type.substr(cosignArtifact.size()).starts_with("att"))
                readEnvelopes(manifest);
        }
    }

    // BuildKit keeps its attestations in the index itself, unsigned, one for each platform's manifest.
    void readIndex(const base::Json& index) {
        for (const base::Json& entry : index["manifests"].elements()) {
            const base::Json notes = entry["annotations"];
            if (notes["vnd.docker.reference.type"].text() != "attestation-manifest") continue;
            const auto value = known(look(Query::Type::manifest, entry["digest"].text()), "BuildKit's attestations");
            if (!value) continue;
            for (const base::Json& layer : layersOf((*value)["manifest"])) {
                if (!layer["annotations"]["in-toto.io/predicate-type"].text().starts_with(
                        "https://slsa.dev/provenance/"))
                    continue;
                const auto statement = blob(layer);
                if (!statement) continue;
                if (auto verdict = signing::readStatement(*statement, {notes["vnd.docker.reference.digest"].text()}))
                    add(*std::move(verdict));
            }
            return;  // the others say the same of other platforms
        }
    }

    Board& m_board;
    const RegistryPlace& m_place;
    signing::Artifact m_artifact;
    const signing::Trust& m_trust;
    FoundSignatures m_found;
};

}  // namespace

FoundSignatures findSignatures(Board& board, const RegistryPlace& place, const std::string& digest,
                               const signing::Trust& trust) {
    return Search(board, place, digest, trust).run();
}

}  // namespace scout::trace::rules
