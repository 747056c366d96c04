// The subject's own object, read once for all tabs that show parts of it.
#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "desktop/window/details_source.h"

namespace scout::desktop {

class DetailsObject : public QObject {
    Q_OBJECT
  public:
    using QObject::QObject;

    /// Another subject: forgets what it had.
    void reset(std::shared_ptr<ObjectSource> source, const std::string& hopId);
    /// What was read may be old: it is read again when it is wanted. Until then it stays.
    void outdate();
    /// Reads unless it is read already or under way.
    void want();

    bool loading() const { return m_request != nullptr; }
    /// What was read last; nothing once it is known to be there no more.
    const std::optional<base::Json>& value() const { return m_value; }
    /// Of the last attempt.
    const std::optional<base::Error>& error() const { return m_error; }

  signals:
    void changed();

  private:
    std::shared_ptr<ObjectSource> m_source;
    std::string m_hopId;
    std::unique_ptr<QObject> m_request;  ///< the receiver of what is under way
    bool m_due = false;
    std::optional<base::Json> m_value;
    std::optional<base::Error> m_error;
};

}  // namespace scout::desktop
