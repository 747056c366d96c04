// A watch as a conversation: what happens to objects after they were listed, read from a stream that is cut anywhere,
// without I/O.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/http.h"
#include "base/json.h"
#include "kube/api_error.h"
#include "kube/read.h"
#include "kube/resource.h"

namespace scout::kube {

/// One WATCH of a collection (API concepts, "Efficient detection of changes"). Asks for bookmarks, so that the resource
/// version stays young where nothing happens.
class WatchObjects {
  public:
    /// A line is one event; etcd holds no object that is larger by far.
    static constexpr std::size_t longestLine = std::size_t{16} << 20;

    struct Selection {
        std::string ns;                     ///< "" = all
        std::string name;                   ///< "" = every object
        std::string resourceVersion;        ///< of the list, or of the watch before
        std::chrono::seconds timeout{290};  ///< after which the server ends it
    };
    struct Event {
        enum class Type { added, modified, deleted };
        Type type = Type::modified;
        base::Json object;  ///< as lists give it (ReadAnswer)
    };
    struct Outcome {
        enum class Kind {
            ended,      ///< as it should: go on from resourceVersion()
            expired,    ///< the server has forgotten what came after resourceVersion(): list again
            notServed,  ///< the server serves no such kind
            failed,     ///< `error`; what was seen holds, and a new watch may go on from resourceVersion()
        };
        Kind kind = Kind::ended;
        base::Error error;
    };

    /// `version` is the one that the list was read in.
    WatchObjects(Resource resource, std::string version, Selection selection, Detail detail);

    base::HttpRequest request() const;
    void head(const base::HttpResponse& head);
    /// The events that are complete with it. None any more once isOver().
    std::vector<Event> body(std::string_view chunk);
    /// What comes of it is known: the rest of the stream is of no interest.
    bool isOver() const { return m_outcome.has_value(); }
    /// To be called when the stream has ended; `error` is the transport's. Errors: what kube::apiError says of the
    /// status or of an ERROR event (401 auth, 403 forbidden with the rule, 5xx server ...), protocol for what is no
    /// watch or was cut, tooLarge.
    Outcome end(const std::optional<base::Error>& error);

    /// The latest that was seen.
    const std::string& resourceVersion() const { return m_selection.resourceVersion; }
    const Asked& asked() const { return m_asked; }

  private:
    void line(std::string_view text, std::vector<Event>& events);
    void errorEvent(const base::Json& status);
    void fail(base::ErrorKind kind, std::string what);
    Outcome refusal() const;

    Asked m_asked;
    std::string m_version;
    Selection m_selection;
    Detail m_detail;
    base::HttpResponse m_head;
    std::string m_rest;  ///< of a line; the body of an answer that is no watch
    std::optional<Outcome> m_outcome;
};

}  // namespace scout::kube
