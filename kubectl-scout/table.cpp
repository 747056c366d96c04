#include "kubectl-scout/table.h"

#include "engine/beyond.h"

namespace scout::plugin {

namespace {

constexpr unsigned asking = bit::trace | bit::snapshot;
constexpr unsigned every = bit::trace | bit::snapshot | bit::open | bit::version | bit::help | bit::completion;

constexpr Flag connection(std::string_view name, FlagType type, std::string_view value, std::string_view help,
                          Values values = Values::none, char letter = 0, unsigned commands = asking) {
    return {name, letter, type, Group::connection, commands, value, help, {}, values, false};
}

constexpr Flag refused(std::string_view name, char letter, std::string_view why, std::string_view instead) {
    return {name, letter, FlagType::refused, Group::command, asking, instead, why, {}, Values::none, true};
}

// An option that the viewer has too, with the same meaning.
consteval Flag beyond(std::string_view name, unsigned commands, Values values = Values::none,
                      Group group = Group::command) {
    const engine::BeyondOption& option = engine::beyondOption(name);
    const FlagType type = option.kind == engine::BeyondOption::Kind::flag  ? FlagType::boolean
                          : option.kind == engine::BeyondOption::Kind::one ? FlagType::text
                                                                           : FlagType::list;
    return {option.name, 0,        type,
            group,       commands, option.placeholder,
            option.help, {},       option.isFile() ? Values::files : values};
}

// In the order in which help shows them.
constexpr Flag flags[] = {
    {"filename",
     'f',
     FlagType::list,
     Group::command,
     asking,
     "FILE",
     "trace the objects that this manifest names: a file, a directory, or - for standard input; may be repeated",
     {},
     Values::files},
    {"recursive",
     'R',
     FlagType::boolean,
     Group::command,
     asking,
     {},
     "look for manifests in the directory's subdirectories too"},
    {"app",
     0,
     FlagType::list,
     Group::command,
     asking,
     "NAME",
     "trace this Argo CD Application, wherever it is: NAME or NAMESPACE/NAME; may be repeated",
     {},
     Values::applications},
    {"argocd-namespace", 0, FlagType::text, Group::command, asking, "NAME", "where Argo CD is installed", "argocd",
     Values::namespaces},
    {"from",
     0,
     FlagType::text,
     Group::command,
     bit::trace | bit::open,
     "FILE",
     "from a snapshot, without a cluster; - for standard input",
     {},
     Values::files},
    {"demo",
     0,
     FlagType::boolean,
     Group::command,
     bit::trace | bit::open,
     {},
     "from the bundled demo, without a cluster"},
    {"reverse",
     0,
     FlagType::boolean,
     Group::command,
     bit::trace,
     {},
     "the other way round: all that an applier or source (TYPE/NAME), an artifact (sha256:...), a commit, or "
     "confighub:SPACE[/UNIT|TARGET] delivers; for all but an applier this lists the cluster's appliers"},
    {"history",
     0,
     FlagType::boolean,
     Group::command,
     bit::trace,
     {},
     "add one time line of what the objects on the chain recorded: fetched, applied, deployed, synced, failed, "
     "written"},
    beyond("verify", asking | bit::open),
    beyond("verify-key", bit::trace | bit::open),
    beyond("verify-certificate", bit::trace | bit::open),
    beyond("verify-identity", bit::trace | bit::open),
    beyond("verify-issuer", bit::trace | bit::open),
    beyond("no-registry", asking | bit::open),
    beyond("registry-ca", asking | bit::open),
    beyond("plain-http", asking | bit::open),
    beyond("use-cluster-credentials", asking | bit::open),
    beyond("no-confighub", asking | bit::open),
    beyond("confighub-context", asking | bit::open),
    {"diff",
     0,
     FlagType::boolean,
     Group::command,
     bit::trace,
     {},
     "add the fields that somebody else has set since the object was applied, by whom and when, and whether they will "
     "stay; values are shown, but never those of Secrets"},
    {"explain",
     0,
     FlagType::boolean,
     Group::command,
     bit::trace,
     {},
     "add every hop and every proof in words, for somebody who is learning GitOps"},
    {"watch",
     'w',
     FlagType::boolean,
     Group::command,
     bit::trace,
     {},
     "go on, and print again whenever something has changed: in place on a terminal, elsewhere behind a line ---; "
     "Ctrl-C ends it with exit code 0"},
    {"exit-status",
     0,
     FlagType::boolean,
     Group::command,
     bit::trace,
     {},
     "let the exit code tell the verdict (see below)"},

    {"output", 'o', FlagType::choice, Group::output, bit::trace, "text|wide|json|yaml|name|svg|dot|mermaid|png|pdf",
     "how to print: text is a tree, wide adds revisions, URLs and reasons, name lists the chain as kubectl arguments; "
     "svg, dot, mermaid, png and pdf are pictures (png and pdf need scout-desktop, but no display)",
     "text", Values::choices},
    {"output-file", 0, FlagType::text, Group::output, bit::trace, "FILE",
     "write the result to this file; - for standard output", "-", Values::files},
    {"theme", 0, FlagType::choice, Group::output, bit::trace, "light|dark", "the colours of a picture", "light",
     Values::choices},
    {"scale", 0, FlagType::choice, Group::output, bit::trace, "1|2|3|4",
     "how many pixels of a PNG stand for one of the drawing", "2", Values::choices},
    {"redact",
     0,
     FlagType::boolean,
     Group::output,
     bit::trace,
     {},
     "replace names, namespaces, URLs and revisions in a picture, to publish it"},
    {"output", 'o', FlagType::text, Group::output, bit::snapshot, "FILE",
     "write the snapshot to this file; - for standard output", "scout-snapshot.json", Values::files},
    {"output", 'o', FlagType::choice, Group::output, bit::version, "text|json|yaml", "how to print", "text",
     Values::choices},
    {"json", 0, FlagType::boolean, Group::output, bit::trace, {}, "the same as -o json"},
    {"force", 0, FlagType::boolean, Group::output, bit::snapshot, {}, "overwrite the file when it exists"},
    {"color", 0, FlagType::choice, Group::output, bit::trace, "auto|always|never",
     "auto: only on a terminal, and not when NO_COLOR is set or TERM is dumb", "auto", Values::choices},

    connection("namespace", FlagType::text, "NAME", "the namespace of the objects; otherwise that of the context",
               Values::namespaces, 'n', asking | bit::open),
    connection("context", FlagType::text, "NAME", "the kubeconfig context to use", Values::contexts, 0,
               asking | bit::open),
    beyond("management-context", asking | bit::open, Values::contexts, Group::connection),
    connection("kubeconfig", FlagType::text, "FILE",
               "the kubeconfig to use; otherwise those in KUBECONFIG, or ~/.kube/config", Values::files, 0,
               asking | bit::open),
    connection("cluster", FlagType::text, "NAME", "the kubeconfig cluster to use", Values::clusters),
    connection("user", FlagType::text, "NAME", "the kubeconfig user to use", Values::users),
    connection("server", FlagType::text, "URL", "the address of the API server", Values::none, 's'),
    connection("token", FlagType::text, "TOKEN", "bearer token for the API server"),
    connection("username", FlagType::text, "NAME", "user name for basic authentication"),
    connection("password", FlagType::text, "TEXT", "password for basic authentication"),
    connection("client-certificate", FlagType::text, "FILE", "client certificate (PEM)", Values::files),
    connection("client-key", FlagType::text, "FILE", "key of the client certificate (PEM)", Values::files),
    connection("certificate-authority", FlagType::text, "FILE", "certificate authority of the API server (PEM)",
               Values::files),
    connection("insecure-skip-tls-verify", FlagType::boolean, {},
               "do not check the API server's certificate (anyone could then answer in its place)"),
    connection("tls-server-name", FlagType::text, "NAME",
               "the name to ask for and to expect in the API server's certificate"),
    connection("as", FlagType::text, "USER", "the user to impersonate"),
    connection("as-uid", FlagType::text, "UID", "the UID to impersonate"),
    connection("as-group", FlagType::list, "GROUP", "a group to impersonate; may be repeated"),
    connection("as-user-extra", FlagType::list, "KEY=VALUE", "an extra of the user to impersonate; may be repeated"),
    connection("request-timeout", FlagType::duration, "DURATION",
               "how long to wait for an answer of the API server (10s, 1m); 0: the program's own limits"),
    connection("cache-dir", FlagType::text, "DIR", "kubectl's discovery cache; otherwise KUBECACHEDIR or ~/.kube/cache",
               Values::folders),
    connection("disable-compression", FlagType::boolean, {}, "do not ask for compressed answers"),
    connection("v", FlagType::integer, "LEVEL",
               "what to tell on standard error: 1 rounds and questions, 6 requests with their time, 8 headers",
               Values::none, 'v'),

    {"help", 'h', FlagType::boolean, Group::output, every, {}, "show this help"},
    {"version", 0, FlagType::boolean, Group::output, 0, {}, "the same as the command", {}, Values::none, true},
    {"man",
     0,
     FlagType::boolean,
     Group::output,
     bit::help,
     {},
     "print the manual page's source",
     {},
     Values::none,
     true},

    refused("all-namespaces", 'A', "a trace follows named objects, so it cannot span all namespaces",
            "Name the namespace with -n; 'kubectl get deploy -A' shows where an object is."),
    refused("selector", 'l', "a trace follows named objects and takes no selector",
            "Use kubectl scout trace $(kubectl get deploy -l KEY=VALUE -o name)"),
    refused("kustomize", 'k', "this program does not build kustomizations",
            "Use kubectl kustomize DIR | kubectl scout trace -f -"),
};

constexpr Example traceExamples[] = {
    {"Where does this Deployment come from, and is every step on the way healthy?", "trace deploy/frontend -n prod"},
    {"From a Pod that misbehaves, through its owners", "trace pod/frontend-7d4b9c6f8-x2x9p -n prod"},
    {"Several objects at once, all forms that kubectl accepts",
     "trace deploy/frontend svc/frontend cm/settings -n prod"},
    {"A custom resource, by plural and group", "trace certificates.cert-manager.io web-tls -n prod"},
    {"An Argo CD Application by its name", "trace --app frontend-app"},
    {"Every object of a manifest", "trace -f deployment.yaml"},
    {"For a script: JSON, and an exit code that tells the verdict",
     "trace deploy/frontend -n prod -o json --exit-status"},
    {"What a colleague recorded with 'snapshot', without a cluster", "trace --from incident.json"},
    {"What happened along the chain, in one time line", "trace deploy/frontend -n prod --history"},
    {"Is what is deployed signed, and by whom?", "trace deploy/frontend -n prod --verify-key cosign.pub"},
    {"Will my kubectl edit survive? Who changed what since it was applied", "trace deploy/frontend -n prod --diff"},
    {"Watch a change arrive", "trace deploy/frontend -n prod --watch"},
    {"Every hop and every proof in words", "trace deploy/frontend -n prod --explain"},
    {"What does this deliver? Also: --reverse ocirepository/apps, --reverse sha256:1a2b3c4d, --reverse 0f1e2d3c",
     "trace --reverse kustomization/apps -n flux-system"},
    {"A picture for the incident's report", "trace deploy/frontend -n prod -o svg --output-file frontend.svg"},
    {"A first look without a cluster", "trace --demo"},
};

constexpr Example openExamples[] = {
    {"Look at the chain of this Deployment in a window, live", "open deploy/frontend -n prod"},
    {"Everything in the context's cluster, worst first", "open"},
    {"With the signatures on its chain checked", "open deploy/frontend -n prod --verify-key cosign.pub"},
    {"What a colleague recorded", "open --from incident.json"},
    {"The bundled demo", "open --demo"},
};

constexpr Example snapshotExamples[] = {
    {"Record what a trace saw, to look at later or to attach to a bug report",
     "snapshot deploy/frontend -n prod -o incident.json"},
    {"Several objects in one file", "snapshot deploy/frontend deploy/backend -n prod -o incident.json"},
    {"Look at it, anywhere", "trace --from incident.json"},
};

constexpr Example versionExamples[] = {
    {"For a script", "version -o json"},
};

constexpr Example helpExamples[] = {
    {"All about one command", "help trace"},
};

constexpr Example completionExamples[] = {
    {"For 'kubectl-scout' in bash, in this shell (or put it into ~/.bashrc)",
     "completion bash > ~/.scout.bash && . ~/.scout.bash"},
    {"In zsh, from the next shell on", "completion zsh > \"${fpath[1]}/_kubectl-scout\""},
    {"In fish, from the next shell on", "completion fish > ~/.config/fish/completions/kubectl-scout.fish"},
    {"In PowerShell", "completion powershell | Out-String | Invoke-Expression"},
};

constexpr Command commands[] = {
    {"trace", bit::trace, "(TYPE/NAME ... | TYPE NAME ... | -f FILE | --app NAME | --from FILE | --demo)",
     "Follow live objects back to their source",
     "Follows live objects back through their owners, Flux or Argo CD, the OCI artifact and ConfigHub to Git, and "
     "tells the\n"
     "state of every hop. Each step is proven by a field, an inventory or a digest; what could not be read is shown as "
     "such.\n"
     "It only reads. TYPE is a kind, a plural or a short name, with a group where it is needed: deploy, "
     "deployments.apps.",
     traceExamples,
     "Exit codes:\n"
     "  0    the trace was printed\n"
     "  1    an error: wrong arguments, no cluster, an object not found or not readable\n"
     "  130  interrupted (--watch: only before the first trace was printed)\n"
     "With --exit-status, a printed trace ends with its verdict instead; of several the first in this order:\n"
     "  2    failed or out of sync\n"
     "  6    incomplete: something that matters could not be read\n"
     "  3    progressing or stale\n"
     "  4    suspended\n"
     "  5    unmanaged\n"
     "  0    ready\n"
     "With --verify, or a flag that implies it, also 2 where a signature was refused, and 6 where none was "
     "verified.\n"},
    {"snapshot",
     bit::snapshot,
     "(TYPE/NAME ... | TYPE NAME ... | -f FILE | --app NAME)",
     "Write what a trace saw into a file",
     "Traces the objects and writes the evidence into a file, which 'trace --from FILE' reads without a cluster. The "
     "data of\n"
     "Secrets, tokens, credentials and the values of environment variables are never in it.",
     snapshotExamples,
     {}},
    {"open",
     bit::open,
     "[TYPE/NAME | TYPE NAME] [--from FILE | --demo]",
     "Open the desktop viewer, at an object",
     "Starts scout-desktop, which draws where everything came from as a graph, and returns. With an object it opens at "
     "its card.",
     openExamples,
     {}},
    {"version", bit::version, "", "Print the version", "Prints the version of this program.", versionExamples, {}},
    {"help",
     bit::help,
     "[COMMAND]",
     "Explain a command",
     "Explains the program, or one of its commands.",
     helpExamples,
     {}},
    {"completion",
     bit::completion,
     "(bash | zsh | fish | powershell)",
     "Print a completion script for a shell",
     "Prints a script that completes 'kubectl-scout' in that shell. For 'kubectl scout', kubectl's own completion "
     "calls\n"
     "kubectl_complete-scout, which packages install beside this program; without a package, make it a link:\n"
     "  ln -s \"$(command -v kubectl-scout)\" ~/.local/bin/kubectl_complete-scout",
     completionExamples,
     {}},
    {"__complete", bit::complete, "WORD ...", "Answer a shell's question for completions", "", {}, {}, true},
};

}  // namespace

std::span<const Flag> flagTable() {
    return flags;
}
std::span<const Command> commandTable() {
    return commands;
}

std::string_view programSummary() {
    return "follow a live Kubernetes resource back to its source";
}

std::string_view programDescription() {
    return "Follows a live Kubernetes resource back to its source: cluster <- Flux or Argo CD <- OCI artifact <- "
           "ConfigHub <- Git,\n"
           "with the state of every hop. It only reads, and it never says what it has not seen.";
}

}  // namespace scout::plugin
