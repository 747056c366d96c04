#include "net/connections.h"

namespace scout::net {

void Connections::setProxy(const QNetworkProxy& proxy) {
    m_proxy = proxy;
}

Connections::Lease Connections::make() const {
    auto manager = std::make_shared<QNetworkAccessManager>();
    manager->setAutoDeleteReplies(false);
    // Set even when there is none, or Qt asks the system's proxy settings.
    manager->setProxy(m_proxy);
    return manager;
}

Connections::Lease Connections::forCall() {
    if (!m_calls) m_calls = make();
    return m_calls;
}

Connections::Lease Connections::forStream(bool http2) {
    const std::size_t most = http2 ? streamsOverHttp2 : streamsOverHttp1;
    for (const Lease& lease : m_streams) {
        const auto streams = static_cast<std::size_t>(lease.use_count()) - 1;
        if (streams < most) return lease;
    }
    return m_streams.emplace_back(make());
}

void Connections::renew() {
    m_calls.reset();
    m_streams.clear();
}

}  // namespace scout::net
