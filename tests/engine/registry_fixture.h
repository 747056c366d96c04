// Registries, and whoever else is asked for credentials, as a test wants them.
#pragma once

#include <QFile>
#include <QTest>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/base64.h"
#include "engine/registry.h"

namespace scout::test {

using base::ErrorKind;
using base::HttpResponse;
using base::WebRequest;
using trace::Answer;
using trace::Query;

inline const std::string manifestText = "{\"schemaVersion\":2,\"layers\":[]}";

inline HttpResponse status(int code, std::string body = {}, std::map<std::string, std::string> headers = {}) {
    return {code, std::move(headers), std::move(body)};
}

/// Answers when deliver() is called, so that tests see what is asked in parallel.
class FakeWeb final : public net::Web {
  public:
    std::function<HttpResponse(const WebRequest&)> answer;
    std::vector<WebRequest> seen;

    Ticket send(const WebRequest& request, Callback callback) override {
        seen.push_back(request);
        m_pending[++m_last] = {request, std::move(callback)};
        return m_last;
    }
    void cancel(Ticket ticket) override {
        auto pending = m_pending.extract(ticket);
        if (!pending.empty()) m_cancelled.push_back(std::move(pending.mapped().second));
    }
    net::Usage usage() const override { return {static_cast<std::int64_t>(seen.size()), 0}; }

    std::size_t pending() const { return m_pending.size(); }
    /// Until nothing more is asked; how many came at each step.
    std::vector<std::size_t> deliver() {
        std::vector<std::size_t> batches;
        while (!m_pending.empty() || !m_cancelled.empty()) {
            for (const Callback& callback : std::exchange(m_cancelled, {}))
                callback(base::Error{ErrorKind::cancelled, "cancelled", "", ""});
            if (m_pending.empty()) continue;
            batches.push_back(m_pending.size());
            for (auto& [ticket, one] : std::exchange(m_pending, {})) one.second(answer(one.first));
        }
        return batches;
    }

  private:
    std::map<Ticket, std::pair<WebRequest, Callback>> m_pending;
    std::vector<Callback> m_cancelled;
    Ticket m_last = 0;
};

/// An API server that has one Secret.
class Secrets final : public net::Transport {
  public:
    HttpResponse response =
        status(404, "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}");
    std::vector<std::string> asked;

    Ticket get(const base::HttpRequest& request, Callback callback) override {
        asked.push_back(request.target + " as " + request.accept);
        m_waiting.push_back(std::move(callback));
        return ++m_last;
    }
    Ticket stream(const base::HttpRequest&, net::Stream) override { return ++m_last; }
    void cancel(Ticket) override {}
    net::Usage usage() const override { return {}; }
    bool deliver() {
        const std::vector<Callback> now = std::exchange(m_waiting, {});
        for (const Callback& callback : now) callback(response);
        return !now.empty();
    }

    void hold(const std::string& type, const std::string& key, const std::string& content) {
        response = status(200, "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"type\":\"" + type +
                                   "\",\"metadata\":{\"name\":\"pull\",\"namespace\":\"prod\"},\"data\":{\"" + key +
                                   "\":\"" + base::encodeBase64(content) + "\"}}");
    }

  private:
    std::vector<Callback> m_waiting;
    Ticket m_last = 0;
};

inline Query query(Query::Type type, const std::string& reference = "v1",
                   const std::string& registry = "registry.test") {
    Query query;
    query.type = type;
    query.registry.registry = registry;
    query.registry.repository = "team/app";
    query.registry.reference = reference;
    return query;
}

struct Fixture {
    FakeWeb checked;
    FakeWeb unchecked;
    engine::RegistrySettings settings;

    Fixture() {
        settings.now = [] { return base::Time{1000}; };
        checked.answer = [](const WebRequest&) { return status(200, manifestText); };
        unchecked.answer = checked.answer;
    }
    engine::Registry registry() { return engine::Registry({checked, unchecked}, settings); }

    Answer ask(engine::Registry& registry, const Query& query) {
        std::optional<Answer> got;
        registry.answer(query, [&got](Answer answer) { got = std::move(answer); });
        checked.deliver();
        unchecked.deliver();
        return got ? *got : Answer::unseen({ErrorKind::internal, "no answer yet", "", ""});
    }
};

inline HttpResponse basicRegistry(const WebRequest& request) {
    const auto sent = request.headers.find("Authorization");
    if (sent != request.headers.end() && sent->second == "Basic " + base::encodeBase64("u:hush"))
        return status(200, manifestText);
    return status(401, "", {{"www-authenticate", "Basic realm=x"}});
}

inline void write(const QString& path, const std::string& text, bool executable = false) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.data(), static_cast<qint64>(text.size()));
    if (executable) file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

inline std::string auths(const std::string& registry, const std::string& pair) {
    return "{\"auths\":{\"" + registry + "\":{\"auth\":\"" + base::encodeBase64(pair) + "\"}}}";
}

}  // namespace scout::test
