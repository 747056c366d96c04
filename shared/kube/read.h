// Reading objects as a conversation: version fallback, paging and 410 handling, without I/O.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/http.h"
#include "base/json.h"
#include "kube/resource.h"

namespace scout::kube {

enum class Detail { full, metadata };

/// What a read found out. `value` is the object (or an array of objects); absent `value` means that the server answered and
/// there is no such object, or - `kindNotServed` - that it serves no such kind in any version tried.
struct ReadAnswer {
    base::Json value;
    bool found = false;
    bool kindNotServed = false;
};

/// GET of one object. Tries resource.versions in order: a 404 that is not the API's own "object not found" means that the
/// version is not served, and the next one is tried.
class ReadObject {
  public:
    ReadObject(Resource resource, std::string ns, std::string name, Detail detail);
    base::HttpRequest start();
    base::Step<ReadAnswer> next(const base::HttpResponse& response);

  private:
    base::HttpRequest request() const;

    Resource m_resource;
    std::string m_ns;
    std::string m_name;
    Detail m_detail;
    std::size_t m_version = 0;
};

/// Paged LIST in one namespace ("" = all), with optional selectors. An expired continue token (410) goes on with the token that
/// the server offers, or starts again without one, once.
class ListObjects {
  public:
    struct Selection {
        std::string ns;
        std::string fieldSelector;
        std::string labelSelector;
        int limit = 500;
    };
    ListObjects(Resource resource, Selection selection, Detail detail);
    base::HttpRequest start();
    base::Step<ReadAnswer> next(const base::HttpResponse& response);

  private:
    base::HttpRequest request() const;

    Resource m_resource;
    Selection m_selection;
    Detail m_detail;
    std::size_t m_version = 0;
    std::string m_continue;
    bool m_restarted = false;
    std::vector<base::Json> m_items;
};

}  // namespace scout::kube
