#include "kubectl-scout/combinations.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace scout::plugin {

namespace {

// A flag that adds something, and the forms of output that can show it.
struct Addition {
    std::string_view flag;
    std::vector<std::string> forms;
};

const std::array<Addition, 1>& additions() {
    static const std::array<Addition, 1> all = {{{"history", {"text", "wide", "json", "yaml"}}}};
    return all;
}

}  // namespace

std::optional<base::Error> combinationProblem(const Options& options, const std::string& form) {
    for (const Addition& addition : additions()) {
        if (!options.isTrue(addition.flag)) continue;
        if (std::find(addition.forms.begin(), addition.forms.end(), form) != addition.forms.end()) continue;
        return base::Error{base::ErrorKind::usage, "--" + std::string(addition.flag) + " means nothing with -o " + form,
                           "", "It is shown in these forms: " + base::join(addition.forms, ", ") + "."};
    }
    return std::nullopt;
}

}  // namespace scout::plugin
