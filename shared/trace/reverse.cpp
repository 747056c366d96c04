#include "trace/reverse.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "confighub/origin.h"
#include "model/revision.h"
#include "status/argo_application.h"
#include "status/object_status.h"
#include "trace/reverse_match.h"
#include "trace/rules/applicationset.h"
#include "trace/rules/argocd.h"
#include "trace/rules/argocd_sync.h"
#include "trace/rules/flux.h"
#include "trace/rules/flux_source.h"
#include "trace/rules/listed.h"

namespace scout::trace {

namespace {

using model::KubeObject;
using Type = ReverseSubject::Type;

constexpr std::size_t followedAppliers = 50;  // by name, beside those that a list has brought
constexpr std::size_t readObjects = 100;      // for their origin
constexpr std::size_t namedAppliers = 5;

class Search {
  public:
    Search(const ReverseSubject& subject, const Evidence& evidence, const Options& options)
        : m_subject(subject), m_evidence(evidence), m_options(options) {}

    ReverseInvestigation run() {
        if (m_subject.type == Type::object)
            fromObject();
        else
            fromContent();
        for (const auto& [applier, root] : m_roots) deliver(applier, {}, root.relation, root.because);
        if (!m_subject.unit.empty()) keepUnit();
        noteSilent();
        noteConfigHub();
        m_out.deliveries.of = nameOf(m_subject);
        if (m_unfollowed > 0)
            note(std::to_string(m_unfollowed) + " more appliers among the objects were not followed.");
        for (auto& [key, query] : m_questions) m_out.questions.push_back(std::move(query));
        return std::move(m_out);
    }

  private:
    const Answer* look(const Query& query) {
        const Answer* answer = m_evidence.find(query);
        if (answer == nullptr) m_questions.try_emplace(query.key(), query);
        return answer;
    }

    void note(std::string text) { m_out.deliveries.notes.push_back(std::move(text)); }

    void noteHole(const std::string& what, const Answer& answer) {
        if (!answer.isUnseen()) return;
        note(what + ": " + answer.error().what + ". What belongs there is missing from this answer.");
        if (answer.error().kind == base::ErrorKind::forbidden)
            m_out.deliveries.findings.push_back(
                {"missing-permission", model::Severity::warning, {}, answer.error().what, answer.error().advice});
    }

    // Every object of a kind; none while the list is awaited, is not to be had, or the kind is not installed.
    std::vector<KubeObject> list(std::string_view group, const std::string& kind, const std::string& ns = {}) {
        const Answer* answer = look({Query::Type::list, {std::string(group), kind, ns, {}}, {}});
        std::vector<KubeObject> out;
        if (answer == nullptr) return out;
        noteHole(base::plural(kind) + " could not be listed", *answer);
        if (!answer->isKnown()) return out;
        m_out.deliveries.listed.push_back(kind);
        for (const base::Json& item : answer->value().elements()) out.emplace_back(item);
        for (const KubeObject& object : out) m_listed.insert_or_assign(object.ref(), object);
        return out;
    }

    std::vector<KubeObject> appliers() {
        std::vector<KubeObject> out = list(rules::fluxKustomizeGroup, "Kustomization");
        for (KubeObject& release : list(rules::fluxHelmGroup, "HelmRelease")) out.push_back(std::move(release));
        for (KubeObject& application : list(rules::argoGroup, "Application")) out.push_back(std::move(application));
        return out;
    }

    void fromObject() {
        const Answer* answer = look(askFor(m_subject.ref));
        if (answer == nullptr) return;
        noteHole(m_subject.ref.label() + " could not be read", *answer);
        if (!answer->isKnown()) return;
        const KubeObject object(answer->value());
        const model::ObjectRef ref = object.ref();
        if (rules::isFluxSource(ref) || isGenerator(ref)) {
            m_out.deliveries.sources.push_back(describe(object));
            fromSource(ref, object);
        } else {
            addRoot(object, "asked", {});
        }
    }

    // Who takes a source, directly or through an ArtifactGenerator.
    void fromSource(const model::ObjectRef& ref, const KubeObject& object) {
        std::set<model::ObjectRef> sources{ref};
        if (isGenerator(ref)) addArtifacts(object, sources);
        const bool forGenerators = ref.kind == "OCIRepository" || ref.kind == "GitRepository" || ref.kind == "Bucket";
        if (forGenerators) {
            for (const KubeObject& generator : list(extensionsGroup, "ArtifactGenerator")) {
                for (const Taken& taken : takenBy(generator)) {
                    if (taken.source == ref) addArtifacts(generator, sources);
                }
            }
        }
        // A chart repository and a chart have no manifests for a Kustomization.
        std::vector<KubeObject> takers = list(rules::fluxHelmGroup, "HelmRelease");
        if (ref.kind != "HelmRepository" && ref.kind != "HelmChart") {
            for (KubeObject& one : list(rules::fluxKustomizeGroup, "Kustomization")) takers.push_back(std::move(one));
        }
        addTakersOf(sources, takers);
    }

    void addArtifacts(const KubeObject& generator, std::set<model::ObjectRef>& sources) const {
        for (const base::Json& entry : generator.at("status.inventory").elements())
            sources.insert({std::string(rules::fluxSourceGroup), "ExternalArtifact",
                            entry["namespace"].text(generator.ns()), entry["name"].text()});
    }

    // Once for each applier: the first reason that is found stands.
    void addRoot(const KubeObject& applier, std::string relation, model::Because because) {
        const auto same = [&applier](const auto& root) { return root.first.ref() == applier.ref(); };
        if (std::none_of(m_roots.begin(), m_roots.end(), same))
            m_roots.push_back({applier, {std::move(relation), std::move(because)}});
    }

    void addTakersOf(const std::set<model::ObjectRef>& sources, const std::vector<KubeObject>& takers) {
        for (const KubeObject& taker : takers) {
            for (const Taken& taken : takenBy(taker)) {
                if (!sources.contains(taken.source)) continue;
                if (const auto because = becauseLive(taker, taken.source))
                    addRoot(taker, "live", *because);
                else
                    addRoot(taker, "referenced", {model::Grade::reference, taken.where});
                break;
            }
        }
    }

    // The source holds what was asked for; does the applier have that artifact live?
    std::optional<model::Because> becauseLive(const KubeObject& taker, const model::ObjectRef& source) const {
        const auto listed = m_listed.find(source);
        if (m_subject.type != Type::commit && m_subject.type != Type::digest) return std::nullopt;
        if (listed == m_listed.end()) return std::nullopt;
        const model::Revision artifact = model::parseRevision(listed->second.at("status.artifact.revision").text());
        for (const Held& held : liveOf(taker)) {
            if (artifact.hex.empty() || !model::sameContent(artifact, model::parseRevision(held.revision))) continue;
            return model::Because{model::Grade::digest, held.where + " is the artifact of " + source.label() +
                                                            ", which names it: " + model::shorten(artifact)};
        }
        return std::nullopt;
    }

    void fromContent() {
        std::vector<KubeObject> candidates = list(rules::fluxSourceGroup, "OCIRepository");
        if (m_subject.type == Type::commit) {
            for (KubeObject& one : list(rules::fluxSourceGroup, "GitRepository")) candidates.push_back(std::move(one));
        }
        const std::vector<KubeObject> all = appliers();
        if (!m_subject.unit.empty()) takeForTarget(candidates, all);
        std::set<model::ObjectRef> sources;
        for (const KubeObject& source : candidates) {
            if (!holds(source)) continue;
            m_out.deliveries.sources.push_back(describe(source));
            sources.insert(source.ref());
        }
        for (const KubeObject& applier : all) {
            if (m_subject.type == Type::configHub)
                addIfOfConfigHub(applier);
            else
                addIfLive(applier);
        }
        addTakersOf(sources, all);
    }

    // "SPACE/NAME" is a target's too, and the name of its hop.
    void takeForTarget(const std::vector<KubeObject>& sources, const std::vector<KubeObject>& appliers) {
        ReverseSubject target = m_subject;
        target.target = std::exchange(target.unit, {});
        const auto names = [&](const base::Json& url) {
            return becauseOfUrl(target, url.text(), {}, m_options).has_value();
        };
        const auto isOfIt = [&](const KubeObject& one) {
            const std::vector<base::Json> all = one.at("spec.sources").elements();
            return names(one.at("spec.url")) || names(one.at("spec.source.repoURL")) ||
                   std::any_of(all.begin(), all.end(), [&](const base::Json& each) { return names(each["repoURL"]); });
        };
        const bool isTarget = std::any_of(sources.begin(), sources.end(), isOfIt) ||
                              std::any_of(appliers.begin(), appliers.end(), isOfIt);
        if (isTarget) m_subject = std::move(target);
    }

    // ConfigHub itself knows what it brings where, and nobody has asked it.
    void noteConfigHub() {
        if (m_subject.type != Type::configHub || !m_out.deliveries.deliveries.empty()) return;
        note(
            "ConfigHub was not asked what it releases where, or applies itself, so whether anything delivers it is not "
            "known.");
    }

    // Who may have it live for all that is recorded.
    void noteSilent() {
        noteMaybe(std::string(m_subject.type == Type::commit ? "No commit" : "No digest") +
                      " is recorded for what these have live",
                  m_silent);
        noteMaybe("What these have live is not known, because a newer revision may be applied in part", m_unsettled);
    }

    void noteMaybe(const std::string& why, const std::vector<model::ObjectRef>& appliers) {
        std::vector<std::string> places;
        for (const model::ObjectRef& ref : appliers) {
            if (!m_delivering.contains(ref)) places.push_back(placeOf(ref));
        }
        if (places.empty()) return;
        const std::size_t told = std::min(places.size(), namedAppliers);
        std::string names = base::join({places.begin(), places.begin() + static_cast<std::ptrdiff_t>(told)}, ", ");
        if (told < places.size()) names += " and " + std::to_string(places.size() - told) + " more";
        note(why + ", so they may deliver it too: " + names + ".");
    }

    bool holds(const KubeObject& source) const {
        if (m_subject.type == Type::configHub)
            return becauseOfUrl(m_subject, source.at("spec.url").text(), "spec.url", m_options).has_value();
        const std::vector<Held> held = heldBy(source);
        return std::any_of(held.begin(), held.end(),
                           [this](const Held& one) { return isAsked(m_subject, one.revision); });
    }

    void addIfOfConfigHub(const KubeObject& applier) {
        if (!rules::isApplication(applier.ref())) return;
        const std::string of = " of " + applier.ref().label();
        const auto tried = [&](const base::Json& source, const std::string& field) {
            const auto because = becauseOfUrl(m_subject, source["repoURL"].text(), field + of, m_options);
            if (because) addRoot(applier, "referenced", *because);
        };
        tried(applier.at("spec.source"), "spec.source.repoURL");
        for (const base::Json& source : applier.at("spec.sources").elements()) tried(source, "spec.sources[].repoURL");
    }

    // The asked content among what an applier holds.
    const Held* askedIn(const std::vector<Held>& all) const {
        const auto found =
            std::find_if(all.begin(), all.end(), [this](const Held& one) { return isAsked(m_subject, one.revision); });
        return found == all.end() ? nullptr : &*found;
    }

    void addIfPartlyLive(const KubeObject& application) {
        const auto root = [&](const char* relation, const std::vector<Held>& all) {
            if (const Held* held = askedIn(all))
                addRoot(application, relation, {model::Grade::digest, held->where + " is " + held->revision});
        };
        root("partly", attemptedOf(application));
        root("replaced", syncedBefore(application));
        m_unsettled.push_back(application.ref());
    }

    void addIfLive(const KubeObject& applier) {
        if (rules::isApplication(applier.ref()) && rules::isPartlySynced(applier)) return addIfPartlyLive(applier);
        bool names = false;
        const std::vector<Held> live = liveOf(applier);
        for (const Held& held : live) {
            if (isAsked(m_subject, held.revision))
                return addRoot(applier, "live", {model::Grade::digest, held.where + " is " + held.revision});
            names = names || namesContent(m_subject, held.revision);
        }
        const std::vector<Held> attempted = attemptedOf(applier);
        if (const Held* held = askedIn(attempted))
            return addRoot(applier, "attempted", {model::Grade::digest, held->where + " is " + held->revision});
        if (!names && !live.empty()) m_silent.push_back(applier.ref());
        if (live.empty() && !attempted.empty()) m_unsettled.push_back(applier.ref());
    }

    model::Hop describe(const KubeObject& object) const {
        const model::ObjectRef ref = object.ref();
        if (rules::isFluxSource(ref)) return rules::describeFluxSource(object, m_options);
        if (rules::isFluxApplier(ref)) return rules::describeFluxApplier(object, m_options);
        if (rules::isApplication(ref)) return rules::describeApplication(object);
        if (rules::isApplicationSet(ref)) return rules::describeApplicationSet(object);
        model::Hop hop = hopFor(object, isGenerator(ref) ? model::Stage::oci : model::Stage::cluster);
        hop.health = status::objectHealth(object, status::ManagedBy::flux, m_options.now);
        return hop;
    }

    static std::string liveIn(const KubeObject& applier) {
        const std::vector<Held> live = liveOf(applier);
        if (live.empty()) return {};
        // The chart's version, behind the artifact's digest.
        return (applier.kind() == "HelmRelease" ? live.back() : live.front()).revision;
    }

    // Each applier once. One that belongs to the answer by itself keeps its own reason where another one lists it.
    void deliver(const KubeObject& applier, const std::string& by, const std::string& relation,
                 model::Because because) {
        if (!m_delivering.insert(applier.ref()).second) return;
        model::Delivery delivery{describe(applier), liveIn(applier), by, relation, std::move(because), {}, {}};
        const bool set = rules::isApplicationSet(applier.ref());
        std::vector<KubeObject> below;
        if (set) {
            below = applicationsOf(applier, delivery);
        } else if (relation == "replaced") {
            delivery.unread = "which of them still have it is not recorded";
        } else {
            for (const rules::Listed& listed : rules::listedBy(applier)) {
                if (relation == "partly" && !rules::isAppliedByOperation(applier, listed.ref)) continue;
                const std::string status = listed.entry.exists() ? status::recordedHealth(listed.entry).status : "";
                delivery.objects.push_back({listed.ref, listed.version, listed.because, status, listed.elsewhere});
            }
            if (delivery.objects.empty()) delivery.unread = emptyBecause(applier);
        }
        const std::string id = delivery.applier.id;
        const std::vector<model::Delivered> objects = delivery.objects;
        m_out.deliveries.deliveries.push_back(std::move(delivery));
        for (const model::Delivered& one : objects) {
            const bool further = isRecordingApplier(one.object) || rules::isApplicationSet(one.object);
            if (!further || one.elsewhere || one.object == applier.ref()) continue;
            const auto child = known(one.object);
            if (!child) continue;
            const auto root = std::find_if(m_roots.begin(), m_roots.end(),
                                           [&one](const auto& other) { return other.first.ref() == one.object; });
            if (root != m_roots.end())
                deliver(*child, id, root->second.relation, root->second.because);
            else
                deliver(*child, id, "declared", one.because);
        }
    }

    std::vector<KubeObject> applicationsOf(const KubeObject& set, model::Delivery& delivery) {
        std::vector<KubeObject> out;
        for (const KubeObject& application : list(rules::argoGroup, "Application", set.ns())) {
            for (const model::OwnerReference& owner : application.owners()) {
                if (owner.uid.empty() || owner.uid != set.uid()) continue;
                delivery.objects.push_back({application.ref(),
                                            application.version(),
                                            {model::Grade::uid, "ownerReferences of " + application.ref().label()},
                                            {},
                                            false});
                out.push_back(application);
            }
        }
        if (out.empty()) delivery.unread = "no Application that it owns was seen";
        return out;
    }

    static std::string emptyBecause(const KubeObject& applier) {
        const bool records = rules::isApplication(applier.ref()) ? applier.at("status.resources").isArray()
                                                                 : applier.at("status.inventory").isObject();
        if (records) return "its record lists no object";
        return applier.kind() == "HelmRelease" ? "it keeps no inventory (helm-controller before 1.5, or no release yet)"
                                               : "it keeps no record of what it applied";
    }

    // From a list where one has it, else by name.
    std::optional<KubeObject> known(const model::ObjectRef& ref) {
        if (const auto listed = m_listed.find(ref); listed != m_listed.end()) return listed->second;
        if (m_followed++ >= followedAppliers) {
            ++m_unfollowed;
            return std::nullopt;
        }
        const Answer* answer = look(askFor(ref));
        if (answer == nullptr || answer->isMissing()) return std::nullopt;
        noteHole(placeOf(ref) + " could not be read", *answer);
        return answer->isKnown() ? std::optional(KubeObject(answer->value())) : std::nullopt;
    }

    // Of a space's artifact only the objects that say themselves that they are the unit's.
    void keepUnit() {
        // What an applier among the objects delivers comes from that one's own source.
        std::erase_if(m_out.deliveries.deliveries,
                      [](const model::Delivery& one) { return one.relation == "declared"; });
        std::size_t read = 0;
        std::size_t unread = 0;
        std::size_t unmarked = 0;
        for (model::Delivery& delivery : m_out.deliveries.deliveries) {
            std::erase_if(delivery.objects, [&](model::Delivered& one) {
                if (read >= readObjects || one.elsewhere) {
                    ++unread;
                    return true;
                }
                ++read;
                const Answer* answer = look({Query::Type::metadata, one.object, one.version});
                if (answer == nullptr) return false;
                if (answer->isMissing()) return true;
                if (!answer->isKnown()) {
                    ++unread;
                    return true;
                }
                const auto origin = confighub::readOrigin(answer->value()["metadata"]);
                if (!origin || origin->unit.empty()) ++unmarked;
                if (!origin || base::lower(origin->unit) != base::lower(m_subject.unit)) return true;
                one.because.text += "; " + origin->from + " of the object names the unit";
                return false;
            });
        }
        dropEmpty();
        if (unread > 0)
            note(std::to_string(unread) +
                 (unread == 1 ? " object of the same artifact was" : " objects of the same artifact were") +
                 " not looked at, so they may be the unit's too.");
        if (unmarked > 0)
            note(unmarked == 1
                     ? "1 object of the same artifact does not say which unit it comes from, so it may be this "
                       "unit's too."
                     : std::to_string(unmarked) +
                           " objects of the same artifact do not say which unit they "
                           "come from, so they may be this unit's too.");
    }

    void dropEmpty() {
        std::vector<model::Delivery>& all = m_out.deliveries.deliveries;
        std::erase_if(all, [](const model::Delivery& one) { return one.objects.empty() && one.unread.empty(); });
        for (model::Delivery& one : all) {
            const bool there = std::any_of(all.begin(), all.end(),
                                           [&one](const model::Delivery& above) { return above.applier.id == one.by; });
            if (!there) one.by.clear();
        }
    }

    struct Root {
        std::string relation;
        model::Because because;
    };

    ReverseSubject m_subject;
    const Evidence& m_evidence;
    const Options& m_options;
    ReverseInvestigation m_out;
    std::map<std::string, Query> m_questions;
    std::map<model::ObjectRef, KubeObject> m_listed;
    std::vector<std::pair<KubeObject, Root>> m_roots;  ///< appliers that belong to the answer by themselves
    std::vector<model::ObjectRef> m_unsettled;         ///< nobody can tell what they have live
    std::vector<model::ObjectRef> m_silent;  ///< of what they have live, the asked kind of name is not recorded
    std::set<model::ObjectRef> m_delivering;
    std::size_t m_followed = 0;
    std::size_t m_unfollowed = 0;
};

}  // namespace

ReverseInvestigation reverse(const ReverseSubject& subject, const Evidence& evidence, const Options& options) {
    return Search(subject, evidence, options).run();
}

}  // namespace scout::trace
