#include "kubectl-scout/progress.h"

#include <ostream>

namespace scout::plugin {

Progress::Progress(const Environment& environment) : m_environment(environment) {
    if (!environment.errIsTerminal) return;
    m_patience.setSingleShot(true);
    QObject::connect(&m_patience, &QTimer::timeout, &m_patience, [this] {
        m_due = true;
        show();
    });
    m_patience.start(1000);
}

void Progress::update(std::size_t answered, std::size_t asked) {
    m_text = "asking " + std::to_string(answered) + " of " + std::to_string(asked) + " ... (Ctrl-C stops)";
    show();
}

void Progress::show() {
    if (!m_due || m_text.empty()) return;
    *m_environment.err << "\r\x1b[K" << m_text << std::flush;
    m_shown = true;
}

void Progress::erase() {
    if (m_shown) *m_environment.err << "\r\x1b[K" << std::flush;
    m_shown = false;
}

}  // namespace scout::plugin
