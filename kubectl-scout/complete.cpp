#include "kubectl-scout/complete.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "kube/mapper.h"
#include "kube/resource.h"
#include "kubectl-scout/table.h"

namespace scout::plugin {

namespace {

// The words before the one being completed, read as far as they make sense.
struct Situation {
    const Command* command = nullptr;
    Options given;                  ///< arguments without the command
    const Flag* pending = nullptr;  ///< the flag whose value comes next
    bool flagsEnded = false;

    void readLong(const std::string& word) {
        const auto equals = word.find('=');
        const Flag* flag =
            findFlag(command, std::string_view(word).substr(2, equals == std::string::npos ? equals : equals - 2));
        if (flag == nullptr) return;
        if (equals != std::string::npos)
            given.add(flag->name, word.substr(equals + 1));
        else if (flag->takesValue())
            pending = flag;
        else
            given.add(flag->name, "true");
    }

    void readLetters(const std::string& word) {
        for (std::size_t at = 1; at < word.size(); ++at) {
            const Flag* flag = findFlag(command, word[at]);
            if (flag == nullptr) return;
            if (!flag->takesValue()) {
                given.add(flag->name, "true");
                continue;
            }
            const std::size_t value = at + 1 < word.size() && word[at + 1] == '=' ? at + 2 : at + 1;
            if (at + 1 == word.size())
                pending = flag;
            else
                given.add(flag->name, word.substr(value));
            return;
        }
    }

    void read(const std::string& word) {
        if (pending != nullptr) {
            given.add(pending->name, word);
            pending = nullptr;
        } else if (flagsEnded || word.size() < 2 || word[0] != '-') {
            if (command == nullptr)
                command = findCommand(word);
            else
                given.arguments.push_back(word);
        } else if (word == "--") {
            flagsEnded = true;
        } else if (word.starts_with("--")) {
            readLong(word);
        } else {
            readLetters(word);
        }
    }
};

// Names that begin with `typed`, each behind `prefix`.
std::vector<Choice> choicesFrom(const std::vector<std::string>& names, std::string_view typed,
                                const std::string& prefix = {}) {
    std::vector<Choice> choices;
    for (const auto& name : names) {
        if (name.starts_with(typed)) choices.push_back({prefix + name, {}});
    }
    return choices;
}

Completion flagValues(const Flag& flag, std::string_view typed, const std::string& prefix, const Options& given,
                      const CompletionPorts& ports) {
    switch (flag.values) {
        case Values::choices:
            return {choicesFrom(flag.choices(), typed, prefix)};
        case Values::files:
            return {{}, directive::standard};
        case Values::folders:
            return {{}, directive::folders};
        case Values::contexts:
        case Values::clusters:
        case Values::users:
            return {choicesFrom(ports.configured(flag.values, given), typed, prefix)};
        case Values::namespaces:
            return {choicesFrom(ports.objects("namespaces", given), typed, prefix)};
        case Values::applications:
            return {choicesFrom(ports.objects("applications.argoproj.io", given), typed, prefix)};
        case Values::none:
            break;
    }
    return {};
}

Completion flagNames(const Command* command, std::string_view typed) {
    Completion completion;
    for (const auto& flag : flagTable()) {
        const bool here = command == nullptr ? flag.name == "help" : (flag.commands & command->bit) != 0;
        const std::string shown = "--" + std::string(flag.name);
        if (here && !flag.hidden && shown.starts_with(typed))
            completion.choices.push_back({shown, std::string(flag.help)});
    }
    return completion;
}

Completion commandNames(std::string_view typed) {
    Completion completion;
    for (const auto& command : commandTable()) {
        if (!command.hidden && command.name.starts_with(typed)) {
            completion.choices.push_back({std::string(command.name), std::string(command.summary)});
        }
    }
    return completion;
}

// The built-in types by the name that kubectl prints: the plural, with its group where another type has the same
// plural.
Completion typeNames(std::string_view typed, const std::string& suffix) {
    Completion completion;
    std::set<std::string> seen;
    for (const auto& resource : kube::builtinResources()) {
        const bool first = seen.insert(resource.plural).second;
        const std::string name = first ? resource.plural : resource.plural + "." + resource.group;
        if (name.starts_with(typed)) completion.choices.push_back({name + suffix, resource.kind});
    }
    std::sort(completion.choices.begin(), completion.choices.end(),
              [](const Choice& a, const Choice& b) { return a.text < b.text; });
    if (!suffix.empty()) completion.directive |= directive::noSpace;
    return completion;
}

Completion objects(const Situation& situation, const std::string& typed, const CompletionPorts& ports) {
    const auto& arguments = situation.given.arguments;
    const auto slash = typed.find('/');
    if (slash != std::string::npos) {
        const std::string type = typed.substr(0, slash);
        return {
            choicesFrom(ports.objects(type, situation.given), std::string_view(typed).substr(slash + 1), type + "/")};
    }
    if (arguments.empty()) return typeNames(typed, {});
    if (arguments.front().find('/') != std::string::npos) return typeNames(typed, "/");
    const std::string type = arguments.front().substr(0, arguments.front().find(','));
    Completion completion{choicesFrom(ports.objects(type, situation.given), typed)};
    std::erase_if(completion.choices, [&arguments](const Choice& choice) {
        return std::find(arguments.begin() + 1, arguments.end(), choice.text) != arguments.end();
    });
    return completion;
}

}  // namespace

Completion complete(const std::vector<std::string>& words, const CompletionPorts& ports) {
    Situation situation;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) situation.read(words[i]);
    const std::string typed = words.empty() ? std::string() : words.back();

    if (situation.pending != nullptr) return flagValues(*situation.pending, typed, {}, situation.given, ports);
    if (!situation.flagsEnded && typed.starts_with("-")) {
        const auto equals = typed.find('=');
        if (equals == std::string::npos || !typed.starts_with("--")) return flagNames(situation.command, typed);
        const Flag* flag = findFlag(situation.command, std::string_view(typed).substr(2, equals - 2));
        if (flag == nullptr) return {};
        return flagValues(*flag, std::string_view(typed).substr(equals + 1), typed.substr(0, equals + 1),
                          situation.given, ports);
    }
    if (situation.command == nullptr) return commandNames(typed);
    const bool first = situation.given.arguments.empty();
    switch (situation.command->bit) {
        case bit::trace:
        case bit::snapshot:
            return objects(situation, typed, ports);
        case bit::help:
            return first ? commandNames(typed) : Completion();
        case bit::completion:
            return first ? Completion{choicesFrom({"bash", "fish", "powershell", "zsh"}, typed)} : Completion();
        default:
            return {};
    }
}

std::string completionText(const Completion& completion) {
    std::string text;
    for (const auto& choice : completion.choices) {
        text += base::escapeControl(choice.text);
        if (!choice.description.empty()) text += "\t" + choice.description;
        text += "\n";
    }
    return text + ":" + std::to_string(completion.directive) + "\n";
}

}  // namespace scout::plugin
