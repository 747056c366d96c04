#include "kubectl-scout/report.h"

#include <ostream>

#include "base/text.h"

namespace scout::plugin {

std::string describe(const base::Error& error) {
    std::string text = base::display(error);
    constexpr std::string_view head = "error: ";
    if (error.kind == base::ErrorKind::notFound) text = "Error from server (NotFound): " + text.substr(head.size());
    if (error.kind == base::ErrorKind::forbidden) text = "Error from server (Forbidden): " + text.substr(head.size());
    return base::escapeControl(text, true);
}

int report(const Environment& environment, const base::Error& error) {
    if (error.kind == base::ErrorKind::cancelled) {
        *environment.err << "interrupted\n";
        return kInterrupted;
    }
    *environment.err << describe(error);
    return kFailure;
}

void warn(const Environment& environment, std::string_view text) {
    *environment.err << "warning: " << base::escapeControl(text) << '\n';
}

}  // namespace scout::plugin
