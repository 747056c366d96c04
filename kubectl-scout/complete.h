// What fits next on a command line: cobra's completion protocol, which kubectl and our own shell scripts speak.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kubectl-scout/flags.h"

namespace scout::plugin {

struct Choice {
    std::string text;
    std::string description;  ///< "" when there is none

    bool operator==(const Choice&) const = default;
};

/// cobra's ShellCompDirective bits.
namespace directive {
inline constexpr int standard = 0;  ///< files when there is no choice
inline constexpr int noSpace = 2;
inline constexpr int noFiles = 4;
inline constexpr int folders = 16;
}  // namespace directive

struct Completion {
    std::vector<Choice> choices;
    int directive = directive::noFiles;
};

/// Where names come from; each may take a while and gives nothing when it fails. `given` are the flags so far.
struct CompletionPorts {
    /// Of the kubeconfig: contexts, clusters, users.
    std::function<std::vector<std::string>(Values what, const Options& given)> configured;
    /// Names of the objects of a type ("deploy", "namespaces"), in the namespace that the flags choose.
    std::function<std::vector<std::string>(const std::string& typeName, const Options& given)> objects;
};

/// `words` as typed so far, without the program's name; the last one is being completed and may be empty.
Completion complete(const std::vector<std::string>& words, const CompletionPorts& ports);

/// One choice for each line, "\tdescription" where there is one, and ":DIRECTIVE" at the end.
std::string completionText(const Completion& completion);

}  // namespace scout::plugin
