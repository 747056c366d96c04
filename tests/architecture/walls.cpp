#include "walls.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <sstream>

namespace scout::architecture {

namespace {

constexpr std::string_view tablePath = "shared/README.md";

std::string trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) {
        text.remove_prefix(1);
    }
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) {
        text.remove_suffix(1);
    }
    return std::string(text);
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    std::string part;
    std::istringstream stream{std::string(text)};
    while (std::getline(stream, part, separator)) {
        parts.push_back(part);
    }
    return parts;
}

/// "shared/kube/../base/x.h" -> "shared/base/x.h"
std::string normalised(std::string_view path) {
    std::vector<std::string> kept;
    for (const std::string& part : split(path, '/')) {
        if (part == ".." && !kept.empty()) {
            kept.pop_back();
        } else if (part != "." && part != "..") {
            kept.push_back(part);
        }
    }
    std::string joined;
    for (const std::string& part : kept) {
        joined += (joined.empty() ? "" : "/") + part;
    }
    return joined;
}

std::string folderOf(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// True when `to` can be reached from `from` over at least one step of the table.
bool reaches(const Table& table, const std::string& from, const std::string& to, std::set<std::string>& seen) {
    const auto row = table.find(from);
    if (row == table.end() || !seen.insert(from).second) {
        return false;
    }
    return std::any_of(row->second.mayInclude.begin(), row->second.mayInclude.end(),
                       [&](const std::string& next) { return next == to || reaches(table, next, to, seen); });
}

struct Include {
    int line = 0;
    std::string name;
};

std::vector<Include> includesOf(const File& file) {
    static const std::regex directive(R"(^\s*(#|%:)\s*(include|include_next|import)\s*[<"])");
    std::vector<Include> includes;
    // codeOf() has the directive without comments, but the name between its quotes is blank: that is read from the
    // text, where it stands in the same columns.
    const std::vector<std::string> raw = split(file.text, '\n');
    const std::vector<std::string> code = split(codeOf(file.text), '\n');
    for (std::size_t i = 0; i < raw.size() && i < code.size(); ++i) {
        std::smatch match;
        if (std::regex_search(code[i], match, directive)) {
            const std::string name = raw[i].substr(static_cast<std::size_t>(match.length()));
            includes.push_back({static_cast<int>(i) + 1, name.substr(0, name.find_first_of(">\""))});
        }
    }
    return includes;
}

/// A header or a word that only some places may have.
struct Rule {
    std::regex pattern;
    bool (*allowed)(const Module& module, std::string_view name, std::string_view path);
    std::string_view because;
};

bool onlyWithQt(const Module& module, std::string_view, std::string_view) {
    return module.library != "scout_core";
}
bool onlyInBase(const Module&, std::string_view name, std::string_view) {
    return name == "base";
}
bool onlyInNet(const Module&, std::string_view name, std::string_view) {
    return name == "net";
}
bool onlyInSources(const Module&, std::string_view, std::string_view path) {
    return endsWith(path, ".cpp") || endsWith(path, ".cc") || endsWith(path, ".cxx");
}
bool onlyOutside(const Module& module, std::string_view name, std::string_view path) {
    return name == "net" || name == "engine" || (module.library == "program" && endsWith(path, "/main.cpp"));
}

const std::array<Rule, 5>& headerRules() {
    static const std::array<Rule, 5> rules{{
        {std::regex(R"(^(Q[A-Za-z0-9]+(/.*)?|q[a-z]+\.h)$)"), onlyWithQt, "Qt begins above scout_core"},
        {std::regex(R"(^yaml-cpp/)"), onlyInBase, "only base reads YAML"},
        {std::regex(R"(^nlohmann/(?!json_fwd))"), onlyInSources, "headers offer base::Json"},
        {std::regex(
             R"(^(Qt\w+/)?Q(Network[A-Z]|Tcp|Udp|Ssl|LocalSocket|LocalServer|AbstractSocket|Host[A-Z]|Process))"),
         onlyInNet, "only net touches sockets and processes"},
        {std::regex(R"(^(fstream|unistd\.h|fcntl\.h|dirent\.h|netdb\.h|poll\.h|spawn\.h|(sys|arpa|netinet)/.*)$)"),
         onlyWithQt, "no file and no socket below the engine"},
    }};
    return rules;
}

const std::array<Rule, 2>& wordRules() {
    static const std::array<Rule, 2> rules{{
        {std::regex(R"(\b(getenv|secure_getenv|environ|qgetenv|qEnvironmentVariable\w*|systemEnvironment)\b)"),
         onlyOutside, "the environment comes in as a value from main"},
        {std::regex(R"(\b(system_clock|clock_gettime|gettimeofday|currentDate(Time)?(Utc)?|currentTime)\b)"
                    R"(|\bcurrentM?SecsSinceEpoch\b|\btime\s*\(\s*(nullptr|NULL|0)\s*\))"),
         onlyOutside, "the time comes in as a value from main"},
    }};
    return rules;
}

}  // namespace

std::string display(const Violation& violation) {
    return violation.path + (violation.line > 0 ? ":" + std::to_string(violation.line) : "") + ": " + violation.what;
}

Table readTable(std::string_view markdown, std::vector<Violation>& violations) {
    Table table;
    std::map<std::string, int> lines;
    int number = 0;
    for (const std::string& line : split(markdown, '\n')) {
        ++number;
        const std::vector<std::string> cells = split(line, '|');
        if (cells.size() < 5 || !trimmed(cells[0]).empty()) {
            continue;
        }
        const std::string name = trimmed(cells[1]);
        if (name == "module" || name.starts_with("---")) {
            continue;
        }
        Module module{trimmed(cells[2]), {}};
        for (const std::string& other : split(cells[3], ',')) {
            if (!trimmed(other).empty()) {
                module.mayInclude.insert(trimmed(other));
            }
        }
        if (module.library != "scout_core" && module.library != "scout_engine" && module.library != "program") {
            violations.push_back({std::string(tablePath), number, name + " is in no known library: " + module.library});
        }
        lines[name] = number;
        if (!table.emplace(name, std::move(module)).second) {
            violations.push_back({std::string(tablePath), number, name + " has two rows"});
        }
    }
    for (const auto& [name, module] : table) {
        for (const std::string& other : module.mayInclude) {
            const auto row = table.find(other);
            if (row == table.end()) {
                violations.push_back(
                    {std::string(tablePath), lines[name], name + " may include " + other + ", which has no row"});
            } else if (module.library == "scout_core" && row->second.library != "scout_core") {
                violations.push_back({std::string(tablePath), lines[name],
                                      name + " is below the Qt line and may include " + other + " above it"});
            }
        }
        std::set<std::string> seen;
        if (reaches(table, name, name, seen)) {
            violations.push_back({std::string(tablePath), lines[name], name + " may include itself by way of others"});
        }
    }
    return table;
}

std::string moduleOf(std::string_view path) {
    const std::vector<std::string> parts = split(path, '/');
    if (parts.size() >= 3 && parts[0] == "shared") {
        return parts[1];
    }
    return parts.size() >= 2 && parts[0] != "shared" ? parts[0] : std::string();
}

bool isSource(std::string_view path) {
    static const std::set<std::string_view> endings{".h", ".hh", ".hpp", ".hxx", ".ipp", ".inc", ".cpp", ".cc", ".cxx"};
    const auto dot = path.rfind('.');
    return dot != std::string_view::npos && endings.contains(path.substr(dot));
}

std::string codeOf(std::string_view text) {
    std::string code(text);
    const auto blank = [&code](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to && i < code.size(); ++i) {
            if (code[i] != '\n') {
                code[i] = ' ';
            }
        }
    };
    std::size_t i = 0;
    while (i < text.size()) {
        std::size_t end = i + 1;
        if (text.substr(i, 2) == "//") {
            end = std::min(text.find('\n', i), text.size());
            blank(i, end);
        } else if (text.substr(i, 2) == "/*") {
            const auto close = text.find("*/", i + 2);
            end = close == std::string_view::npos ? text.size() : close + 2;
            blank(i, end);
        } else if (text[i] == '"' && i > 0 && text[i - 1] == 'R') {
            const auto open = text.find('(', i);
            const std::string closing =
                ")" + std::string(text.substr(i + 1, open == std::string_view::npos ? 0 : open - i - 1)) + "\"";
            const auto close = text.find(closing, i);
            end = close == std::string_view::npos ? text.size() : close + closing.size();
            blank(i + 1, end - 1);
        } else if (text[i] == '"' ||
                   (text[i] == '\'' && (i == 0 || !std::isalnum(static_cast<unsigned char>(text[i - 1]))))) {
            std::size_t close = i + 1;
            while (close < text.size() && text[close] != text[i] && text[close] != '\n') {
                close += text[close] == '\\' ? std::size_t{2} : std::size_t{1};
            }
            end = std::min(close + 1, text.size());
            blank(i + 1, end - 1);
        }
        i = end;
    }
    return code;
}

std::vector<Violation> checkSources(const Table& table, const std::vector<File>& files) {
    std::set<std::string> paths;
    for (const File& file : files) {
        paths.insert(file.path);
    }
    std::vector<Violation> violations;
    for (const File& file : files) {
        const std::string name = moduleOf(file.path);
        const auto row = table.find(name);
        if (row == table.end()) {
            violations.push_back({file.path, 0, "its module '" + name + "' has no row in " + std::string(tablePath)});
            continue;
        }
        const Module& module = row->second;
        for (const Include& include : includesOf(file)) {
            // As the compiler does: beside the file first, then from shared/, then by the name of a module or program.
            const std::string beside = normalised(folderOf(file.path) + "/" + include.name);
            const std::string below = normalised("shared/" + include.name);
            std::string other;
            if (paths.contains(beside)) {
                other = moduleOf(beside);
            } else if (paths.contains(below)) {
                other = moduleOf(below);
            } else if (include.name.find('/') != std::string::npos) {
                const std::string first = include.name.substr(0, include.name.find('/'));
                other = table.contains(first) ? first : std::string();
            }
            if (!other.empty() && other != name && !module.mayInclude.contains(other)) {
                violations.push_back(
                    {file.path, include.line, name + " may not include " + other + ": " + include.name});
            }
            for (const Rule& rule : headerRules()) {
                if (std::regex_search(include.name, rule.pattern) && !rule.allowed(module, name, file.path)) {
                    violations.push_back(
                        {file.path, include.line, "<" + include.name + ">: " + std::string(rule.because)});
                }
            }
        }
        int number = 0;
        for (const std::string& line : split(codeOf(file.text), '\n')) {
            ++number;
            for (const Rule& rule : wordRules()) {
                std::smatch match;
                if (std::regex_search(line, match, rule.pattern) && !rule.allowed(module, name, file.path)) {
                    violations.push_back({file.path, number, match.str() + ": " + std::string(rule.because)});
                }
            }
        }
    }
    return violations;
}

namespace {

struct Call {
    std::string path;
    int line = 0;
    std::vector<std::string> arguments;
};

/// The calls of one command in a CMake file.
std::vector<Call> callsOf(const File& file, const std::string& command) {
    std::string code = file.text;
    bool comment = false;
    for (char& c : code) {
        comment = c == '\n' ? false : comment || c == '#';
        c = comment ? ' ' : c;
    }
    const std::regex pattern("\\b" + command + R"(\s*\(([^)]*)\))", std::regex::icase);
    std::vector<Call> calls;
    for (std::sregex_iterator it(code.begin(), code.end(), pattern), end; it != end; ++it) {
        Call call{file.path, 1 + static_cast<int>(std::count(code.begin(), code.begin() + it->position(), '\n')), {}};
        std::istringstream words((*it)[1].str());
        for (std::string word; words >> word;) {
            call.arguments.push_back(word);
        }
        if (!call.arguments.empty()) {
            calls.push_back(std::move(call));
        }
    }
    return calls;
}

}  // namespace

std::vector<Violation> checkCMake(const Table& table, const std::vector<File>& files) {
    static const std::regex qt(R"(\bQt[0-9]*(Core|::))");
    std::vector<Violation> violations;
    std::map<std::string, std::vector<Call>> links;
    for (const File& file : files) {
        for (Call& call : callsOf(file, "target_link_libraries")) {
            const std::string target = call.arguments.front();
            links[target].push_back(std::move(call));
        }
        const auto row = table.find(moduleOf(file.path));
        if (row == table.end() || row->second.library == "program") {
            continue;
        }
        for (const Call& call : callsOf(file, "target_sources")) {
            if (call.arguments.front() != row->second.library) {
                violations.push_back(
                    {call.path, call.line,
                     "its sources belong to " + row->second.library + ", not to " + call.arguments.front()});
            }
        }
    }
    std::set<std::string> seen;
    std::vector<std::string> open{"scout_core"};
    while (!open.empty()) {
        const std::string target = open.back();
        open.pop_back();
        if (!seen.insert(target).second) {
            continue;
        }
        for (const Call& call : links[target]) {
            for (std::size_t i = 1; i < call.arguments.size(); ++i) {
                if (std::regex_search(call.arguments[i], qt)) {
                    violations.push_back(
                        {call.path, call.line, target + ", and so scout_core, links " + call.arguments[i]});
                }
                open.push_back(call.arguments[i]);
            }
        }
    }
    return violations;
}

}  // namespace scout::architecture
