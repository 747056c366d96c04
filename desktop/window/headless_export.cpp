#include "desktop/window/headless_export.h"

#include <QFile>
#include <QFontDatabase>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "base/near_matches.h"
#include "base/text.h"
#include "base/time.h"
#include "desktop/export/export.h"
#include "desktop/session/demo.h"
#include "desktop/session/snapshot_file.h"
#include "desktop/window/chains_filter.h"
#include "desktop/window/find_query.h"
#include "engine/recording.h"
#include "render/picture.h"
#include "render/theme.h"
#include "render/trace_diagram.h"
#include "trace/graph_builder.h"

namespace scout::desktop {

using base::Error;
using base::ErrorKind;

namespace {

base::Result<trace::Snapshot> readIn(const Arguments& arguments,
                                     const std::function<base::Result<std::string>()>& standardInput) {
    if (arguments.demo) return parseSnapshot(demoSnapshot(), "the demo", {});
    if (arguments.from != "-") return loadSnapshot(arguments.from, {});
    const auto text = standardInput();
    if (!text) return text.error();
    return parseSnapshot(*text, "standard input", {});
}

Error noSuchChain(const std::string& id, const model::Graph& graph) {
    constexpr std::size_t most = 3;
    std::vector<std::string> known;
    for (const model::Chain& chain : graph.chains) known.push_back(chain.id);
    const auto near = base::nearMatches(id, known);
    std::string advice = "Without --chain all of them are drawn.";
    if (!near.empty()) {
        advice = "Did you mean " + base::join(near, " or ") + "?";
    } else if (!known.empty()) {
        const std::size_t others = known.size() - std::min(most, known.size());
        known.resize(known.size() - others);
        advice = "It holds " + base::join(known, ", ") +
                 (others > 0 ? " and " + std::to_string(others) + " more. " : ". ") + advice;
    }
    return {ErrorKind::usage, "there is no such chain", id, advice};
}

/// As the list of chains does: those with an object there.
base::Result<std::set<std::string>> chainsIn(const std::vector<std::string>& namespaces, const model::Graph& graph) {
    const std::set<std::string> wanted(namespaces.begin(), namespaces.end());
    std::set<std::string> chosen;
    for (const model::Chain& chain : graph.chains) {
        if (hasObjectIn(wanted, graph, chain)) chosen.insert(chain.id);
    }
    if (chosen.empty())
        return Error{ErrorKind::usage, "no chain has an object in this namespace", base::join(namespaces, ", "),
                     "Without -n all of them are drawn."};
    return chosen;
}

/// The chains to draw; empty for all.
base::Result<std::set<std::string>> chosenChains(const Arguments& arguments,
                                                 const std::shared_ptr<const model::Graph>& graph) {
    std::set<std::string> chosen;
    for (const std::string& id : arguments.chains) {
        if (graph->chain(id) == nullptr) return noSuchChain(id, *graph);
        chosen.insert(id);
    }
    if (arguments.select.empty() && !arguments.namespaces.empty()) return chainsIn(arguments.namespaces, *graph);
    if (arguments.select.empty()) return chosen;
    FindQuery query = parseFind(QString::fromStdString(arguments.select));
    query.namespaces = arguments.namespaces;
    const auto found = FindIndex(graph).find(query);
    if (found.empty()) {
        const bool anywhere = arguments.namespaces.empty();
        return Error{ErrorKind::usage,
                     "no object matches" + (anywhere ? "" : " in " + base::join(arguments.namespaces, ", ")),
                     arguments.select,
                     anywhere ? "Without --select everything is drawn." : "Without -n all namespaces are looked in."};
    }
    for (const model::Chain& chain : graph->chains) {
        if (std::binary_search(chain.members.begin(), chain.members.end(), found.front())) {
            chosen.insert(chain.id);
            break;
        }
    }
    return chosen;
}

base::Result<render::Diagram> draw(const Arguments& arguments, const trace::Snapshot& snapshot) {
    const bool demo = arguments.demo || arguments.markDemo;
    if (arguments.subjects) {
        trace::Options options;
        options.argocdNamespace = arguments.argocdNamespace;
        const auto traces = engine::traceRecorded(snapshot.subjects, snapshot.evidence, options);
        if (traces.empty())
            return Error{ErrorKind::config, "the snapshot names no subjects", arguments.from,
                         "Without --subjects all that it holds is drawn."};
        return render::diagramOf(traces, arguments.redact, demo);
    }
    trace::Options how;
    how.now = base::parseTime(snapshot.evidence.recordedAt).value_or(base::Time());
    how.argocdNamespace = arguments.argocdNamespace;
    const auto graph = trace::buildGraph(snapshot.evidence, how);
    const auto chains = chosenChains(arguments, graph);
    if (!chains) return chains.error();
    render::DiagramOptions options;
    options.chains = *chains;
    if (arguments.everything) options.budget = 0;
    options.redact = arguments.redact;
    options.demo = demo;
    options.now = how.now;
    return render::diagramOf(*graph, options);
}

base::Result<ExportFormat> formatOf(const Arguments& arguments) {
    if (!arguments.format.empty()) return *exportFormat(QString::fromStdString(arguments.format));
    if (const auto format = exportFormatOf(QString::fromStdString(arguments.output))) return *format;
    return Error{ErrorKind::usage, "the ending of the file names no format", arguments.output,
                 "End it with .png, .pdf, .svg, .dot or .mmd, or give --format."};
}

std::string sizeText(const ExportReport& report, ExportFormat format) {
    const std::string unit = format == ExportFormat::png ? " pixels" : format == ExportFormat::pdf ? " points" : "";
    if (format == ExportFormat::dot || format == ExportFormat::mermaid) return {};
    return ", " + std::to_string(report.size.width()) + " x " + std::to_string(report.size.height()) + unit;
}

}  // namespace

base::Result<std::string> exportHeadless(const Arguments& arguments,
                                         const std::function<base::Result<std::string>()>& standardInput) {
    const auto format = formatOf(arguments);
    if (!format) return format.error();
    const bool painted = *format == ExportFormat::png || *format == ExportFormat::pdf;
    if (painted && QFontDatabase::families().isEmpty())
        return Error{ErrorKind::config, "no fonts are installed", "",
                     "Install one (Debian: fonts-dejavu-core), or export to SVG, which needs none."};
    const auto snapshot = readIn(arguments, standardInput);
    if (!snapshot) return snapshot.error();
    auto diagram = draw(arguments, *snapshot);
    if (!diagram) return diagram.error();
    const auto picture = render::compose(*std::move(diagram));
    ExportOptions options;
    options.format = *format;
    options.scale = arguments.scale;
    const render::Theme& theme = render::theme(render::Palette::scout, arguments.theme == "dark");
    if (arguments.output == "-") {
        QFile out;
        if (!out.open(stdout, QIODevice::WriteOnly))
            return Error{ErrorKind::config, "cannot write to standard output", "", ""};
        const auto report = exportPicture(*picture, theme, options, out);
        if (!report) return report.error();
        return report->warning.toStdString();
    }
    const auto report = exportPicture(*picture, theme, options, QString::fromStdString(arguments.output));
    if (!report) return report.error();
    std::string said =
        "Wrote " + arguments.output + " (" + name(*format).toStdString() + sizeText(*report, *format) + ").";
    if (!report->warning.isEmpty()) said += "\n" + report->warning.toStdString();
    return said;
}

}  // namespace scout::desktop
