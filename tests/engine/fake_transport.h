// A transport whose answers are a table. Nothing is delivered before deliver() is called, so that tests see what is
// asked in parallel. Streams say what the test has them say.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/transport.h"

namespace scout::test {

class FakeTransport final : public net::Transport {
  public:
    using Result = base::Result<base::HttpResponse>;

    /// By target. What is not in the table is a 404 as the API server's mux writes it ("404 page not found").
    std::map<std::string, Result> table;
    /// Every target asked for, in order.
    std::vector<std::string> asked;
    /// How many were under way at each deliver().
    std::vector<std::size_t> batches;

    static Result json(int status, std::string body) {
        return base::HttpResponse{status, {{"content-type", "application/json"}}, std::move(body)};
    }

    Ticket get(const base::HttpRequest& request, Callback callback) override {
        asked.push_back(request.target);
        m_pending[++m_last] = {request.target, std::move(callback)};
        return m_last;
    }
    Ticket stream(const base::HttpRequest& request, net::Stream stream) override {
        asked.push_back(request.target);
        m_streams[++m_last] = {request.target, std::move(stream), false};
        return m_last;
    }
    void cancel(Ticket ticket) override {
        if (const auto found = m_pending.find(ticket); found != m_pending.end()) found->second.cancelled = true;
        if (const auto found = m_streams.find(ticket); found != m_streams.end()) found->second.cancelled = true;
    }
    net::Usage usage() const override { return {static_cast<std::int64_t>(asked.size()), m_bytes}; }

    /// The streams that are open and wanted, the oldest first.
    std::vector<Ticket> streams() const {
        std::vector<Ticket> open;
        for (const auto& [ticket, one] : m_streams) {
            if (!one.cancelled) open.push_back(ticket);
        }
        return open;
    }
    const std::string& target(Ticket ticket) const { return m_streams.at(ticket).target; }
    /// The oldest open stream whose target begins so; 0 when there is none.
    Ticket streamOf(const std::string& beginning) const {
        for (const Ticket ticket : streams()) {
            if (target(ticket).starts_with(beginning)) return ticket;
        }
        return 0;
    }
    void head(Ticket ticket, int status = 200) {
        m_streams.at(ticket).stream.onHead(
            base::HttpResponse{status, {{"content-type", "application/json"}}, std::string()});
    }
    void chunk(Ticket ticket, std::string_view text) { m_streams.at(ticket).stream.onChunk(text); }
    void end(Ticket ticket, const std::optional<base::Error>& error = std::nullopt) {
        const auto one = m_streams.extract(ticket);
        one.mapped().stream.onEnd(error);
    }

    bool idle() const { return m_pending.empty(); }
    /// Answers what is under way now, the latest first; what that asks stays.
    void deliver() {
        batches.push_back(m_pending.size());
        for (const Ticket ticket : cancelledStreams())
            end(ticket, base::Error{base::ErrorKind::cancelled, "cancelled", "", ""});
        auto now = std::exchange(m_pending, {});
        for (auto one = now.rbegin(); one != now.rend(); ++one) {
            Result result = one->second.cancelled ? Result(base::Error{base::ErrorKind::cancelled, "cancelled", "", ""})
                                                  : lookUp(one->second.target);
            if (result) m_bytes += static_cast<std::int64_t>(result->body.size());
            one->second.callback(std::move(result));
        }
    }
    void deliverAll() {
        while (!idle()) deliver();
    }

  private:
    struct Pending {
        std::string target;
        Callback callback;
        bool cancelled = false;
    };
    struct Streaming {
        std::string target;
        net::Stream stream;
        bool cancelled = false;
    };
    std::vector<Ticket> cancelledStreams() const {
        std::vector<Ticket> cancelled;
        for (const auto& [ticket, one] : m_streams) {
            if (one.cancelled) cancelled.push_back(ticket);
        }
        return cancelled;
    }
    Result lookUp(const std::string& target) const {
        const auto found = table.find(target);
        if (found != table.end()) return found->second;
        return base::HttpResponse{404, {{"content-type", "text/plain"}}, "404 page not found\n"};
    }

    std::map<Ticket, Pending> m_pending;
    std::map<Ticket, Streaming> m_streams;
    Ticket m_last = 0;
    std::int64_t m_bytes = 0;
};

}  // namespace scout::test
