#include "kubectl-scout/subjects.h"

#include <optional>
#include <utility>

#include "kube/mapper.h"
#include "kubectl-scout/manifests.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

namespace {

constexpr std::string_view kArgoGroup = "argoproj.io";

// Built in, else cached, else the server's list, which is fetched when it is needed first.
class Lookup {
  public:
    explicit Lookup(const Kinds& kinds) : m_kinds(kinds) {}

    base::Result<kube::TypeMatch> type(const std::string& typeName) {
        if (auto match = kube::builtinType(typeName)) return *std::move(match);
        if (const auto* cached = m_kinds.cached()) {
            if (auto match = kube::resolveType(typeName, *cached)) return match;
        }
        const auto& list = served();
        if (!list) return list.error();
        return kube::resolveType(typeName, *list);
    }

    base::Result<std::optional<kube::Resource>> kind(const std::string& group, const std::string& name) {
        if (auto resource = kube::resourceFor(group, name, m_kinds.cached())) return resource;
        const auto& list = served();
        if (!list) return list.error();
        return kube::resourceFor(group, name, &*list);
    }

  private:
    const base::Result<kube::Discovered>& served() {
        if (!m_list) m_list = m_kinds.served();
        return *m_list;
    }

    const Kinds& m_kinds;
    std::optional<base::Result<kube::Discovered>> m_list;
};

std::optional<std::string> namespaceProblem(const std::string& ns) {
    return kube::nameProblem(kube::findBuiltin("", "Namespace"), ns);
}

std::optional<Error> impossibleNamespace(const Options& options) {
    for (const std::string flag : {"namespace", "argocd-namespace"}) {
        const std::string ns = options.textOr(flag, "");
        if (ns.empty()) continue;
        if (const auto problem = namespaceProblem(ns)) {
            return Error{ErrorKind::usage, "no namespace can have the name \"" + ns + "\": it " + *problem, "--" + flag,
                         "Names are as kubectl get namespaces shows them."};
        }
    }
    return std::nullopt;
}

base::Result<Subject> fromArgument(const kube::ResourceArgument& argument, const Namespaces& namespaces,
                                   Lookup& lookup) {
    const auto match = lookup.type(argument.typeName);
    if (!match) return match.error();
    const kube::Resource& resource = match->resource;
    if (const auto problem = kube::nameProblem(&resource, argument.name)) {
        return Error{ErrorKind::usage,
                     "no " + resource.kind + " can have the name \"" + argument.name + "\": " + *problem,
                     argument.typeName + "/" + argument.name, "Check the spelling."};
    }
    Subject subject;
    subject.ref = {resource.group, resource.kind, {}, argument.name};
    if (resource.namespaced) subject.ref.ns = namespaces.chosen.empty() ? namespaces.context : namespaces.chosen;
    subject.typeName = argument.typeName;
    subject.resource = resource;
    if (!match->others.empty()) {
        subject.warning = "\"" + argument.typeName + "\" is read as " + kube::qualifiedName(resource) +
                          "; it could also mean " + match->others.front();
        for (std::size_t i = 1; i < match->others.size(); ++i) subject.warning += ", " + match->others[i];
    }
    return subject;
}

base::Result<Subject> fromManifest(const kube::ManifestObject& object, const Namespaces& namespaces, Lookup& lookup) {
    const auto looked = lookup.kind(object.ref.group, object.ref.kind);
    if (!looked) return looked.error();
    const std::optional<kube::Resource>& resource = *looked;
    if (!resource) {
        const std::string apiVersion =
            object.ref.group.empty() ? object.version : object.ref.group + "/" + object.version;
        return Error{ErrorKind::notInstalled,
                     "no matches for kind \"" + object.ref.kind + "\" in version \"" + apiVersion + "\"",
                     object.ref.label(),
                     "The cluster does not serve this kind: check the context, or install its definition."};
    }
    Subject subject;
    subject.ref = object.ref;
    subject.resource = *resource;
    if (!resource->namespaced)
        subject.ref.ns.clear();
    else if (!namespaces.chosen.empty())
        subject.ref.ns = namespaces.chosen;
    else if (subject.ref.ns.empty())
        subject.ref.ns = namespaces.context;
    return subject;
}

base::Result<Subject> fromApplication(const std::string& text, const Namespaces& namespaces) {
    const auto slash = text.find('/');
    Subject subject;
    subject.ref = {std::string(kArgoGroup), "Application", namespaces.argocd, text};
    subject.anywhere = slash == std::string::npos;
    if (!subject.anywhere) {
        subject.ref.ns = text.substr(0, slash);
        subject.ref.name = text.substr(slash + 1);
    }
    auto problem = kube::nameProblem(nullptr, subject.ref.name);
    if (!problem && !subject.anywhere) problem = namespaceProblem(subject.ref.ns);
    if (subject.ref.ns.empty() || problem) {
        return Error{ErrorKind::usage,
                     "\"" + text + "\" does not name an Application" + (problem ? ": " + *problem : std::string()),
                     "--app", "Write NAME or NAMESPACE/NAME."};
    }
    subject.resource = *kube::findBuiltin(kArgoGroup, "Application");
    return subject;
}

}  // namespace

base::Result<Request> readRequest(const Options& options, const Environment& environment) {
    if (auto problem = impossibleNamespace(options)) return *std::move(problem);
    Request request;
    const auto files = options.list("filename");
    if (!options.arguments.empty()) {
        if (!files.empty()) {
            return Error{ErrorKind::usage, "--filename and resource arguments cannot be used together",
                         options.arguments.front(), "Name the objects, or give the manifest that names them."};
        }
        auto arguments = kube::parseArguments(options.arguments);
        if (!arguments) return arguments.error();
        request.arguments = *std::move(arguments);
    }
    if (!files.empty()) {
        auto manifests = readManifests(files, options.isTrue("recursive"), environment);
        if (!manifests) return manifests.error();
        request.manifests = *std::move(manifests);
    }
    request.applications = options.list("app");
    return request;
}

std::vector<base::Result<Subject>> resolve(const Request& request, const Namespaces& namespaces, const Kinds& kinds) {
    Lookup lookup(kinds);
    std::vector<base::Result<Subject>> subjects;
    for (const auto& argument : request.arguments) subjects.push_back(fromArgument(argument, namespaces, lookup));
    for (const auto& object : request.manifests) subjects.push_back(fromManifest(object, namespaces, lookup));
    for (const auto& name : request.applications) subjects.push_back(fromApplication(name, namespaces));
    return subjects;
}

}  // namespace scout::plugin
