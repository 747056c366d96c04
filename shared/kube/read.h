// Reading objects as a conversation: version fallback, paging and 410 handling, without I/O.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/http.h"
#include "base/json.h"
#include "kube/api_error.h"
#include "kube/resource.h"

namespace scout::kube {

/// `metadata` gives {apiVersion, kind, metadata} whatever the server sent. Secrets are read so, too, whichever of the
/// first three is asked for. `metadata` and `lean` go without what is often more than the rest: which fields each of
/// managedFields holds (who wrote the object stays), and kubectl's last-applied-configuration; each object is a
/// document of its own then, for those who keep many. `secret` reads a Secret with its data, and only
/// --use-cluster-credentials has a use for that (engine/pull_secrets.h).
enum class Detail { full, lean, metadata, secret };

/// The Accept header that asks for it. `metadataKind` is "PartialObjectMetadata", "PartialObjectMetadataList" for
/// lists.
std::string acceptHeader(const Resource& resource, Detail detail, std::string_view metadataKind);

/// What a read found out. `value` is the object (or an array of objects); absent `value` means that the server answered
/// and there is no such object, or - `kindNotServed` - that it serves no such kind in any version tried.
///
/// Objects are complete and clean: apiVersion and kind are the resource's own even where the server leaves them out
/// (items of a list) or writes PartialObjectMetadata; a Secret has neither data nor the annotations in which tools keep
/// a copy of it.
struct ReadAnswer {
    base::Json value;
    bool found = false;
    bool kindNotServed = false;
    std::optional<base::Error> absence;  ///< set when not found: the error for a caller to whom absence is one
    std::string version;                 ///< the one that was served, when found
    std::string resourceVersion;         ///< of a list: what a watch of it starts from
};

/// GET of one object. Tries resource.versions in order: a 404 that is not the API's own "object not found" means that
/// the version is not served, and the next one is tried.
class ReadObject {
  public:
    ReadObject(Resource resource, std::string ns, std::string name, Detail detail);
    base::HttpRequest start();
    base::Step<ReadAnswer> next(const base::HttpResponse& response);
    /// For errors of the transport: what was being asked.
    const Asked& asked() const { return m_asked; }

  private:
    base::HttpRequest request() const;

    Asked m_asked;
    Detail m_detail;
    std::size_t m_version = 0;
};

/// Paged LIST in one namespace ("" = all), with optional selectors. An expired continue token (410) goes on with the
/// token that the server offers, or starts again without one, once. A list of more than maxPages pages is an error
/// (tooLarge).
class ListObjects {
  public:
    static constexpr int maxPages = 500;

    struct Selection {
        std::string ns;
        std::string fieldSelector;
        std::string labelSelector;
        int limit = 500;
    };
    ListObjects(Resource resource, Selection selection, Detail detail);
    base::HttpRequest start();
    base::Step<ReadAnswer> next(const base::HttpResponse& response);
    /// The objects that came with the last pages, for a caller who will not wait for all of them: they are not in the
    /// answer then. A caller who takes them while the list starts again (restarts() is greater) will see them again,
    /// and those that are gone no more.
    std::vector<base::Json> takeItems() { return std::exchange(m_items, {}); }
    int restarts() const { return m_restarts; }
    /// For errors of the transport: what was being asked.
    const Asked& asked() const { return m_asked; }

  private:
    base::HttpRequest request() const;
    base::Step<ReadAnswer> resume(const base::HttpResponse& response);

    Asked m_asked;
    Selection m_selection;
    Detail m_detail;
    std::size_t m_version = 0;
    std::string m_continue;
    std::string m_resourceVersion;
    bool m_resumed = false;
    int m_restarts = 0;
    int m_pages = 0;
    std::vector<base::Json> m_items;
};

}  // namespace scout::kube
