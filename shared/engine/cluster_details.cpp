#include "engine/cluster_details.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/masking.h"
#include "base/time.h"
#include "kube/api_error.h"
#include "kube/read.h"
#include "kube/resource.h"

namespace scout::engine {

using base::HttpResponse;
using base::Json;
using base::Result;
using kube::ReadAnswer;

namespace {

constexpr int mostLogBytes = 4 << 20;

/// What is listed or read here is in the core group of every server.
const kube::Resource& core(std::string_view kind) {
    return *kube::findBuiltin("", kind);
}

/// When an event happened last; events that repeat carry it in one of several places.
base::Time happened(const Json& event) {
    base::Time latest;
    for (const std::string_view path :
         {"series.lastObservedTime", "lastTimestamp", "eventTime", "firstTimestamp", "metadata.creationTimestamp"}) {
        if (const auto time = base::parseTime(event.at(path).text())) latest = std::max(latest, *time);
    }
    return latest;
}

Json newestFirst(const Json& events) {
    std::vector<Json> all = events.elements();
    std::stable_sort(all.begin(), all.end(), [](const Json& a, const Json& b) { return happened(a) > happened(b); });
    if (all.size() > ClusterDetails::mostEvents) all.resize(ClusterDetails::mostEvents);
    nlohmann::json out = nlohmann::json::array();
    for (const Json& event : all) out.push_back(*event.raw());
    return Json(std::move(out));
}

kube::Asked askedLog(const ClusterDetails::LogRequest& request) {
    kube::Asked asked{core("Pod"), request.ns, request.pod, {}};
    asked.subresource = "log";
    return asked;
}

std::string defaultContainer(const Json& pod) {
    const std::string marked = pod.at("metadata.annotations")["kubectl.kubernetes.io/default-container"].text();
    return marked.empty() ? pod.at("spec.containers")[0]["name"].text() : marked;
}

}  // namespace

ClusterDetails::ClusterDetails(net::Transport& transport) : m_conversations(transport) {}

void ClusterDetails::cancel() {
    m_conversations.cancel();
}

void ClusterDetails::events(const model::ObjectRef& about, const std::string& uid, EventsCallback callback) {
    kube::ListObjects::Selection selection;
    selection.ns = about.ns.empty() ? "default" : about.ns;
    selection.fieldSelector = "involvedObject.kind=" + about.kind + ",involvedObject.name=" + about.name +
                              ",involvedObject.namespace=" + about.ns;
    if (!uid.empty()) selection.fieldSelector += ",involvedObject.uid=" + uid;
    const auto list = std::make_shared<kube::ListObjects>(core("Event"), selection, kube::Detail::full);
    const std::function<void(const Result<ReadAnswer>&)> done =
        [callback = std::move(callback)](const Result<ReadAnswer>& answer) {
            if (!answer) return callback(answer.error());
            if (!answer->found) return callback(*answer->absence);
            callback(base::withoutCredentials(newestFirst(answer->value)));
        };
    m_conversations.converse(list, list->start(), done);
}

void ClusterDetails::log(const LogRequest& request, LogCallback callback) {
    if (!request.container.empty()) return readLog(request, std::move(callback));
    chooseContainer(request, std::move(callback));
}

void ClusterDetails::chooseContainer(const LogRequest& request, LogCallback callback) {
    const auto pod = std::make_shared<kube::ReadObject>(core("Pod"), request.ns, request.pod, kube::Detail::full);
    const std::function<void(const Result<ReadAnswer>&)> done =
        [this, request, callback = std::move(callback)](const Result<ReadAnswer>& answer) {
            if (!answer) return callback(answer.error());
            if (!answer->found) return callback(*answer->absence);
            LogRequest complete = request;
            complete.container = defaultContainer(answer->value);
            readLog(complete, callback);
        };
    m_conversations.converse(pod, pod->start(), done);
}

void ClusterDetails::readLog(const LogRequest& request, LogCallback callback) {
    base::HttpRequest get;
    get.target = kube::resourcePath(core("Pod"), "v1", request.ns, request.pod) +
                 "/log?tailLines=" + std::to_string(request.lines) + "&limitBytes=" + std::to_string(mostLogBytes);
    if (!request.container.empty()) get.target += "&container=" + kube::encodeQueryValue(request.container);
    if (request.previous) get.target += "&previous=true";
    get.accept = "application/json, */*";  // as kubectl does: errors in JSON, logs as they are
    m_conversations.get(get, [request, callback = std::move(callback)](const Result<HttpResponse>& response) {
        if (!response) return callback(response.error());
        if (response->status < 200 || response->status > 299)
            return callback(kube::apiError(*response, askedLog(request)));
        callback(base::withoutCredentials(response->body));
    });
}

void ClusterDetails::namespaces(NamesCallback callback) {
    const auto list =
        std::make_shared<kube::ListObjects>(core("Namespace"), kube::ListObjects::Selection{}, kube::Detail::metadata);
    const std::function<void(const Result<ReadAnswer>&)> done =
        [callback = std::move(callback)](const Result<ReadAnswer>& answer) {
            if (!answer) return callback(answer.error());
            if (!answer->found) return callback(*answer->absence);
            std::vector<std::string> names;
            for (const Json& one : answer->value.elements()) names.push_back(one.at("metadata.name").text());
            std::sort(names.begin(), names.end());
            callback(std::move(names));
        };
    m_conversations.converse(list, list->start(), done);
}

}  // namespace scout::engine
