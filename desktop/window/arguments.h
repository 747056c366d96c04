// The command line of scout-desktop. Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "engine/beyond.h"

namespace scout::desktop {

struct Arguments {
    enum class Task { window, exportPicture, help, version };
    Task task = Task::window;

    bool demo = false;
    std::string from;  ///< snapshot file; "-" is standard input, for exports only
    std::string context;
    std::string kubeconfig;
    std::vector<std::string> namespaces;
    bool allNamespaces = false;
    /// Options of engine/beyond.h and their values as given, each of a form that it has.
    std::vector<std::pair<std::string, std::string>> beyond;
    std::string select;  ///< "deploy/frontend", or a hop id
    std::string theme;   ///< "light", "dark", "" for the remembered one (exports: light)

    std::string output;  ///< file, or "-" for standard output
    std::string format;  ///< "" for what the file's ending says
    int scale = 2;
    bool redact = false;
    bool everything = false;          ///< no budget of cards
    std::vector<std::string> chains;  ///< ids; empty: all
    bool subjects = false;            ///< draw the traces of the snapshot's subjects instead of its whole graph
    std::string argocdNamespace = "argocd";
    bool markDemo = false;  ///< DEMO DATA although it comes from a file

    bool operator==(const Arguments&) const = default;
};

/// Errors: usage, with near matches for an unknown flag.
base::Result<Arguments> parseArguments(const std::vector<std::string>& words);
std::string helpText();

/// What the command line says about the places beside the cluster, and else what is remembered: an option that is given
/// takes the place of a remembered one. Files become absolute.
engine::Beyond beyondOf(const Arguments& arguments, engine::Beyond remembered);

}  // namespace scout::desktop
