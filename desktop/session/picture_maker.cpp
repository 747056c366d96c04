#include "desktop/session/picture_maker.h"

#include <utility>

namespace scout::desktop {

PictureMaker::PictureMaker(std::function<void(std::string_view)> onWork)
    : m_onWork(std::move(onWork)),
      m_there(std::make_unique<QObject>()),
      m_disposal(std::make_unique<Disposal>(m_there.get())) {
    m_thread.setObjectName(QStringLiteral("scout pictures"));
    m_there->moveToThread(&m_thread);
    m_thread.start();
}

PictureMaker::~PictureMaker() {
    cancel();
    m_thread.quit();
    m_thread.wait();  // first: until then a picture may be entrusted to m_disposal
}

void PictureMaker::make(Request request, bool replace) {
    {
        const std::lock_guard lock(m_mutex);
        m_next = std::move(request);
        if (replace) m_givenUp = true;
    }
    QMetaObject::invokeMethod(
        m_there.get(), [this] { work(); }, Qt::QueuedConnection);
}

void PictureMaker::cancel() {
    const std::lock_guard lock(m_mutex);
    m_next.reset();
    m_givenUp = true;
}

void PictureMaker::work() {
    std::optional<Request> request;
    {
        const std::lock_guard lock(m_mutex);
        request = std::exchange(m_next, std::nullopt);
        m_givenUp = false;
    }
    if (!request) return;  // a newer one was made instead
    if (m_onWork) m_onWork("picture");
    auto picture =
        render::compose(render::diagramOf(*request->graph, request->options), [this] { return m_givenUp.load(); });
    if (picture) emit made(request->number, m_disposal->entrust(std::move(picture)));
}

}  // namespace scout::desktop
