#include "desktop/window/details_source.h"

namespace scout::desktop {

namespace {

base::Error closed() {
    return {base::ErrorKind::cancelled, "the session is closed", {}, {}};
}

class SessionSource : public ObjectSource {
  public:
    explicit SessionSource(Session* session) : m_session(session) {}

    void object(const std::string& hopId, QObject* receiver, Session::ObjectCallback callback) override {
        if (!m_session) return callback(closed());
        m_session->object(hopId, receiver, std::move(callback));
    }
    void events(const std::string& hopId, QObject* receiver, Session::ObjectCallback callback) override {
        if (!m_session) return callback(closed());
        m_session->events(hopId, receiver, std::move(callback));
    }
    void log(const std::string& hopId, const LogRequest& request, QObject* receiver,
             Session::TextCallback callback) override {
        if (!m_session) return callback(closed());
        m_session->log(hopId, request, receiver, std::move(callback));
    }
    void trace(const std::string& hopId, QObject* receiver, Session::TraceCallback callback) override {
        if (!m_session) return callback(closed());
        m_session->trace(hopId, receiver, std::move(callback));
    }
    std::vector<std::string> folded(const QString& cardId) const override {
        const auto picture = m_session ? m_session->picture() : nullptr;
        if (!picture) return {};
        const auto card = picture->index.find(cardId.toStdString());
        return card == picture->index.end() ? std::vector<std::string>() : picture->diagram.cards[card->second].folded;
    }
    trace::CommandSource commandSource() const override {
        trace::CommandSource source;
        if (!m_session) return source;
        source.demo = m_session->source() == Session::Source::demo;
        if (m_session->source() == Session::Source::cluster) source.context = m_session->sourceName().toStdString();
        source.snapshotFile = m_session->snapshotPath().toStdString();
        return source;
    }

  private:
    QPointer<Session> m_session;
};

}  // namespace

std::shared_ptr<ObjectSource> sourceOf(Session* session) {
    return session == nullptr ? nullptr : std::make_shared<SessionSource>(session);
}

}  // namespace scout::desktop
