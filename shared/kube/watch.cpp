#include "kube/watch.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "kube/admit.h"

namespace scout::kube {

using base::Error;
using base::ErrorKind;
using base::HttpRequest;
using base::HttpResponse;
using base::Json;

namespace {

constexpr std::size_t longestRefusal = std::size_t{1} << 20;

bool isSuccess(int status) {
    return status >= 200 && status <= 299;
}

std::optional<WatchObjects::Event::Type> eventType(const std::string& text) {
    if (text == "ADDED") return WatchObjects::Event::Type::added;
    if (text == "MODIFIED") return WatchObjects::Event::Type::modified;
    if (text == "DELETED") return WatchObjects::Event::Type::deleted;
    return std::nullopt;
}

}  // namespace

WatchObjects::WatchObjects(Resource resource, std::string version, Selection selection, Detail detail)
    : m_asked{std::move(resource), selection.ns, selection.name, {}},
      m_version(std::move(version)),
      m_selection(std::move(selection)),
      m_detail(detail) {
    m_asked.watch = true;
}

HttpRequest WatchObjects::request() const {
    std::string target = resourcePath(m_asked.resource, m_version, m_asked.ns, {}) + "?watch=true" +
                         "&allowWatchBookmarks=true&timeoutSeconds=" + std::to_string(m_selection.timeout.count());
    if (!m_selection.resourceVersion.empty())
        target += "&resourceVersion=" + encodeQueryValue(m_selection.resourceVersion);
    if (!m_selection.name.empty()) target += "&fieldSelector=" + encodeQueryValue("metadata.name=" + m_selection.name);
    return {std::move(target), acceptHeader(m_asked.resource, m_detail, "PartialObjectMetadata")};
}

void WatchObjects::head(const HttpResponse& head) {
    m_head = head;
    m_head.body.clear();
}

std::vector<WatchObjects::Event> WatchObjects::body(std::string_view chunk) {
    std::vector<Event> events;
    if (isOver()) return events;
    if (!isSuccess(m_head.status)) {
        m_rest += chunk.substr(0, longestRefusal - std::min(longestRefusal, m_rest.size()));
        return events;
    }
    while (!isOver()) {
        const std::size_t end = chunk.find('\n');
        if (m_rest.size() + std::min(end, chunk.size()) > longestLine) {
            fail(ErrorKind::tooLarge,
                 "an event of the watch is larger than " + std::to_string(longestLine >> 20) + " MiB");
            break;
        }
        if (end == std::string_view::npos) {
            m_rest += chunk;
            break;
        }
        if (m_rest.empty()) {
            line(chunk.substr(0, end), events);
        } else {
            m_rest += chunk.substr(0, end);
            line(std::exchange(m_rest, {}), events);
        }
        chunk.remove_prefix(end + 1);
    }
    return events;
}

void WatchObjects::line(std::string_view text, std::vector<Event>& events) {
    text = base::trim(text);
    if (text.empty()) return;
    const auto event = Json::parse(text, {});
    const std::string type = event ? (*event)["type"].text() : std::string();
    const Json object = event ? (*event)["object"] : Json();
    if (type == "ERROR") return errorEvent(object);
    const std::string resourceVersion = object.at("metadata.resourceVersion").text();
    if (type == "BOOKMARK" && !resourceVersion.empty()) {
        m_selection.resourceVersion = resourceVersion;
        return;
    }
    const auto known = eventType(type);
    if (!known || object.at("metadata.name").text().empty())
        return fail(ErrorKind::protocol, "the watch brought something that is not an event");
    if (!resourceVersion.empty()) m_selection.resourceVersion = resourceVersion;
    events.push_back({*known, admit(object, m_asked.resource, m_version, m_detail)});
}

/// A Status, as an answer that is no watch has it in its body.
void WatchObjects::errorEvent(const Json& status) {
    HttpResponse response;
    response.status = static_cast<int>(status["code"].integer().value_or(500));
    response.headers = {{"content-type", "application/json"}};
    response.body = status.dump();
    m_head = response;
    m_rest = std::exchange(m_head.body, {});
    m_outcome = refusal();
}

void WatchObjects::fail(ErrorKind kind, std::string what) {
    m_outcome = Outcome{Outcome::Kind::failed,
                        Error{kind, std::move(what), m_asked.where(),
                              "Try again; if it stays so, check what stands between here and the API server."}};
}

WatchObjects::Outcome WatchObjects::refusal() const {
    HttpResponse response = m_head;
    response.body = m_rest;
    const Error error = apiError(response, m_asked);
    if (response.status == 410) return {Outcome::Kind::expired, error};
    if (needsFallback(response)) return {Outcome::Kind::notServed, error};
    return {Outcome::Kind::failed, error};
}

WatchObjects::Outcome WatchObjects::end(const std::optional<Error>& error) {
    if (m_outcome) return *m_outcome;
    if (m_head.status != 0 && !isSuccess(m_head.status)) {
        m_outcome = refusal();
    } else if (error) {
        m_outcome = Outcome{Outcome::Kind::failed, *error};
    } else if (!base::trim(m_rest).empty()) {
        fail(ErrorKind::protocol, "the watch ended in the middle of an event");
    } else {
        m_outcome = Outcome{};
    }
    return *m_outcome;
}

}  // namespace scout::kube
