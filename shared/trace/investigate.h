// The tracer: a pure function that asks (design: architecture.md). It never waits and knows no network.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "model/trace.h"
#include "trace/evidence.h"

namespace scout::trace {

struct Options {
    /// The time that rules with a grace period count from: now, or the time of the recording.
    base::Time now;
    /// Where Argo CD's controller lives: an Application named without a namespace is looked for here first.
    std::string argocdNamespace = "argocd";
    /// Registries ("host[:port]") that are known to be ConfigHub's beside the built-in `oci.*.confighub.com`.
    std::vector<std::string> configHubRegistries;

    /// What may be asked beside the traced cluster. Evidence that is there is used whatever these say.
    struct Reach {
        bool registries = false;  ///< manifests, tags
        bool signatures = false;  ///< referrers, signatures, attestations (--verify)
        bool configHub = false;   ///< ConfigHub's API
        bool management = false;  ///< another cluster's API server, where the appliers live
    };
    Reach reach;
    /// The kubeconfig context of the management cluster; "" without one.
    std::string managementContext;

    /// Whom --verify believes.
    struct Trust {
        struct Pem {
            std::string name;  ///< of the file, for the words
            std::string text;  ///< PEM
        };
        std::vector<Pem> keys;          ///< public keys
        std::vector<Pem> certificates;  ///< of a notation trust store, or roots of a certificate authority
        std::string identity;           ///< the certificate's subject must be this; "" = any
        std::string issuer;             ///< and its OIDC issuer; "" = any
    };
    Trust trust;
    bool history = false;  ///< fill Trace::history
    bool diff = false;     ///< fill Trace::differences
};

struct Investigation {
    /// What the evidence proves so far. Complete when `questions` is empty.
    model::Trace trace;
    /// What it would like answered next; never one that the evidence answers already and up to date.
    std::vector<Query> questions;
    /// Keys of the answers that it depends on: the same evidence under these keys gives the same investigation.
    std::vector<std::string> looked;
};

class Appliers;
class Readings;

/// `subject.ns` must be set for namespaced kinds. Context, tracedAt and cost of the trace are the caller's to fill.
Investigation investigate(const model::ObjectRef& subject, const Evidence& evidence, const Options& options);
/// The same beside the appliers that the evidence holds: whose record lists an object applies it, also where nothing on
/// the object says so, and nothing is "unmanaged" as long as appliers are not read.
Investigation investigate(const model::ObjectRef& subject, const Evidence& evidence, const Options& options,
                          const Appliers& appliers);
/// The same, for many subjects in one body of evidence with the same options: what they share is read once.
Investigation investigate(const model::ObjectRef& subject, const Evidence& evidence, const Options& options,
                          const Appliers& appliers, Readings& readings);

}  // namespace scout::trace
