// Pictures on a thread of their own, one at a time.
#pragma once

#include <QObject>
#include <QThread>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "desktop/session/disposal.h"
#include "model/graph.h"
#include "render/diagram.h"
#include "render/picture.h"

namespace scout::desktop {

class PictureMaker : public QObject {
    Q_OBJECT
  public:
    struct Request {
        std::shared_ptr<const model::Graph> graph;
        render::DiagramOptions options;
        quint64 number = 0;
    };

    explicit PictureMaker(std::function<void(std::string_view)> onWork);
    /// Gives up what is under way.
    ~PictureMaker() override;

    /// The newest request is made next. One that is under way is given up when `replace`; otherwise it is finished
    /// first, so that a graph that changes faster than it can be laid out is still seen.
    void make(Request request, bool replace);
    void cancel();

  signals:
    /// From the maker's thread.
    void made(quint64 number, std::shared_ptr<const scout::render::Picture> picture);

  private:
    void work();

    std::function<void(std::string_view)> m_onWork;
    std::mutex m_mutex;
    std::optional<Request> m_next;
    std::atomic<bool> m_givenUp = false;
    QThread m_thread;
    std::unique_ptr<QObject> m_there;  ///< lives on the thread
    std::unique_ptr<Disposal> m_disposal;
};

}  // namespace scout::desktop
