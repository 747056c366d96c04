// From what the user wrote to the objects that are traced.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "kube/arguments.h"
#include "kube/discovery.h"
#include "kube/resource.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "model/object.h"

namespace scout::plugin {

/// An object to trace.
struct Subject {
    model::ObjectRef ref;
    std::string typeName;  ///< as typed; "" when the object came from a manifest or --app
    kube::Resource resource;
    bool anywhere = false;  ///< ref.ns is only the first place to look in (--app NAME)
    std::string warning;    ///< worth telling the user, "" when nothing is
};

/// What a command line asks for, before names of kinds are looked up.
struct Request {
    std::vector<kube::ResourceArgument> arguments;
    std::vector<kube::ManifestObject> manifests;
    std::vector<std::string> applications;  ///< "NAME" or "NAMESPACE/NAME"

    bool empty() const { return arguments.empty() && manifests.empty() && applications.empty(); }
};

/// Reads arguments and manifests. Errors are of kind usage or config. An empty request is none of its business.
base::Result<Request> readRequest(const Options& options, const Environment& environment);

struct Namespaces {
    std::string chosen;   ///< --namespace; "" when not given
    std::string context;  ///< what applies where neither flag nor manifest says one
    std::string argocd = "argocd";
};

/// The kinds of a server, where a name is not built in.
struct Kinds {
    /// What is known without asking, such as kubectl's cache; nullptr when nothing is. Not being in it proves nothing.
    std::function<const kube::Discovered*()> cached;
    /// The server's own list; called at most once for each call of `resolve`.
    std::function<base::Result<kube::Discovered>()> served;
};

/// One result for each thing asked for, in order: arguments, manifests, applications. An unknown kind fails alone.
std::vector<base::Result<Subject>> resolve(const Request& request, const Namespaces& namespaces, const Kinds& kinds);

}  // namespace scout::plugin
