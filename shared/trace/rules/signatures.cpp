#include "trace/rules/signatures.h"

#include <algorithm>

#include "base/text.h"
#include "model/revision.h"
#include "trace/rules/git.h"
#include "trace/rules/signature_search.h"

namespace scout::trace::rules {

namespace {

using signing::State;
using signing::Verdict;

constexpr std::string_view unknownDigest = "Which digest is deployed is not known, and a tag is not what was signed";

signing::Trust trustOf(const Options& options) {
    signing::Trust trust;
    for (const Options::Trust::Pem& key : options.trust.keys) trust.keys.push_back({key.name, key.text});
    for (const Options::Trust::Pem& one : options.trust.certificates)
        trust.certificates.push_back({one.name, one.text});
    trust.identity = options.trust.identity;
    trust.issuer = options.trust.issuer;
    trust.now = options.now;
    return trust;
}

std::string shortDigest(const std::string& digest) {
    return model::shorten(model::parseRevision(digest));
}

// The strongest word first: one good signature is enough, and one that does not hold is not made up for by a claim.
const Verdict* strongest(const std::vector<Verdict>& verdicts) {
    for (const State state : {State::verified, State::failed, State::claimed, State::unchecked}) {
        for (const Verdict& one : verdicts) {
            if (one.vouches && one.state == state) return &one;
        }
    }
    return nullptr;
}

std::string aboutOthers(const std::vector<Verdict>& verdicts, const Verdict& chosen) {
    const auto count = std::count_if(verdicts.begin(), verdicts.end(), [&chosen](const Verdict& one) {
        return &one != &chosen && one.vouches && one.state != State::verified;
    });
    if (count == 0) return {};
    return "; " + std::to_string(count) + (count == 1 ? " other was" : " others were") + " not accepted";
}

// A registry that is away is away for everything.
std::string whyUnseen(const std::vector<FoundSignatures::Unseen>& unseen) {
    const bool same = std::all_of(unseen.begin(), unseen.end(), [&unseen](const FoundSignatures::Unseen& one) {
        return one.why == unseen.front().why;
    });
    if (same && unseen.size() > 1) return unseen.front().why;
    std::vector<std::string> out;
    for (const FoundSignatures::Unseen& one : unseen) out.push_back(one.what + ": " + one.why);
    return base::join(out, "; ");
}

model::Verification judge(const FoundSignatures& found, const std::string& digest) {
    const std::string holes = whyUnseen(found.unseen);
    const Verdict* best = strongest(found.verdicts);
    if (best == nullptr) {
        if (!found.unseen.empty()) return {"unchecked", {}, {}, "Signatures could not be read: " + holes};
        const bool other = !found.verdicts.empty();
        return {"unchecked",
                {},
                {},
                "The registry holds no signature for " + shortDigest(digest) +
                    (other ? ", only attestations that do not vouch for it (an SBOM, a scan)" : "")};
    }
    model::Verification out{std::string(signing::name(best->state)), best->method, best->identity,
                            best->message + aboutOthers(found.verdicts, *best)};
    // The good one may be where nothing could be read.
    if (best->state == State::failed && !found.unseen.empty()) out.state = "unchecked";
    if (best->state != State::verified && !found.unseen.empty())
        out.message += "; not everything could be read: " + holes;
    if (found.passedOver > 0) out.message += "; " + std::to_string(found.passedOver) + " more were not looked at";
    return out;
}

// Flux' own word and ours, in one: ours is the later look and with the user's trust, but what could not be checked here
// takes nothing from what Flux has checked.
model::Verification joined(const std::optional<model::Verification>& flux, model::Verification ours) {
    if (!flux) return ours;
    const bool decided = ours.state == "verified" || ours.state == "failed";
    const bool fluxDecided = flux->state == "verified" || flux->state == "failed";
    if (!decided && fluxDecided) {
        model::Verification out = *flux;
        out.message += ". Not checked here: " + ours.message;
        return out;
    }
    ours.message += ". " + flux->message;
    return ours;
}

std::string adviceFor(const Options& options, const model::Hop& hop, const model::Verification& verification,
                      const FoundSignatures& found) {
    const bool trustsNobody = options.trust.keys.empty() && options.trust.certificates.empty();
    if (verification.state == "failed") {
        return "Do not deploy it before you know who pushed it: compare the key with the signer's, and sign the digest "
               "again if it was signed with another one.";
    }
    if (verification.state == "claimed")
        return "Give what it may be checked with: --verify-key, --verify-certificate, --verify-identity, "
               "--verify-issuer.";
    for (const FoundSignatures::Unseen& one : found.unseen) {
        if (!one.advice.empty()) return one.advice;
    }
    if (!found.unseen.empty())
        return "Look at the registry, and ask again: the good signature may be what was not read.";
    if (verification.message.starts_with(unknownDigest) && hop.kind == "OCIRepository")
        return "Ask again when its applier has applied a revision in full.";
    if (verification.message.starts_with(unknownDigest))
        return "Deploy a chart by chartRef from an OCIRepository, or an artifact from oci://: then the digest is "
               "recorded.";
    if (trustsNobody)
        return "Give the signer's public key or certificate: --verify-key FILE, --verify-certificate FILE.";
    return "Sign the digest (cosign sign, notation sign), not the tag.";
}

void noteUnlessVerified(Board& board, const model::Hop& hop, const model::Verification& verification,
                        const FoundSignatures& found) {
    if (verification.state == "verified") return;
    const bool failed = verification.state == "failed";
    board.note({failed ? "signature-failed" : "signature-unverified",
                failed ? model::Severity::error : model::Severity::warning, hop.label(), verification.message,
                adviceFor(board.options(), hop, verification, found)});
}

std::string revisionText(const signing::Origin& origin) {
    std::string pointer = origin.ref;
    for (const std::string_view prefix : {"refs/heads/", "refs/tags/"}) {
        if (pointer.starts_with(prefix)) pointer.erase(0, prefix.size());
    }
    constexpr std::size_t sha256Length = 64;
    const std::string algorithm = origin.commit.size() == sha256Length ? "sha256:" : "sha1:";
    return (pointer.empty() ? "" : pointer + "@") + algorithm + base::lower(origin.commit);
}

// The artifact's own annotation and signed provenance may name different commits: at least one of them is wrong.
void noteDisagreement(Board& board, const model::Hop& hop, const std::string& commit, const Verdict& verdict) {
    const model::Edge* main = board.mainEdgeInto(hop.id);
    constexpr std::string_view prefix = "git:";
    if (main == nullptr || !main->from.starts_with(prefix) || main->from.substr(prefix.size()) == commit) return;
    constexpr std::size_t shown = 8;
    board.note({"origin-disagrees", model::Severity::warning, hop.label(),
                "The artifact's annotation names commit " + main->from.substr(prefix.size(), shown) +
                    ", and its verified " + verdict.origin->from + " commit " + commit.substr(0, shown),
                "Believe what is signed, and look at how the annotation came there."});
}

// The commit that a certificate or provenance links to the digest.
void addOrigins(Board& board, const model::Hop& hop, const std::vector<Verdict>& verdicts, const std::string& digest) {
    // A verified one first: of several that name one commit, the hop carries the best.
    std::vector<const Verdict*> ordered;
    for (const State state : {State::verified, State::claimed, State::unchecked}) {
        for (const Verdict& one : verdicts) {
            if (one.state == state && one.origin && !one.origin->commit.empty()) ordered.push_back(&one);
        }
    }
    for (const Verdict* one : ordered) {
        const signing::Origin& origin = *one->origin;
        const bool verified = one->state == State::verified;
        const std::string says = origin.from + " of " + shortDigest(digest);
        addGitOrigin(
            board, hop,
            {origin.repository,
             revisionText(origin),
             {model::Grade::digest, "the " + says + " names it" + (verified ? "" : ", which was not verified")}});
        const std::string commit = base::lower(origin.commit);
        if (verified) noteDisagreement(board, hop, commit, *one);
        model::Hop* git = board.find("git:" + commit);
        if (git == nullptr || git->verification.value_or(model::Verification{}).state == "verified") continue;
        if (git->name.starts_with("commit ") && !origin.repository.empty()) {
            git->name = repositoryName(origin.repository);
            git->url = origin.repository;
        }
        git->verification =
            model::Verification{verified ? "verified" : "claimed", origin.from, one->identity, one->message};
        if (git->claimed && verified)
            git->health.status = "Named by signed " + origin.from + "; Git itself was not read";
    }
}

}  // namespace

RegistryPlace placeOf(const model::OciSource& oci) {
    RegistryPlace place;
    place.registry = oci.registry;
    place.repository = oci.repository;
    return place;
}

RegistryPlace placeOf(const model::OciSource& oci, const model::KubeObject& source) {
    RegistryPlace place = placeOf(oci);
    place.plainHttp = source.at("spec.insecure").isTrue();
    place.secretName = source.at("spec.secretRef.name").text();
    if (!place.secretName.empty()) place.secretNs = source.ns();
    return place;
}

void verifyArtifact(Board& board, model::Hop& hop, RegistryPlace place, const std::string& digest,
                    const std::optional<model::Verification>& flux, const std::string& tool) {
    if (!board.options().reach.signatures || board.isAside()) return;
    model::Verification ours;
    FoundSignatures found;
    if (!digest.starts_with("sha256:") || place.registry.empty()) {
        ours = {"unchecked", {}, {}, std::string(unknownDigest)};
    } else {
        place.reference.clear();
        found = findSignatures(board, place, digest, trustOf(board.options()));
        if (found.pending) return;
        ours = judge(found, digest);
    }
    // A source may have moved on since.
    if (!digest.empty() && hop.revision.find(digest.substr(digest.find(':') + 1)) == std::string::npos)
        ours.message += "; that is of the deployed digest, " + shortDigest(digest);
    if (ours.state != "verified" && !tool.empty())
        ours.message += "; " + tool + " itself does not verify OCI artifacts";
    model::Verification all = joined(flux, ours);
    // Flux' own word has its own finding.
    if (all.state != "verified") noteUnlessVerified(board, hop, ours, found);
    hop.verification = std::move(all);
    addOrigins(board, hop, found.verdicts, digest);
}

}  // namespace scout::trace::rules
