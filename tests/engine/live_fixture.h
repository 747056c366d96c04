// A live evidence over a transport whose answers are a table, and the API server's sentences for it.
#pragma once

#include <QString>
#include <QTest>
#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/live_evidence.h"
#include "fake_transport.h"

namespace scout::test {

using Feed = engine::LiveEvidence::Feed;
using FeedStates = std::vector<engine::LiveEvidence::FeedState>;

/// JSON with ' for ".
inline std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

inline std::string object(const std::string& name, const std::string& resourceVersion, const std::string& ns = "prod") {
    return json("{'metadata':{'name':'" + name + "','namespace':'" + ns + "','uid':'u-" + name +
                "','resourceVersion':'" + resourceVersion + "'},'spec':{}}");
}

inline std::string list(const std::vector<std::string>& items, const std::string& resourceVersion,
                        const std::string& token = {}) {
    std::string all;
    for (const std::string& item : items) all += (all.empty() ? "" : ",") + item;
    return json("{'kind':'XList','apiVersion':'v1','metadata':{'resourceVersion':'" + resourceVersion +
                "','continue':'" + token + "'},'items':[") +
           all + "]}";
}

inline std::string watchEvent(const std::string& type, const std::string& object) {
    return json("{'type':'" + type + "','object':") + object + "}\n";
}

inline std::string bookmark(const std::string& resourceVersion) {
    return watchEvent("BOOKMARK", json("{'kind':'X','metadata':{'resourceVersion':'" + resourceVersion + "'}}"));
}

inline std::string status(int code, const std::string& reason) {
    return json("{'kind':'Status','apiVersion':'v1','status':'Failure','message':'" + reason + "','reason':'" + reason +
                "','code':" + std::to_string(code) + "}");
}

inline base::Error unreachable() {
    return {base::ErrorKind::unreachable, "refused", "", ""};
}

struct Live {
    FakeTransport transport;
    engine::Cluster cluster{transport};
    std::vector<trace::SurveyKind> kinds{{"apps", "Deployment"}, {"", "Pod"}};
    engine::LiveEvidence::Scope scope;
    engine::LiveEvidence::Options options;
    std::set<std::string> changed;  ///< since they were last looked at
    FeedStates feeds;
    std::unique_ptr<engine::LiveEvidence> evidence;

    Live() {
        options.changesEvery = std::chrono::milliseconds(1);
        options.firstRetry = std::chrono::milliseconds(1);
        options.lastRetry = std::chrono::milliseconds(6);
        options.random = [] { return 0.0; };
    }
    void start() {
        engine::LiveEvidence::Ports ports;
        ports.changed = [this](const std::set<std::string>& keys) { changed.insert(keys.begin(), keys.end()); };
        ports.feeds = [this](const FeedStates& states) { feeds = states; };
        evidence = std::make_unique<engine::LiveEvidence>(transport, cluster, kinds, scope, ports, options);
        evidence->start();
    }
    /// Lists of both kinds, in all namespaces; the watches are open then.
    void startWatching() {
        transport.table.insert_or_assign(deployments, FakeTransport::json(200, list({object("web", "3")}, "10")));
        transport.table.insert_or_assign(pods, FakeTransport::json(200, list({object("web-1", "4")}, "11")));
        start();
        transport.deliverAll();
        for (const auto ticket : transport.streams()) transport.head(ticket);
    }
    net::Transport::Ticket watchOf(const std::string& plural) const {
        const std::string path = plural == "pods" ? "/api/v1/" : "/apis/apps/v1/";
        return transport.streamOf(path + plural + "?watch");
    }
    void deny(net::Transport::Ticket watch) {
        transport.head(watch, 403);
        transport.chunk(watch, status(403, "Forbidden"));
        transport.end(watch);
    }
    /// The watch of that kind ends, and the next one is refused.
    void cutAndDeny(const std::string& plural) {
        const auto before = watchOf(plural);
        transport.end(before, base::Error{base::ErrorKind::protocol, "cut", "", ""});
        QTRY_VERIFY(watchOf(plural) != 0);
        deny(watchOf(plural));
        QTRY_VERIFY(!transport.idle());
    }

    const trace::Answer* find(const std::string& kind, const std::string& name, const std::string& ns = "prod") const {
        return evidence->evidence().find({trace::Query::Type::object, ref(kind, name, ns), {}});
    }
    bool has(const std::string& kind, const std::string& name) const {
        const auto* answer = find(kind, name);
        return answer != nullptr && answer->isKnown();
    }
    static model::ObjectRef ref(const std::string& kind, const std::string& name, const std::string& ns = "prod") {
        return {kind == "Deployment" ? "apps" : "", kind, ns, name};
    }
    std::size_t askedFor(const std::string& part) const {
        return static_cast<std::size_t>(
            std::count_if(transport.asked.begin(), transport.asked.end(),
                          [&part](const std::string& target) { return target.find(part) != std::string::npos; }));
    }
    Feed feedOf(const std::string& kind) const {
        for (const auto& state : feeds) {
            if (state.kind == kind) return state.feed;
        }
        return Feed::stopped;
    }
    bool all(Feed feed) const {
        return !feeds.empty() &&
               std::all_of(feeds.begin(), feeds.end(), [feed](const auto& state) { return state.feed == feed; });
    }

    static inline const std::string deployments = "/apis/apps/v1/deployments?limit=500";
    static inline const std::string pods = "/api/v1/pods?limit=500";
};

}  // namespace scout::test
