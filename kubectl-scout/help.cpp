#include "kubectl-scout/help.h"

#include <vector>

#include "base/command_line.h"
#include "kubectl-scout/table.h"

namespace scout::plugin {

namespace {

constexpr std::size_t kWidth = 110;
constexpr std::size_t kFlagColumn = 34;

std::string flagLine(const Flag& flag) {
    std::string head = flag.letter == 0 ? "      " : std::string("  -") + flag.letter + ", ";
    head += "--" + std::string(flag.name);
    if (flag.type == FlagType::choice)
        head += " " + std::string(flag.value);
    else if (flag.takesValue())
        head += " " + std::string(flag.value);
    std::string help(flag.help);
    if (!flag.fallback.empty()) help += " (default " + std::string(flag.fallback) + ")";
    head += head.size() + 2 > kFlagColumn ? "\n" + std::string(kFlagColumn, ' ')
                                          : std::string(kFlagColumn - head.size(), ' ');
    return head + base::wrapped(help, kFlagColumn, kWidth) + "\n";
}

std::string flagSection(const Command& command, Group group, std::string_view title) {
    std::string lines;
    for (const auto& flag : flagTable()) {
        if (flag.group == group && !flag.hidden && (flag.commands & command.bit) != 0) lines += flagLine(flag);
    }
    return lines.empty() ? std::string() : "\n" + std::string(title) + ":\n" + lines;
}

std::string padded(std::string_view text, std::size_t width) {
    return std::string(text) + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

// Text in man's source: no line may begin with a control character, and a hyphen must stay one.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool lineStart = out.empty() || out.back() == '\n';
        if (lineStart && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if (c == '\'')
            out += "\\(aq";
        else
            out += c;
    }
    return out;
}

std::string manFlag(const Flag& flag) {
    std::string head = flag.letter == 0 ? std::string() : "\\fB\\-" + std::string(1, flag.letter) + "\\fR, ";
    head += "\\fB\\-\\-" + roff(flag.name) + "\\fR";
    if (flag.takesValue()) head += " \\fI" + roff(flag.value) + "\\fR";
    std::string help(flag.help);
    if (!flag.fallback.empty()) help += " (default " + std::string(flag.fallback) + ")";
    return ".TP\n" + head + "\n" + roff(help) + "\n";
}

std::string manFlags(const Command& command, Group group) {
    std::string out;
    for (const auto& flag : flagTable()) {
        if (flag.group == group && !flag.hidden && flag.name != "help" && (flag.commands & command.bit) != 0)
            out += manFlag(flag);
    }
    return out;
}

}  // namespace

std::string invocationName(std::string_view argv0) {
    const std::string_view name = argv0.substr(argv0.rfind('/') + 1);
    constexpr std::string_view prefix = "kubectl-";
    if (name.empty()) return "kubectl scout";
    return name.starts_with(prefix) ? "kubectl " + std::string(name.substr(prefix.size())) : std::string(name);
}

std::string programHelp(std::string_view invocation) {
    const std::string call(invocation);
    std::string out =
        std::string(programDescription()) + "\n\nUsage:\n  " + call + " COMMAND [arguments] [flags]\n\nCommands:\n";
    for (const auto& command : commandTable()) {
        if (!command.hidden) out += "  " + padded(command.name, 12) + std::string(command.summary) + "\n";
    }
    out += "\nExamples:\n";
    for (const std::string_view line : {"trace deploy/frontend -n prod", "trace --app frontend-app", "trace --demo"}) {
        out += "  " + call + " " + std::string(line) + "\n";
    }
    out += "\nFlags come after the plugin's name: kubectl itself refuses 'kubectl -n prod scout'.\n";
    out += "Use '" + call + " help COMMAND' for all about a command.\n";
    return out;
}

std::string commandHelp(const Command& command, std::string_view invocation) {
    const std::string call = std::string(invocation) + " ";
    std::string out = std::string(command.description) + "\n\nUsage:\n  " + call + std::string(command.name);
    if (!command.arguments.empty()) out += " " + std::string(command.arguments);
    out += " [flags]\n";
    if (!command.examples.empty()) {
        out += "\nExamples:\n";
        for (const auto& example : command.examples) {
            out += "  # " + std::string(example.comment) + "\n  " + call + std::string(example.line) + "\n";
        }
    }
    out += flagSection(command, Group::command, "Flags");
    out += flagSection(command, Group::output, "Output flags");
    out += flagSection(command, Group::connection, "Connection flags, as kubectl has them");
    if (!command.notes.empty()) out += "\n" + std::string(command.notes);
    return out;
}

std::string manualPage(std::string_view version) {
    std::string out = ".TH KUBECTL\\-SCOUT 1 \"\" \"kubectl\\-scout " + roff(version) + "\" \"User Commands\"\n";
    out += ".SH NAME\nkubectl\\-scout \\- " + roff(programSummary()) + "\n.SH SYNOPSIS\n";
    for (const auto& command : commandTable()) {
        if (command.hidden) continue;
        out += ".B kubectl scout " + roff(command.name) + "\n";
        if (!command.arguments.empty()) out += roff(command.arguments) + "\n";
        out += "[flags]\n.br\n";
    }
    out += ".SH DESCRIPTION\n" + roff(programDescription()) + "\n";
    const Command* connecting = nullptr;
    for (const auto& command : commandTable()) {
        if (command.hidden) continue;
        out += ".SH \"KUBECTL SCOUT " + roff(command.name) + "\"\n" + roff(command.description) + "\n";
        out += manFlags(command, Group::command) + manFlags(command, Group::output);
        if (connecting == nullptr && !manFlags(command, Group::connection).empty()) connecting = &command;
        if (!command.notes.empty()) out += ".PP\n.nf\n" + roff(command.notes) + ".fi\n";
        if (command.examples.empty()) continue;
        out += ".PP\nExamples:\n.nf\n";
        for (const auto& example : command.examples) {
            out += "\n  # " + roff(example.comment) + "\n  kubectl scout " + roff(example.line) + "\n";
        }
        out += ".fi\n";
    }
    if (connecting != nullptr)
        out += ".SH \"CONNECTION FLAGS\"\nAs kubectl has them.\n" + manFlags(*connecting, Group::connection);
    out += ".SH ENVIRONMENT\n";
    for (const auto& [name, text] :
         {std::pair{"KUBECONFIG", "kubeconfig files, merged; otherwise ~/.kube/config"},
          std::pair{"KUBECACHEDIR", "the folder of kubectl's caches; otherwise ~/.kube/cache"},
          std::pair{"HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "proxies, as kubectl reads them"},
          std::pair{"CUB_TOKEN, CUB_SERVER",
                    "a login to ConfigHub; otherwise cub's own files, see CUB_CONFIG, CUB_CONTEXT"},
          std::pair{"CONFIGHUB_WORKER_ID, CONFIGHUB_WORKER_SECRET", "a worker's login to ConfigHub, at CONFIGHUB_URL"},
          std::pair{"NO_COLOR", "when set, no colours"}}) {
        out += ".TP\n.B " + roff(name) + "\n" + roff(text) + "\n";
    }
    out += ".SH \"SEE ALSO\"\n.BR kubectl (1)\n";
    return out;
}

}  // namespace scout::plugin
