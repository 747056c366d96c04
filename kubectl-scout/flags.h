// The declarative description of commands and flags, and the parser that it drives. Help, completion and the man page
// are made from the same table (table.h), so that none of them can disagree with what is parsed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace scout::plugin {

enum class FlagType {
    boolean,   ///< --x, --x=false
    text,      ///< the last one wins
    list,      ///< repeatable
    choice,    ///< one of Flag::value, separated by '|'
    integer,   ///< 0 or more
    duration,  ///< as Go writes them: 10s, 1m30s; plain digits are seconds
    refused,   ///< known from kubectl and without meaning here: `help` says why, `value` what to do instead
};

/// Where the values for completion come from.
enum class Values { none, choices, files, folders, namespaces, contexts, clusters, users, applications };

enum class Group { command, output, connection };

struct Flag {
    std::string_view name;
    char letter = 0;  ///< 0: no short form
    FlagType type = FlagType::boolean;
    Group group = Group::command;
    unsigned commands = 0;     ///< bits of Command::bit
    std::string_view value{};  ///< the placeholder in help ("FILE"), or the choices ("text|wide")
    std::string_view help{};
    std::string_view fallback{};  ///< the default, for help; "" when absent means nothing
    Values values = Values::none;
    bool hidden = false;

    bool takesValue() const { return type != FlagType::boolean && type != FlagType::refused; }
    std::vector<std::string> choices() const;
};

struct Example {
    std::string_view comment;
    std::string_view line;  ///< what follows the program's name
};

struct Command {
    std::string_view name;
    unsigned bit = 0;
    std::string_view arguments;  ///< the usage line after the name
    std::string_view summary;    ///< one line, for lists
    std::string_view description;
    std::span<const Example> examples;
    std::string_view notes;  ///< after the flags: exit codes and the like; "" when there are none
    bool hidden = false;
};

/// What a command line said.
class Options {
  public:
    std::vector<std::string> arguments;  ///< what is no flag, without the command's name

    bool has(std::string_view flag) const { return m_values.find(flag) != m_values.end(); }
    /// The last value; nothing when the flag was not given.
    std::optional<std::string> text(std::string_view flag) const;
    std::string textOr(std::string_view flag, std::string_view fallback) const;
    /// All values in order.
    std::vector<std::string> list(std::string_view flag) const;
    bool isTrue(std::string_view flag) const;
    /// Of flags that the parser has checked to be integers.
    int integer(std::string_view flag, int fallback) const;

    void add(std::string_view flag, std::string value);

  private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
};

/// A command line taken apart. `command` is nullptr when no command is named.
struct CommandLine {
    const Command* command = nullptr;
    Options options;
};

/// Flags may stand before and after the command and between arguments; "--" ends them. Accepted forms: --flag=value,
/// --flag value, -f value, -fvalue, -f=value, grouped boolean letters. Errors are of kind usage: an unknown command or
/// flag (with near matches), a missing or malformed value.
base::Result<CommandLine> parseCommandLine(const std::vector<std::string>& words);

/// The flag of `command` (nullptr: of any command) with that name or letter; nullptr when there is none.
const Flag* findFlag(const Command* command, std::string_view name);
const Flag* findFlag(const Command* command, char letter);
const Command* findCommand(std::string_view name);

}  // namespace scout::plugin
