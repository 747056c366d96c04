#include <nlohmann/json.hpp>
#include <ostream>

#include "base/text.h"
#include "base/yaml.h"
#include "kubectl-scout/commands.h"
#include "kubectl-scout/help.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/resources.h"
#include "kubectl-scout/table.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

namespace {

int versionCommand(const Environment& environment, const Options& options) {
    nlohmann::ordered_json version;
    version["name"] = "kubectl-scout";
    version["version"] = SCOUT_VERSION;
    const std::string form = options.textOr("output", "text");
    if (form == "json")
        *environment.out << version.dump(2) << '\n';
    else if (form == "yaml")
        *environment.out << base::toYaml(version);
    else
        *environment.out << "kubectl-scout " SCOUT_VERSION "\n";
    return kSuccess;
}

int helpCommand(const Environment& environment, const Options& options) {
    const std::string invocation = invocationName(environment.program);
    if (options.isTrue("man")) {
        *environment.out << manualPage(SCOUT_VERSION);
    } else if (options.arguments.empty()) {
        *environment.out << programHelp(invocation);
    } else {
        const Command* command = findCommand(options.arguments.front());
        if (command == nullptr || command->hidden) {
            std::vector<std::string> names;
            for (const auto& known : commandTable()) {
                if (!known.hidden) names.emplace_back(known.name);
            }
            return report(environment, {ErrorKind::usage, "no help for \"" + options.arguments.front() + "\"", "",
                                        "The commands are " + base::join(names, ", ")});
        }
        *environment.out << commandHelp(*command, invocation);
    }
    return kSuccess;
}

bool named(std::string_view program, std::string_view name) {
    return program.substr(program.rfind('/') + 1).starts_with(name);
}

int dispatch(const Environment& environment, const CommandLine& line) {
    switch (line.command->bit) {
        case bit::trace:
            return traceCommand(environment, line.options);
        case bit::snapshot:
            return snapshotCommand(environment, line.options);
        case bit::open:
            return openCommand(environment, line.options);
        case bit::version:
            return versionCommand(environment, line.options);
        case bit::completion:
            return completionCommand(environment, line.options);
        default:
            return helpCommand(environment, line.options);
    }
}

}  // namespace

int completionCommand(const Environment& environment, const Options& options) {
    const std::string shell = options.arguments.empty() ? std::string() : options.arguments.front();
    std::string_view script;
    if (shell == "bash")
        script = resource::bashCompletion();
    else if (shell == "zsh")
        script = resource::zshCompletion();
    else if (shell == "fish")
        script = resource::fishCompletion();
    else if (shell == "powershell")
        script = resource::powershellCompletion();
    if (script.empty() || options.arguments.size() > 1) {
        return report(environment, {ErrorKind::usage,
                                    shell.empty() ? "completion needs the name of a shell"
                                                  : "no completion for \"" + base::join(options.arguments, " ") + "\"",
                                    "", "Use one of bash, zsh, fish, powershell."});
    }
    *environment.out << script;
    return kSuccess;
}

int run(const Environment& environment) {
    // The names under which completion is asked for take the words as they are: they need not be a correct command
    // line.
    if (named(environment.program, "kubectl_complete-")) return completeCommand(environment, environment.words);
    if (!environment.words.empty() && environment.words.front() == "__complete") {
        return completeCommand(environment, {environment.words.begin() + 1, environment.words.end()});
    }
    const auto line = parseCommandLine(environment.words);
    if (!line) return report(environment, line.error());
    if (line->command == nullptr) {
        if (line->options.isTrue("version")) return versionCommand(environment, {});
        const bool stray = !line->options.isTrue("help") && !environment.words.empty();
        if (stray) return report(environment, {ErrorKind::usage, "no command given", "", "See 'kubectl scout help'."});
        *environment.out << programHelp(invocationName(environment.program));
        return kSuccess;
    }
    if (line->options.isTrue("help")) {
        *environment.out << commandHelp(*line->command, invocationName(environment.program));
        return kSuccess;
    }
    return dispatch(environment, *line);
}

}  // namespace scout::plugin
