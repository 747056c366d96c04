#include "engine/conversations.h"

namespace scout::engine {

Conversations::Conversations(net::Transport& transport)
    : m_transport(transport), m_alive(std::make_shared<bool>(true)) {}

Conversations::~Conversations() {
    m_alive.reset();
    cancel();
}

void Conversations::cancel() {
    // Cancelling may call back, and callbacks change the set.
    for (const net::Transport::Ticket ticket : std::set(m_tickets)) m_transport.cancel(ticket);
}

void Conversations::get(const base::HttpRequest& request, net::Transport::Callback callback) {
    const auto ticket = std::make_shared<net::Transport::Ticket>(0);
    *ticket = m_transport.get(request, [this, weak = std::weak_ptr<bool>(m_alive), ticket,
                                        callback = std::move(callback)](base::Result<base::HttpResponse> response) {
        if (weak.expired()) return;
        m_tickets.erase(*ticket);
        callback(std::move(response));
    });
    m_tickets.insert(*ticket);
}

}  // namespace scout::engine
