#include "kubectl-scout/report.h"

#include <ostream>

#include "base/text.h"

namespace scout::plugin {

std::string describe(const base::Error& given) {
    base::Error error = given;
    // A sentence of its own here, wherever it comes from; a command is left as it is to be typed.
    std::string& advice = error.advice;
    const bool command = advice.starts_with("kubectl");
    if (!command && !advice.empty() && advice[0] >= 'a' && advice[0] <= 'z')
        advice[0] = static_cast<char>(advice[0] - 'a' + 'A');
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
