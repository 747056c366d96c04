#include "trace/differences.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/masking.h"
#include "base/text.h"
#include "trace/managed_fields.h"
#include "trace/survival.h"

namespace scout::trace {

namespace {

using model::Difference;
using model::KubeObject;

constexpr std::string_view lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
constexpr std::size_t namedFields = 3;

FieldPath fields(std::initializer_list<std::string_view> names) {
    FieldPath path;
    for (const std::string_view name : names) path.push_back({FieldStep::Kind::field, std::string(name)});
    return path;
}

// Nobody's wish: what the API machinery and built-in controllers keep about every object of the kind.
bool isBookkeeping(const FieldPath& path) {
    static const std::vector<FieldPath> kept = {
        fields({"status"}), fields({"metadata", "finalizers"}), fields({"metadata", "ownerReferences"}),
        fields({"metadata", "annotations", "deployment.kubernetes.io/revision"}),
        fields({"metadata", "annotations", lastApplied})};
    return std::any_of(kept.begin(), kept.end(),
                       [&path](const FieldPath& one) { return path == one || isBelow(path, one); });
}

bool isScale(const FieldSet& set) {
    return set.subresource == "scale";
}

// "kube-controller-manager" scales for a HorizontalPodAutoscaler only.
std::string nameOf(const FieldSet& set) {
    if (!isScale(set)) return set.manager;
    return set.manager == "kube-controller-manager" ? set.manager + " (a HorizontalPodAutoscaler, by scaling)"
                                                    : set.manager + " (by scaling)";
}

// An omitted field and its zero value are one thing to the API server.
bool isEmpty(const base::Json& value) {
    if (!value.exists() || value.isNull()) return true;
    if (value.isObject() || value.isArray()) return value.size() == 0;
    return (value.isText() && value.text().empty()) || value.boolean() == false || value.integer() == 0;
}

struct Holding {
    const FieldSet* set = nullptr;
    FieldPath path;
};

class Comparison {
  public:
    /// `recorded`: the object is from a snapshot, which leaves some values out.
    Comparison(const KubeObject& object, const std::vector<std::string>& appliers, bool recorded)
        : m_object(object), m_appliers(appliers), m_recorded(recorded), m_sets(managedFields(object)) {
        for (const FieldSet& set : m_sets) {
            if (!isApplier(set)) continue;
            m_applied = true;
            for (const FieldPath& path : set.fields) m_own.insert(pathText(path));
        }
        readLastApplied();
    }

    bool hasManagers() const { return !m_sets.empty(); }
    bool isByApplier() const { return m_applied; }
    std::string managers() const {
        std::set<std::string> names;
        for (const FieldSet& set : m_sets) names.insert(set.manager);
        return base::join({names.begin(), names.end()}, ", ");
    }

    // The latest holder of every field that the applier does not hold, by the path's text.
    std::map<std::string, Holding> others() const {
        std::map<std::string, Holding> out;
        for (const FieldSet& set : m_sets) {
            if (isApplier(set) || (!set.subresource.empty() && !isScale(set))) continue;
            for (const FieldPath& path : set.fields) add(out, set, path);
        }
        // An item that is held as a whole stands for all that is in it.
        for (auto held = out.begin(); held != out.end();) {
            const FieldPath& path = held->second.path;
            const bool covered = std::any_of(out.begin(), out.end(),
                                             [&path](const auto& other) { return isBelow(path, other.second.path); });
            held = covered ? out.erase(held) : std::next(held);
        }
        return out;
    }

    // Nothing for a field that is as it was applied after all.
    std::optional<Difference> difference(const Holding& holding) const {
        const base::Json live = valueAt(m_object.json(), holding.path);
        const base::Json applied = valueAt(m_wanted, holding.path);
        const bool same = applied == live && !base::lacksCredentials(live.dump());
        if (applied.exists() && (same || (isEmpty(applied) && isEmpty(live)))) return std::nullopt;
        const std::string absent = m_recorded ? "\"(not in the snapshot)\"" : "";
        return Difference{pathText(holding.path), applied.exists() ? applied.dump() : std::string(),
                          live.exists() ? live.dump() : absent, holding.set->manager, holding.set->time};
    }

    // Members that were applied and are not there any more. Lists are not searched: their items have no fixed place.
    std::vector<Difference> gone() const {
        std::vector<Difference> out;
        FieldPath path;
        collectGone(m_wanted, m_object.json(), path, out);
        return out;
    }

  private:
    bool isApplier(const FieldSet& set) const {
        return std::find(m_appliers.begin(), m_appliers.end(), set.manager) != m_appliers.end();
    }

    void add(std::map<std::string, Holding>& out, const FieldSet& set, const FieldPath& path) const {
        const std::string text = pathText(path);
        if (isBookkeeping(path) || m_own.contains(text)) return;
        Holding& holding = out[text];
        if (holding.set == nullptr || holding.set->time < set.time) holding = {&set, path};
    }

    // The annotation is the applier's only where the applier holds it: people's `kubectl apply` writes it too.
    void readLastApplied() {
        if (!m_own.contains(pathText(fields({"metadata", "annotations", lastApplied})))) return;
        const auto wanted = base::Json::parse(m_object.annotation(lastApplied), lastApplied);
        if (wanted) m_wanted = *wanted;
    }

    void collectGone(const base::Json& wanted, const base::Json& live, FieldPath& path,
                     std::vector<Difference>& out) const {
        for (const auto& [name, value] : wanted.members()) {
            path.push_back({FieldStep::Kind::field, name});
            const base::Json now = live[std::string_view(name)];
            const bool top = path.size() == 1 && (name == "apiVersion" || name == "kind");
            if (!top && !isBookkeeping(path)) {
                if (!now.exists() && !isEmpty(value))
                    out.push_back({pathText(path), value.dump(), {}, {}, {}});
                else if (value.isObject())
                    collectGone(value, now, path, out);
            }
            path.pop_back();
        }
    }

    const KubeObject& m_object;
    const std::vector<std::string>& m_appliers;
    bool m_recorded;
    std::vector<FieldSet> m_sets;
    std::set<std::string> m_own;  ///< texts of the paths that the applier holds
    bool m_applied = false;
    base::Json m_wanted;  ///< absent where the applier left no word
};

struct Ends {
    const model::Hop* applier = nullptr;
    const model::Hop* object = nullptr;
};

// Up the main path from `last`, through owners, to the first that something applies.
Ends appliedOn(const Board& board, const std::string& last) {
    const std::vector<model::Hop> path = board.pathTo(last);
    const auto node = [&board](const std::string& id) {
        const auto found = std::find_if(board.nodes().begin(), board.nodes().end(),
                                        [&id](const model::Hop& hop) { return hop.id == id; });
        return found == board.nodes().end() ? nullptr : &*found;
    };
    for (auto hop = path.rbegin(); hop != path.rend(); ++hop) {
        for (const model::Edge& edge : board.edges()) {
            if (edge.to == hop->id && edge.relation == "applies") return {node(edge.from), node(hop->id)};
        }
        const model::Edge* up = board.mainEdgeInto(hop->id);
        if (up == nullptr || up->relation != "owns") break;
    }
    return {};
}

std::string listOf(const std::vector<std::string>& paths) {
    std::vector<std::string> named(paths.begin(),
                                   paths.begin() + static_cast<std::ptrdiff_t>(std::min(paths.size(), namedFields)));
    std::string out = base::join(named, ", ");
    if (paths.size() > namedFields) out += " and " + std::to_string(paths.size() - namedFields) + " more";
    return out;
}

void noteDrift(Board& board, const Ends& ends, const KubeObject& object, const std::optional<KubeObject>& applier,
               const std::map<std::string, std::pair<const FieldSet*, std::vector<std::string>>>& byManager) {
    for (const auto& [name, held] : byManager) {
        const auto& [set, paths] = held;
        const bool one = paths.size() == 1;
        const bool scaler = isScale(*set) && set->manager == "kube-controller-manager";
        model::Finding finding{
            "drift", scaler ? model::Severity::info : model::Severity::warning, ends.object->label(),
            listOf(paths) + (one ? " is held by " : " are held by ") + name + ", not by " + ends.applier->label(),
            survivalOf({object, set->manager, isScale(*set)}, *ends.applier, applier)};
        finding.by = set->manager;
        finding.since = set->time;
        board.note(std::move(finding));
    }
}

}  // namespace

Differences differencesOf(Board& board, const std::string& last) {
    const Ends ends = appliedOn(board, last);
    if (ends.applier == nullptr || ends.object == nullptr)
        return {{}, "Nothing was found that applies it, so there is nothing to compare with"};
    const auto ref = model::objectOf(*ends.object);
    if (!ref || model::isHole(ends.object->health.state))
        return {{}, ends.object->label() + " could not be read: " + ends.object->health.status};
    if (ref->group.empty() && ref->kind == "Secret")
        return {{}, "Secrets are not compared: only their metadata is read"};
    const std::vector<std::string> managers = managersOf(ends.applier->kind);
    if (managers.empty())
        return {{}, "It is not known by which name " + ends.applier->label() + " writes the fields that it applies"};

    Query query = fullOf(askFor(*ref));
    if (!ends.object->cluster.empty()) query.cluster = Query::Cluster::management;
    const Answer* answer = board.look(query);
    if (answer == nullptr) return {};
    if (!answer->isKnown())
        return {{},
                ends.object->label() + " could not be read in full" +
                    (answer->isUnseen() ? ": " + answer->error().what : std::string())};
    const KubeObject object(answer->value());
    const Comparison comparison(object, managers, board.isRecorded());
    if (!comparison.hasManagers())
        return {{},
                ends.object->label() +
                    " came without metadata.managedFields, as objects of older snapshots, lists and watches do"};
    if (!comparison.isByApplier())
        return {
            {},
            "None of its fields is held by " + managers.front() + " (its managers are " + comparison.managers() + ")"};

    Differences out;
    std::map<std::string, std::pair<const FieldSet*, std::vector<std::string>>> byManager;
    for (const auto& [path, holding] : comparison.others()) {
        auto difference = comparison.difference(holding);
        if (!difference) continue;
        auto& held = byManager[nameOf(*holding.set)];
        if (held.first == nullptr || held.first->time < holding.set->time) held.first = holding.set;
        held.second.push_back(path);
        out.found.push_back(*std::move(difference));
    }
    std::vector<std::string> gone;
    for (Difference& one : comparison.gone()) {
        gone.push_back(one.path);
        out.found.push_back(std::move(one));
    }
    std::sort(out.found.begin(), out.found.end(),
              [](const Difference& left, const Difference& right) { return left.path < right.path; });
    const std::optional<KubeObject> applier = board.objectOf(*ends.applier);
    noteDrift(board, ends, object, applier, byManager);
    if (!gone.empty()) {
        board.note({"drift", model::Severity::warning, ends.object->label(),
                    listOf(gone) + (gone.size() == 1 ? " was" : " were") + " applied by " + ends.applier->label() +
                        " and " + (gone.size() == 1 ? "is" : "are") +
                        " not there any more; who removed it is not recorded",
                    survivalOf({object, {}, false}, *ends.applier, applier)});
    }
    if (out.found.empty()) {
        board.note({"no-drift",
                    model::Severity::info,
                    ends.object->label(),
                    ends.applier->label() + " holds every field of it that somebody has set",
                    {}});
    }
    return out;
}

}  // namespace scout::trace
