#include "desktop/window/details_object.h"

namespace scout::desktop {

void DetailsObject::reset(std::shared_ptr<ObjectSource> source, const std::string& hopId) {
    m_request.reset();
    m_source = std::move(source);
    m_hopId = hopId;
    m_value.reset();
    m_error.reset();
    m_due = true;
    emit changed();
}

void DetailsObject::outdate() {
    m_due = true;
}

void DetailsObject::want() {
    if (!m_due || m_request || !m_source) return;
    m_due = false;
    m_request = std::make_unique<QObject>();
    emit changed();
    m_source->object(m_hopId, m_request.get(), [this](base::Result<base::Json> answer) {
        // The receiver may not be destroyed inside its own callback.
        m_request.release()->deleteLater();
        if (answer.ok()) {
            m_value = std::move(answer).value();
            m_error.reset();
        } else {
            m_error = answer.error();
            const auto kind = m_error->kind;
            if (kind == base::ErrorKind::notFound || kind == base::ErrorKind::notInstalled) m_value.reset();
        }
        emit changed();
        want();  // it was outdated meanwhile
    });
}

}  // namespace scout::desktop
