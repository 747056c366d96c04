// "asking 3 of 7 ... (Ctrl-C stops)" on the terminal behind stderr, once a run takes longer than a second.
#pragma once

#include <QTimer>
#include <string>

#include "kubectl-scout/environment.h"

namespace scout::plugin {

class Progress {
  public:
    explicit Progress(const Environment& environment);
    ~Progress() { erase(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void update(std::size_t answered, std::size_t asked);
    /// Takes the line away, as before any other output on stderr.
    void erase();

  private:
    void show();

    const Environment& m_environment;
    QTimer m_patience;
    std::string m_text;
    bool m_due = false;
    bool m_shown = false;
};

}  // namespace scout::plugin
