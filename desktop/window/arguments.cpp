#include "desktop/window/arguments.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/command_line.h"
#include "base/near_matches.h"
#include "base/text.h"

namespace scout::desktop {

using base::Error;
using base::ErrorKind;

namespace {

struct Flag {
    std::string_view name;         ///< without dashes
    char letter;                   ///< 0: none
    std::string_view placeholder;  ///< "" when it takes no value
    std::string_view help;
    bool onlyExport;
    /// The problem with the value, "" when there is none.
    std::function<std::string(Arguments&, const std::string&)> take;
    const engine::BeyondOption* beyond = nullptr;  ///< in place of `take`
};

std::string oneOf(const std::string& value, const std::vector<std::string>& choices) {
    if (std::find(choices.begin(), choices.end(), value) != choices.end()) return {};
    return "must be one of " + base::join(choices, ", ");
}

std::vector<Flag> makeFlags() {
    const auto text = [](std::string Arguments::*field) {
        return [field](Arguments& to, const std::string& value) -> std::string {
            if (value.empty()) return "must not be empty";
            to.*field = value;
            return {};
        };
    };
    const auto on = [](bool Arguments::*field) {
        return [field](Arguments& to, const std::string&) -> std::string {
            to.*field = true;
            return {};
        };
    };
    const auto list = [](std::vector<std::string> Arguments::*field, bool commas) {
        return [field, commas](Arguments& to, const std::string& value) -> std::string {
            for (std::string& part : commas ? base::split(value, ',') : std::vector<std::string>{value}) {
                if (part.empty()) return "must not be empty";
                (to.*field).push_back(std::move(part));
            }
            return {};
        };
    };
    const auto task = [](Arguments::Task what) {
        return [what](Arguments& to, const std::string&) -> std::string {
            to.task = what;
            return {};
        };
    };
    std::vector<Flag> table = {
        {"demo", 0, "", "open the bundled demo; no cluster is needed", false, on(&Arguments::demo)},
        {"from", 'f', "FILE", "open a snapshot, as a FILE without a flag does", false, text(&Arguments::from)},
        {"context", 0, "NAME", "kubeconfig context to connect to", false, text(&Arguments::context)},
        {"kubeconfig", 0, "FILE", "kubeconfig to use in place of $KUBECONFIG and ~/.kube/config", false,
         text(&Arguments::kubeconfig)},
        {"namespace", 'n', "NAME", "namespace to look at or to draw; several with commas or by giving it again", false,
         list(&Arguments::namespaces, true)},
        {"all-namespaces", 'A', "", "look at all namespaces", false, on(&Arguments::allNamespaces)},
        {"select", 0, "KIND/NAME", "open at this object", false, text(&Arguments::select)},
        {"theme", 0, "light|dark", "colours; without it as remembered (pictures: light)", false,
         [](Arguments& to, const std::string& value) {
             to.theme = value;
             return oneOf(value, {"light", "dark"});
         }},
        {"dark", 0, "", "the same as --theme dark", false,
         [](Arguments& to, const std::string&) -> std::string {
             to.theme = "dark";
             return {};
         }},
        {"export", 'o', "FILE", "write a picture of a snapshot or the demo and end; needs no display (- for stdout)",
         false,
         [](Arguments& to, const std::string& value) -> std::string {
             to.task = Arguments::Task::exportPicture;
             to.output = value;
             return value.empty() ? "must not be empty" : "";
         }},
        {"format", 0, "FORMAT", "png, pdf, svg, dot or mermaid; without it by the ending of the file", true,
         [](Arguments& to, const std::string& value) {
             to.format = value;
             return oneOf(value, {"png", "pdf", "svg", "dot", "mermaid"});
         }},
        {"scale", 0, "1..4", "size of a PNG; 2 when not given", true,
         [](Arguments& to, const std::string& value) {
             const std::string problem = oneOf(value, {"1", "2", "3", "4"});
             if (problem.empty()) to.scale = value.front() - '0';
             return problem;
         }},
        {"redact", 0, "", "replace names, namespaces, addresses and revisions by numbers", true,
         on(&Arguments::redact)},
        {"chain", 0, "ID",
         "only this chain, by GROUP/KIND/NAMESPACE/NAME of its applier or workload; one that is not there is answered "
         "with some that are; may be given again",
         true, list(&Arguments::chains, false)},
        {"everything", 0, "", "draw every object, however many there are", true, on(&Arguments::everything)},
        {"subjects", 0, "", "draw what the snapshot was recorded for instead of all in it", true,
         on(&Arguments::subjects)},
        {"argocd-namespace", 0, "NAME", "where Argo CD runs, for reading the snapshot", true,
         text(&Arguments::argocdNamespace)},
        {"mark-demo", 0, "", "mark the picture as DEMO DATA", true, on(&Arguments::markDemo)},
        {"help", 'h', "", "this text", false, task(Arguments::Task::help)},
        {"version", 0, "", "name and version", false, task(Arguments::Task::version)},
    };
    for (const engine::BeyondOption& option : engine::beyondOptions)
        table.push_back({option.name, 0, option.placeholder, option.help, false, {}, &option});
    return table;
}

const std::vector<Flag>& flags() {
    static const std::vector<Flag> table = makeFlags();
    return table;
}

const Flag* find(std::string_view word) {
    for (const Flag& flag : flags()) {
        if (word.starts_with("--") ? word.substr(2) == flag.name
                                   : word.size() == 2 && flag.letter != 0 && word[1] == flag.letter)
            return &flag;
    }
    return nullptr;
}

Error usage(std::string what, std::string where, std::string advice = "Run 'scout-desktop --help' for a list.") {
    return {ErrorKind::usage, std::move(what), std::move(where), std::move(advice)};
}

Error unknown(const std::string& word) {
    std::vector<std::string> names;
    for (const Flag& flag : flags()) names.push_back("--" + std::string(flag.name));
    const auto near = base::nearMatches(word, names);
    return usage(
        "unknown flag", word,
        near.empty() ? "Run 'scout-desktop --help' for a list." : "Did you mean " + base::join(near, " or ") + "?");
}

std::optional<Error> contradiction(const Arguments& arguments, const std::vector<std::string>& exportOnly) {
    if (arguments.demo && !arguments.from.empty())
        return usage("--demo and a snapshot contradict each other", arguments.from, "Give one of them.");
    if (arguments.allNamespaces && !arguments.namespaces.empty())
        return usage("-A and -n contradict each other", "", "Give one of them.");
    const bool recorded = arguments.demo || !arguments.from.empty();
    if (recorded && !arguments.context.empty())
        return usage("--context means nothing with recorded data", arguments.context, "Leave one of them out.");
    if (arguments.task == Arguments::Task::exportPicture) {
        if (!recorded)
            return usage("--export needs something to draw", "",
                         "Give --demo or --from FILE; 'kubectl scout snapshot' records a cluster.");
        const bool chosen = !arguments.chains.empty() || !arguments.select.empty() || !arguments.namespaces.empty();
        if (arguments.subjects && chosen)
            return usage("--subjects says already what is drawn", "", "Leave --chain, --select and -n out.");
        if (!arguments.chains.empty() && !arguments.namespaces.empty() && arguments.select.empty())
            return usage("--chain and -n contradict each other", "", "Give one of them.");
        if (!arguments.beyond.empty())
            return usage("--" + arguments.beyond.front().first + " means nothing with --export", "",
                         "A picture is drawn of what was recorded; leave it out.");
        return std::nullopt;
    }
    if (!exportOnly.empty())
        return usage("--" + exportOnly.front() + " means nothing without --export", "", "Add --export FILE.");
    if (arguments.from == "-" && arguments.task == Arguments::Task::window)
        return usage("a window cannot be opened on standard input", "-", "Give a file.");
    return std::nullopt;
}

std::optional<Error> takeBeyond(Arguments& out, const engine::BeyondOption& option,
                                const std::optional<std::string>& value) {
    const std::string said = value ? *value : option.kind == engine::BeyondOption::Kind::flag ? "true" : "";
    engine::Beyond scratch;
    auto problem = engine::take(scratch, option, said);
    if (!problem) out.beyond.emplace_back(option.name, said);
    return problem;
}

std::string flagLine(const Flag& flag) {
    constexpr std::size_t column = 34;
    constexpr std::size_t width = 110;
    std::string head = flag.letter != 0 ? std::string("  -") + flag.letter + ", --" : "      --";
    head += flag.name;
    if (!flag.placeholder.empty()) head += " " + std::string(flag.placeholder);
    head.resize(std::max<std::size_t>(head.size() + 1, column), ' ');
    return head + base::wrapped(flag.help, column, width) + "\n";
}

}  // namespace

base::Result<Arguments> parseArguments(const std::vector<std::string>& words) {
    Arguments out;
    std::vector<std::string> exportOnly;
    bool onlyFiles = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string word = words[i];
        if (word == "--" && !onlyFiles) {
            onlyFiles = true;
            continue;
        }
        if (onlyFiles || word == "-" || !word.starts_with('-')) {
            if (!out.from.empty()) return usage("one snapshot at a time", word, "Open the other one by its own.");
            if (word.empty()) return usage("an empty file name", "");
            out.from = word;
            continue;
        }
        std::optional<std::string> value;
        if (const auto equals = word.find('='); equals != std::string::npos) {
            value = word.substr(equals + 1);
            word.resize(equals);
        } else if (!word.starts_with("--") && word.size() > 2) {  // -nprod
            value = word.substr(2);
            word.resize(2);
        }
        const Flag* flag = find(word);
        if (flag == nullptr) return unknown(words[i]);
        if (flag->placeholder.empty() && value && flag->beyond == nullptr)
            return usage("the flag takes no value", words[i]);
        if (!flag->placeholder.empty() && !value) {
            if (i + 1 >= words.size()) return usage("a value is missing", word + " " + std::string(flag->placeholder));
            value = words[++i];
        }
        if (flag->beyond != nullptr) {
            if (auto problem = takeBeyond(out, *flag->beyond, value)) return *std::move(problem);
            continue;
        }
        if (const std::string problem = flag->take(out, value.value_or("")); !problem.empty())
            return usage(word + " " + problem, value.value_or(""));
        if (flag->onlyExport) exportOnly.emplace_back(flag->name);
        if (out.task == Arguments::Task::help || out.task == Arguments::Task::version) return out;
    }
    if (const auto problem = contradiction(out, exportOnly)) return *problem;
    return out;
}

std::string helpText() {
    std::string text =
        "Shows where everything in a Kubernetes cluster came from. Only reads; never changes a cluster.\n\n"
        "Usage:\n"
        "  scout-desktop [FILE] [flags]\n"
        "  scout-desktop --export PICTURE (FILE | --demo) [flags]\n\n"
        "FILE is a snapshot, as 'kubectl scout snapshot' and File > Save snapshot write it.\n";
    const auto section = [&text](std::string_view title, const auto& belongs) {
        text += "\n" + std::string(title) + "\n";
        for (const Flag& flag : flags()) {
            if (belongs(flag)) text += flagLine(flag);
        }
    };
    section("Flags:", [](const Flag& flag) { return !flag.onlyExport && flag.beyond == nullptr; });
    section(
        "Flags about whom to ask beside the cluster about open chains, in place of what Tools > Registries and\n"
        "signatures remembers:",
        [](const Flag& flag) { return flag.beyond != nullptr; });
    section("Flags for --export:", [](const Flag& flag) { return flag.onlyExport; });
    return text;
}

engine::Beyond beyondOf(const Arguments& arguments, engine::Beyond remembered) {
    for (const engine::BeyondOption& option : engine::beyondOptions) {
        const auto isOf = [&option](const auto& given) { return given.first == option.name; };
        if (std::any_of(arguments.beyond.begin(), arguments.beyond.end(), isOf)) engine::forget(remembered, option);
        for (const auto& [name, value] : arguments.beyond) {
            if (name != option.name) continue;
            std::error_code ignored;
            // Parsing has taken them all before.
            engine::take(remembered, option,
                         option.isFile() ? std::filesystem::absolute(value, ignored).string() : value);
        }
    }
    return remembered;
}

}  // namespace scout::desktop
