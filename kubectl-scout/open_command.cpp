#include <filesystem>
#include <system_error>

#include "engine/beyond.h"
#include "engine/file_access.h"
#include "kubectl-scout/commands.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/subjects.h"
#include "kubectl-scout/trace_options.h"
#include "kubectl-scout/viewer.h"
#include "net/detached.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

namespace {

bool hasDisplay(const Environment& environment) {
#ifdef __APPLE__
    return true;
#else
    return !environment.variable("DISPLAY").empty() || !environment.variable("WAYLAND_DISPLAY").empty() ||
           !environment.variable("QT_QPA_PLATFORM").empty();
#endif
}

// The one object to open at, as typed: "deploy/frontend". The viewer finds it among what it reads. "" for none.
base::Result<std::string> target(const Environment& environment, const Options& options) {
    const auto request = readRequest(options, environment);
    if (!request) return request.error();
    if (request->arguments.size() > 1) {
        return Error{ErrorKind::usage, "the viewer opens at one object", "",
                     "Name one of them; the others are in the chains list or found with Ctrl+K."};
    }
    if (request->arguments.empty()) return std::string();
    const kube::ResourceArgument& argument = request->arguments.front();
    return argument.typeName + "/" + argument.name;
}

// What the viewer is told of the places beside the cluster. What is wrong with it is said here, before a window opens.
base::Result<std::vector<std::string>> beyondWords(const Options& options) {
    const auto beyond = beyondFrom(options);
    if (!beyond) return beyond.error();
    std::vector<std::string> words;
    for (const engine::BeyondOption& option : engine::beyondOptions) {
        for (std::string value : options.list(option.name)) {
            if (option.isFile()) {
                if (value == "-")
                    return Error{ErrorKind::usage,
                                 "the viewer goes on after this command and cannot read its standard input",
                                 "--" + std::string(option.name) + " -", "Give a file."};
                std::error_code failure;
                value = std::filesystem::absolute(value, failure).string();
            }
            words.push_back("--" + std::string(option.name) + "=" + value);
        }
    }
    if (const auto tracing = engine::tracingOptions(*beyond, engine::readFile); !tracing) return tracing.error();
    if (const auto places = engine::placesSettings(*beyond, engine::readFile); !places) return places.error();
    return words;
}

base::Result<std::vector<std::string>> viewerArguments(const Environment& environment, const Options& options) {
    std::vector<std::string> args;
    if (options.isTrue("demo") && options.has("from"))
        return Error{ErrorKind::usage, "--from and --demo contradict each other", "", "Give one of them."};
    if (options.isTrue("demo")) args.emplace_back("--demo");
    if (const auto file = options.text("from")) {
        std::error_code failure;
        if (*file == "-") {
            return Error{ErrorKind::usage, "the viewer goes on after this command and cannot read its standard input",
                         "--from -", "Give a file."};
        }
        if (!std::filesystem::exists(*file, failure))
            return Error{ErrorKind::config, "no such file", *file, "Give the path of a snapshot."};
        args.insert(args.end(), {"--from", std::filesystem::absolute(*file, failure).string()});
    }
    for (const auto* name : {"context", "kubeconfig", "namespace"}) {
        if (const auto value = options.text(name)) args.insert(args.end(), {"--" + std::string(name), *value});
    }
    const auto beyond = beyondWords(options);
    if (!beyond) return beyond.error();
    args.insert(args.end(), beyond->begin(), beyond->end());
    const auto at = target(environment, options);
    if (!at) return at.error();
    if (!at->empty()) args.insert(args.end(), {"--select", *at});
    return args;
}

}  // namespace

int openCommand(const Environment& environment, const Options& options) {
    const auto args = viewerArguments(environment, options);
    if (!args) return report(environment, args.error());
    const auto viewer = findViewer(environment, "Install the desktop package, or use 'kubectl scout trace'.");
    if (!viewer) return report(environment, viewer.error());
    if (!hasDisplay(environment)) {
        return report(environment, {ErrorKind::config, "there is no display to open a window on", "",
                                    "Set DISPLAY, or write a picture: kubectl scout trace ... -o png --output-file "
                                    "FILE needs no display."});
    }
    if (const auto failure = net::startDetached(*viewer, *args)) return report(environment, *failure);
    return kSuccess;
}

}  // namespace scout::plugin
