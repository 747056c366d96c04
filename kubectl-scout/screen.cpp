#include "kubectl-scout/screen.h"

#include <algorithm>
#include <ostream>
#include <utility>
#include <vector>

#include "base/text.h"
#include "render/wrap.h"

namespace scout::plugin {

int rowsOf(std::string_view text, int columns) {
    int rows = 0;
    std::vector<std::string> lines = base::split(text, '\n');
    if (!lines.empty() && lines.back().empty()) lines.pop_back();
    for (const std::string& line : lines) {
        const auto width = static_cast<int>(render::visibleColumns(line));
        rows += columns <= 0 ? 1 : std::max(1, (width + columns - 1) / columns);
    }
    return rows;
}

void Screen::draw(const std::string& text, const std::string& footer) {
    std::ostream& out = *m_environment.out;
    if (!isInPlace()) {
        out << (std::exchange(m_drawn, true) ? m_separator : std::string()) << text;
        out.flush();
        return;
    }
    const TerminalSize size = m_environment.terminalSize ? m_environment.terminalSize() : TerminalSize{};
    if (m_drawn) {
        // What has scrolled out of the screen cannot be reached any more: then the whole screen is drawn anew.
        const bool reachable = size.rows > 0 && m_rows < size.rows;
        out << (reachable ? "\r\x1b[" + std::to_string(m_rows) + "A\x1b[J" : std::string("\x1b[H\x1b[2J"));
    }
    const std::string whole = text + (footer.empty() ? "" : footer + "\n");
    out << whole;
    out.flush();
    m_drawn = true;
    m_rows = rowsOf(whole, size.columns);
}

}  // namespace scout::plugin
