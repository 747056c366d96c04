// Objects in manifests; resource arguments are in arguments.cpp.
#include <optional>

#include "base/text.h"
#include "kube/arguments.h"
#include "kube/resource.h"

namespace scout::kube {

namespace {

using base::Error;
using base::ErrorKind;
using base::Json;

class Reader {
  public:
    explicit Reader(std::string_view where) : m_where(where) {}

    std::optional<Error> document(const Json& json, std::size_t number) {
        return object(json, "document " + std::to_string(number), {}, {});
    }
    std::vector<ManifestObject> take() { return std::move(m_objects); }

  private:
    Error problem(const std::string& place, const std::string& what, std::string advice = {}) const {
        return {ErrorKind::usage, place + " " + what, m_where, std::move(advice)};
    }

    // `apiVersion` and `kind` are what a typed list says about items that do not say it themselves.
    std::optional<Error> object(const Json& json, const std::string& place, std::string apiVersion, std::string kind) {
        if (!json.isObject()) return problem(place, "is not a Kubernetes object");
        apiVersion = json["apiVersion"].text(apiVersion);
        kind = json["kind"].text(kind);
        auto [group, version] = model::splitApiVersion(apiVersion);
        if (group == "kustomize.config.k8s.io") {
            return problem(place, "is a kustomize file, not an object in a cluster",
                           "Let kubectl build it first: kubectl kustomize DIR | kubectl scout trace -f -");
        }
        if (kind.empty()) return problem(place, "is not a Kubernetes object: it has no kind");
        if (version.empty()) return problem(place, "(" + base::escapeControl(kind) + ") has no apiVersion");
        if (json["items"].isArray()) return list(json["items"], place, apiVersion, kind);

        const std::string name = json.at("metadata.name").text();
        const std::string shown = place + " (" + base::escapeControl(kind) + ")";
        if (name.empty()) {
            if (json.at("metadata.generateName").isText()) {
                return problem(shown,
                               "has generateName instead of a name, and the cluster chose the name when it was created",
                               "Name the object itself: kubectl scout trace TYPE/NAME");
            }
            return problem(shown, "has no metadata.name");
        }
        if (const auto wrong = nameProblem(findBuiltin(group, kind), name)) {
            return problem(shown, "has a name that cannot be: \"" + base::escapeControl(name) + "\" " + *wrong);
        }
        const std::string ns = json.at("metadata.namespace").text();
        if (!ns.empty() && !isPossibleName(ns)) {
            return problem(shown, "has a namespace that cannot be: \"" + base::escapeControl(ns) + "\"");
        }
        m_objects.push_back({{std::move(group), std::move(kind), ns, name}, std::move(version)});
        return std::nullopt;
    }

    std::optional<Error> list(const Json& items, const std::string& place, const std::string& apiVersion,
                              const std::string& kind) {
        const bool typed = kind.size() > 4 && kind.substr(kind.size() - 4) == "List";
        const std::string itemKind = typed ? kind.substr(0, kind.size() - 4) : std::string();
        std::size_t number = 0;
        for (const Json& item : items.elements()) {
            const std::string itemPlace = place + ", item " + std::to_string(++number);
            if (auto error = object(item, itemPlace, typed ? apiVersion : std::string(), itemKind)) return error;
        }
        return std::nullopt;
    }

    std::string m_where;
    std::vector<ManifestObject> m_objects;
};

}  // namespace

base::Result<std::vector<ManifestObject>> manifestObjects(const std::vector<Json>& documents, std::string_view where) {
    Reader reader(where);
    std::size_t number = 0;
    for (const Json& document : documents) {
        ++number;
        if (auto error = reader.document(document, number)) return *error;
    }
    return reader.take();
}

}  // namespace scout::kube
