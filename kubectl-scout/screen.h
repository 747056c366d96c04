// A text on stdout that is drawn anew when it changes: in place on a terminal, one after the other elsewhere.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kubectl-scout/environment.h"

namespace scout::plugin {

class Screen {
  public:
    /// `separator` stands between texts that are not drawn in place ("---\n", "" for JSON).
    Screen(const Environment& environment, std::string separator)
        : m_environment(environment), m_separator(std::move(separator)) {}

    /// `text` ends with a line feed. `footer` is one more line of a text that is drawn in place; elsewhere it is not
    /// shown.
    void draw(const std::string& text, const std::string& footer);
    bool isInPlace() const { return m_environment.outIsTerminal; }

  private:
    const Environment& m_environment;
    std::string m_separator;
    bool m_drawn = false;
    int m_rows = 0;  ///< that the last text takes on the screen
};

/// Rows that `text` takes on a terminal of that width (<= 0: as many as it has lines).
int rowsOf(std::string_view text, int columns);

}  // namespace scout::plugin
