// Conversations (kube/read.h) over a transport, and the requests that they have under way.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <utility>
#include <variant>

#include "base/error.h"
#include "base/http.h"
#include "net/transport.h"

namespace scout::engine {

class Conversations {
  public:
    /// `transport` must outlive this.
    explicit Conversations(net::Transport& transport);
    /// Ends what is under way; its callbacks never come.
    ~Conversations();
    Conversations(const Conversations&) = delete;
    Conversations& operator=(const Conversations&) = delete;

    net::Transport& transport() const { return m_transport; }

    void get(const base::HttpRequest& request, net::Transport::Callback callback);
    /// The callback of everything under way comes with ErrorKind::cancelled.
    void cancel();

    /// Sends `request` and what the conversation asks after it; `done` gets its answer or the error that ended it.
    template <typename Conversation, typename Answer>
    void converse(const std::shared_ptr<Conversation>& conversation, const base::HttpRequest& request,
                  const std::function<void(const base::Result<Answer>&)>& done) {
        get(request, [this, conversation, done](const base::Result<base::HttpResponse>& response) {
            if (!response) return done(response.error());
            base::Step<Answer> step = conversation->next(*response);
            if (const auto* next = std::get_if<base::HttpRequest>(&step)) {
                converse(conversation, *next, done);
            } else if (auto* answer = std::get_if<Answer>(&step)) {
                done(std::move(*answer));
            } else {
                done(std::get<base::Error>(step));
            }
        });
    }

  private:
    net::Transport& m_transport;
    std::set<net::Transport::Ticket> m_tickets;
    std::shared_ptr<bool> m_alive;  ///< callbacks hold it weakly
};

}  // namespace scout::engine
