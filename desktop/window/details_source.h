// Where the details pane gets what is not in the graph: a session, or a test's own answers.
#pragma once

#include <QPointer>
#include <QString>
#include <memory>
#include <string>
#include <vector>

#include "desktop/session/session.h"
#include "trace/commands.h"

namespace scout::desktop {

class ObjectSource {
  public:
    virtual ~ObjectSource() = default;

    // As Session's: callbacks come later on the interface thread, unless `receiver` is gone by then.
    virtual void object(const std::string& hopId, QObject* receiver, Session::ObjectCallback callback) = 0;
    virtual void events(const std::string& hopId, QObject* receiver, Session::ObjectCallback callback) = 0;
    virtual void log(const std::string& hopId, const LogRequest& request, QObject* receiver,
                     Session::TextCallback callback) = 0;
    virtual void trace(const std::string& hopId, QObject* receiver, Session::TraceCallback callback) = 0;
    /// Hop ids that the fold card stands for; empty when it is no fold or not drawn.
    virtual std::vector<std::string> folded(const QString& cardId) const = 0;
    /// What commands are written for.
    virtual trace::CommandSource commandSource() const = 0;
};

std::shared_ptr<ObjectSource> sourceOf(Session* session);

}  // namespace scout::desktop
