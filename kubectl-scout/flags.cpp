#include "kubectl-scout/flags.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/command_line.h"
#include "base/near_matches.h"
#include "base/text.h"
#include "base/time.h"
#include "kubectl-scout/table.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

namespace {

bool belongs(const Flag& flag, const Command* command) {
    return command == nullptr || (flag.commands & command->bit) != 0;
}

Error usage(std::string what, std::string where, std::string advice) {
    return {ErrorKind::usage, std::move(what), std::move(where), std::move(advice)};
}

// `hint` begins in lower case: "see 'kubectl scout help'".
std::string sentence(std::string hint) {
    if (!hint.empty() && hint[0] >= 'a' && hint[0] <= 'z') hint[0] = static_cast<char>(hint[0] - 'a' + 'A');
    return hint + ".";
}

std::string helpHint(const Command* command) {
    return "see 'kubectl scout help" + (command == nullptr ? std::string() : " " + std::string(command->name)) + "'";
}

std::string seeHelp(const Command* command) {
    return sentence(helpHint(command));
}

// "Did you mean --namespace? Or see ...", and the hint alone where nothing is near.
std::string didYouMean(const std::vector<std::string>& near, std::string_view prefix, const std::string& hint) {
    if (near.empty()) return sentence(hint);
    std::vector<std::string> shown;
    for (const auto& word : near) shown.push_back(std::string(prefix) + word);
    return "Did you mean " + base::join(shown, " or ") + "? Or " + hint + ".";
}

// A flag that this command does not have. `word` is the name, or the letter in its short form.
Error unknownFlag(const Command* command, std::string_view word, bool letter) {
    const std::string shown = (letter ? "-" : "--") + std::string(word);
    std::vector<std::string> names;
    for (const auto& flag : flagTable()) {
        if (belongs(flag, command) && !flag.hidden) names.emplace_back(flag.name);
    }
    const auto near = letter ? std::vector<std::string>() : base::nearMatches(word, names);
    const auto has = [&](const Command& other) {
        const Flag* flag = letter ? findFlag(&other, word.front()) : findFlag(&other, word);
        return flag != nullptr && !flag->hidden;
    };
    const auto commands = commandTable();
    const auto owner = std::find_if(commands.begin(), commands.end(), has);
    if (command != nullptr && near.empty() && owner != commands.end()) {
        return usage("'" + std::string(command->name) + "' has no flag " + shown, "",
                     "It is a flag of '" + std::string(owner->name) + "'. " + seeHelp(command));
    }
    return usage("unknown flag " + shown, "", didYouMean(near, "--", helpHint(command)));
}

// Checks a value against its flag's type.
std::optional<Error> malformed(const Flag& flag, const std::string& value) {
    const std::string shown = "--" + std::string(flag.name);
    switch (flag.type) {
        case FlagType::boolean:
            if (!base::parseBool(value)) return usage("\"" + value + "\" is neither true nor false", shown, "");
            break;
        case FlagType::choice: {
            const auto choices = flag.choices();
            if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
                return usage(
                    "unknown value \"" + value + "\"", shown,
                    didYouMean(base::nearMatches(value, choices), "", "use one of " + base::join(choices, ", ")));
            }
            break;
        }
        case FlagType::integer: {
            unsigned number = 0;
            const char* end = value.data() + value.size();
            const auto [rest, failure] = std::from_chars(value.data(), end, number);
            if (failure != std::errc() || rest != end || number > 1000) {
                return usage("\"" + value + "\" is not a small whole number", shown, "");
            }
            break;
        }
        case FlagType::duration:
            if (!base::parseDuration(value)) {
                return usage("\"" + value + "\" is not a duration", shown,
                             "Write it like 10s, 1m30s or 0 for the program's own limits.");
            }
            break;
        case FlagType::text:
        case FlagType::list:
        case FlagType::refused:
            break;
    }
    return std::nullopt;
}

// One pass over the words. Which command it is may only be known on the way, so a pass without a command accepts the
// flags of all; their names and arities agree between commands (a test sees to it).
class Parser {
  public:
    Parser(const std::vector<std::string>& words, const Command* command) : m_words(words), m_command(command) {}

    std::optional<Error> run() {
        while (m_next < m_words.size()) {
            const std::string& word = m_words[m_next++];
            std::optional<Error> failure;
            if (word == "--") {
                arguments.insert(arguments.end(), m_words.begin() + static_cast<std::ptrdiff_t>(m_next), m_words.end());
                break;
            }
            if (word.starts_with("--"))
                failure = takeLong(word);
            else if (word.size() > 1 && word[0] == '-')
                failure = takeLetters(word);
            else
                arguments.push_back(word);
            if (failure) return failure;
        }
        return std::nullopt;
    }

    std::vector<std::string> arguments;
    Options options;

  private:
    std::optional<Error> takeLong(const std::string& word) {
        const auto equals = word.find('=');
        const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
        const Flag* flag = findFlag(m_command, name);
        if (flag == nullptr) return unknownFlag(m_command, name, false);
        std::optional<std::string> value;
        if (equals != std::string::npos) value = word.substr(equals + 1);
        return take(*flag, std::move(value));
    }

    std::optional<Error> takeLetters(const std::string& word) {
        for (std::size_t at = 1; at < word.size(); ++at) {
            const Flag* flag = findFlag(m_command, word[at]);
            if (flag == nullptr) return unknownFlag(m_command, word.substr(at, 1), true);
            const bool equals = at + 1 < word.size() && word[at + 1] == '=';
            if (equals) return take(*flag, word.substr(at + 2));
            if (flag->takesValue()) {
                if (at + 1 < word.size()) return take(*flag, word.substr(at + 1));
                return take(*flag, std::nullopt);
            }
            if (auto failure = take(*flag, std::nullopt)) return failure;
        }
        return std::nullopt;
    }

    std::optional<Error> take(const Flag& flag, std::optional<std::string> value) {
        if (flag.type == FlagType::refused) {
            return usage(std::string(flag.help), "--" + std::string(flag.name), std::string(flag.value));
        }
        if (!value && flag.takesValue()) {
            if (m_next >= m_words.size()) {
                return usage("--" + std::string(flag.name) + " needs a value", "", seeHelp(m_command));
            }
            value = m_words[m_next++];
        }
        const std::string text = value.value_or("true");
        if (auto failure = malformed(flag, text)) return failure;
        options.add(flag.name, text);
        return std::nullopt;
    }

    const std::vector<std::string>& m_words;
    const Command* m_command;
    std::size_t m_next = 0;
};

Error unknownCommand(const std::string& word) {
    std::vector<std::string> names;
    for (const auto& command : commandTable()) {
        if (!command.hidden) names.emplace_back(command.name);
    }
    if (word.find('/') != std::string::npos) {
        return usage("unknown command \"" + word + "\"", "", "To trace it, write: kubectl scout trace " + word);
    }
    return usage("unknown command \"" + word + "\"", "",
                 didYouMean(base::nearMatches(word, names), "", helpHint(nullptr)));
}

}  // namespace

std::vector<std::string> Flag::choices() const {
    return type == FlagType::choice ? base::split(value, '|') : std::vector<std::string>();
}

std::optional<std::string> Options::text(std::string_view flag) const {
    const auto found = m_values.find(flag);
    if (found == m_values.end()) return std::nullopt;
    return found->second.back();
}

std::string Options::textOr(std::string_view flag, std::string_view fallback) const {
    return text(flag).value_or(std::string(fallback));
}

std::vector<std::string> Options::list(std::string_view flag) const {
    const auto found = m_values.find(flag);
    return found == m_values.end() ? std::vector<std::string>() : found->second;
}

bool Options::isTrue(std::string_view flag) const {
    return base::parseBool(textOr(flag, "false")).value_or(false);
}

int Options::integer(std::string_view flag, int fallback) const {
    const auto value = text(flag);
    int number = fallback;
    if (value) std::from_chars(value->data(), value->data() + value->size(), number);
    return number;
}

void Options::add(std::string_view flag, std::string value) {
    m_values[std::string(flag)].push_back(std::move(value));
}

base::Result<CommandLine> parseCommandLine(const std::vector<std::string>& words) {
    Parser survey(words, nullptr);
    const auto surveyFailure = survey.run();
    CommandLine line;
    if (!survey.arguments.empty()) {
        line.command = findCommand(survey.arguments.front());
        if (line.command == nullptr) return unknownCommand(survey.arguments.front());
    }
    if (line.command == nullptr) {
        if (surveyFailure) return *surveyFailure;
        line.options = survey.options;
        return line;
    }
    Parser parser(words, line.command);
    if (auto failure = parser.run()) return *failure;
    line.options = std::move(parser.options);
    line.options.arguments.assign(std::next(parser.arguments.begin()), parser.arguments.end());
    return line;
}

const Flag* findFlag(const Command* command, std::string_view name) {
    for (const auto& flag : flagTable()) {
        if (flag.name == name && belongs(flag, command)) return &flag;
    }
    return nullptr;
}

const Flag* findFlag(const Command* command, char letter) {
    for (const auto& flag : flagTable()) {
        if (flag.letter == letter && belongs(flag, command)) return &flag;
    }
    return nullptr;
}

const Command* findCommand(std::string_view name) {
    for (const auto& command : commandTable()) {
        if (command.name == name) return &command;
    }
    return nullptr;
}

}  // namespace scout::plugin
