// Reading objects as a conversation: version fallback, paging and 410 handling, without I/O.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/http.h"
#include "base/json.h"
#include "kube/api_error.h"
#include "kube/resource.h"

namespace scout::kube {

/// `metadata` gives {apiVersion, kind, metadata} whatever the server sent. Secrets are always read so, whichever is
/// asked for.
enum class Detail { full, metadata };

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
    bool m_restarted = false;
    int m_pages = 0;
    std::vector<base::Json> m_items;
};

}  // namespace scout::kube
