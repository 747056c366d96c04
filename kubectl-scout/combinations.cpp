#include "kubectl-scout/combinations.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace scout::plugin {

namespace {

using Names = std::vector<std::string>;

// A flag, the forms of output that can show what it adds, and the flags that mean nothing beside it.
struct Rule {
    std::string flag;
    Names forms;
    Names without;
};

const std::vector<Rule>& rules() {
    static const Names documents = {"text", "wide", "json", "yaml"};
    static const std::vector<Rule> all = {
        {"history", documents, {}},
        {"diff", documents, {}},
        {"explain", {"text", "wide"}, {}},
        // A recording does not change.
        {"watch", documents, {"reverse", "exit-status", "from", "demo", "output-file"}},
        {"reverse", {"text", "wide", "json", "yaml", "name"}, {"history", "diff", "explain", "exit-status"}},
    };
    return all;
}

}  // namespace

std::optional<base::Error> combinationProblem(const Options& options, const std::string& form) {
    using base::Error;
    using base::ErrorKind;
    for (const Rule& rule : rules()) {
        if (!options.isTrue(rule.flag)) continue;
        for (const std::string& other : rule.without) {
            if (options.has(other) && options.textOr(other, "") != "false")
                return Error{ErrorKind::usage, "--" + other + " means nothing with --" + rule.flag, "",
                             "Leave one out."};
        }
        if (std::find(rule.forms.begin(), rule.forms.end(), form) == rule.forms.end())
            return Error{ErrorKind::usage, "--" + rule.flag + " means nothing with -o " + form, "",
                         "It is shown in these forms: " + base::join(rule.forms, ", ") + "."};
    }
    return std::nullopt;
}

}  // namespace scout::plugin
