// The same answers as the programs that people know give them: commands to copy. Only commands that read.
#pragma once

#include <string>
#include <vector>

#include "model/graph.h"

namespace scout::trace {

struct Command {
    std::string program;  ///< "kubectl scout", "kubectl", "flux" or "argocd"
    std::string purpose;  ///< "Its events"
    std::string command;  ///< one line, quoted for a POSIX shell
    bool operator==(const Command&) const = default;
};

/// Where the graph is from.
struct CommandSource {
    std::string context;       ///< kubeconfig context, "" for the current one
    std::string snapshotFile;  ///< path of the snapshot that the graph is from, "" for a cluster
    bool demo = false;         ///< the bundled demo: no cluster stands behind it
};

/// Empty when the graph has no such hop, or when no program can be asked about it (a Git commit). Commands of kubectl,
/// flux and argocd ask the cluster, also beside a snapshot of it; there are none beside the demo.
std::vector<Command> commandsFor(const model::Graph& graph, const std::string& hopId, const CommandSource& source);

/// `text` as one word of a POSIX shell.
std::string shellQuote(const std::string& text);

}  // namespace scout::trace
