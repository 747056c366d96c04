#include "kubectl-scout/viewer.h"

#include <QEventLoop>
#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>

#include "base/text.h"
#include "kubectl-scout/interrupt.h"
#include "net/process.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kName = "scout-desktop";

bool runnable(const fs::path& path) {
    std::error_code failure;
    const auto status = fs::status(path, failure);
    constexpr auto anyone = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    return !failure && fs::is_regular_file(status) && (status.permissions() & anyone) != fs::perms::none;
}

// The last line that says something: Qt's own talk may stand before it.
std::string lastWords(const std::string& errors) {
    std::string last;
    for (const auto& line : base::split(errors, '\n')) {
        if (!base::trim(line).empty()) last = std::string(base::trim(line));
    }
    constexpr std::string_view head = "error: ";
    return last.starts_with(head) ? last.substr(head.size()) : last;
}

}  // namespace

base::Result<std::string> findViewer(const Environment& environment, const std::string& advice) {
    std::error_code ignored;
    const std::string path = environment.variable("PATH");
    std::vector<fs::path> places;
    if (environment.program.find('/') != std::string::npos)
        places.push_back(fs::canonical(environment.program, ignored).parent_path());
    for (const auto& folder : base::split(path, ':')) {
        const fs::path plugin = fs::path(folder) / fs::path(environment.program).filename();
        // Called by its bare name: the first one on PATH is this program.
        if (places.empty() && !folder.empty() && runnable(plugin))
            places.push_back(fs::canonical(plugin, ignored).parent_path());
    }
    for (const auto& folder : base::split(path, ':')) {
        if (!folder.empty()) places.emplace_back(folder);
    }
    for (const auto& place : places) {
        if (!place.empty() && runnable(place / kName)) return (place / kName).string();
    }
    return Error{ErrorKind::config, "scout-desktop is not installed: it is neither beside this program nor on PATH", "",
                 advice};
}

std::optional<Error> runViewer(const std::string& program, const std::vector<std::string>& args) {
    net::Command command;
    command.program = program;
    command.args = args;
    command.timeout = std::chrono::minutes(2);
    QEventLoop loop;
    std::optional<base::Result<net::Outcome>> outcome;
    net::Process process(std::move(command), {}, [&](base::Result<net::Outcome> got) {
        outcome = std::move(got);
        loop.quit();
    });
    const Interrupt interrupt([&process] { process.cancel(); });
    loop.exec();
    if (!*outcome) return outcome->error();
    const net::Outcome& ended = outcome->value();
    if (ended.exitCode == 0) return std::nullopt;
    const std::string words = lastWords(ended.errors);
    return Error{ErrorKind::config, words.empty() ? "scout-desktop could not draw the picture" : words, program,
                 "Run 'scout-desktop --version' to see whether it works, or use -o svg."};
}

}  // namespace scout::plugin
