// What the tracer may ask. A query names things in the domain's words; the engine knows which conversation answers it.
#pragma once

#include <string>

#include "model/object.h"

namespace scout::trace {

/// Where in which registry (facts: protocols 4).
struct RegistryPlace {
    std::string registry;      ///< host[:port], as the source names it
    std::string repository;    ///< "target/prod/us-west"
    std::string reference;     ///< manifest: tag or digest; referrers, blob: digest; tags: ""
    bool plainHttp = false;    ///< the source says that this registry is spoken to without TLS
    bool insecureTls = false;  ///< the source says that its certificate is not checked
    /// The source's own pull Secret, read only with --use-cluster-credentials; "" when it names none.
    std::string secretNs;
    std::string secretName;

    bool operator==(const RegistryPlace&) const = default;
};

struct Query {
    enum class Type {
        object,    ///< this object, in full
        metadata,  ///< this object's metadata only (PartialObjectMetadata): Secrets, and kinds whose state needs no
                   ///< body
        search,    ///< objects of this kind and name in any namespace; ref.ns is empty. Known answers hold an array
        list,      ///< all objects of this kind in ref.ns ("" = everywhere), or those with `labels`; ref.name is empty.
                   ///< An array
        /// {"digest","mediaType","size","manifest":{...}}: digest is that of the bytes that came, and was compared with
        /// the one asked for
        manifest,
        tags,       ///< {"tags":[...]}, as far as the registry lists them
        referrers,  ///< {"manifests":[descriptor...],"from":"api"|"tag"}; missing where the registry knows none
        blob,       ///< {"digest","size","base64"}: only small ones (signatures, attestations); digest was compared
        configHub,  ///< an array of entities without envelope, all pages together; see confighub/
    };
    /// Whose API server is asked for objects.
    enum class Cluster { traced, management };

    Type type = Type::object;
    model::ObjectRef ref;
    /// The version to try first when the asker has seen one (an ownerReference's apiVersion); no part of the query's
    /// identity.
    std::string version{};
    Cluster cluster = Cluster::traced;
    RegistryPlace registry{};  ///< manifest, tags, referrers, blob
    std::string labels{};      ///< list: a label selector, "" = all of the kind
    std::string target{};      ///< configHub: path and query below the server's base URL, percent-encoded

    /// Unique text form: "object apps/Deployment/prod/frontend", "management object ...", "manifest
    /// registry.test/apps@sha256:...", "confighub /api/space?...".
    std::string key() const;
};

/// The right way to ask for an object of that kind: metadata only for Secrets (their data is never read) and for kinds
/// whose state does not depend on their body.
Query askFor(const model::ObjectRef& ref, const std::string& version = {});
Query searchFor(const std::string& group, const std::string& kind, const std::string& name);
/// The same object in full, for a metadata query.
Query fullOf(const Query& query);
/// Whether the API server answers it, as opposed to a registry or ConfigHub.
bool isOfCluster(Query::Type type);

}  // namespace scout::trace
