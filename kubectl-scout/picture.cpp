#include "kubectl-scout/picture.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "engine/file_access.h"
#include "kubectl-scout/files.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/viewer.h"
#include "render/interchange.h"
#include "render/picture.h"
#include "render/trace_diagram.h"
#include "trace/snapshot.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;
namespace fs = std::filesystem;

namespace {

// A folder that only this user can look into; gone with this object.
class PrivateFolder {
  public:
    explicit PrivateFolder(const Environment& environment) {
        const std::string chosen = environment.variable("TMPDIR");
        std::string name = (chosen.empty() ? std::string("/tmp") : chosen) + "/kubectl-scout.XXXXXX";
        if (::mkdtemp(name.data()) != nullptr) m_path = name;
    }
    ~PrivateFolder() {
        std::error_code ignored;
        if (!m_path.empty()) fs::remove_all(m_path, ignored);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    const std::string& path() const { return m_path; }

  private:
    std::string m_path;
};

base::Result<std::string> drawWithViewer(const Environment& environment, const Options& options,
                                         const std::string& form, const std::vector<model::Trace>& traces,
                                         const trace::Evidence& evidence) {
    const auto viewer = findViewer(
        environment, "Install the desktop package (" + form + " needs it), or use -o svg, which needs none.");
    if (!viewer) return viewer.error();
    const PrivateFolder folder(environment);
    if (folder.path().empty()) {
        return Error{ErrorKind::config, std::string("cannot make a temporary folder: ") + std::strerror(errno), "",
                     "Point TMPDIR to a folder that you may write to."};
    }
    trace::Snapshot snapshot{evidence, {}};
    for (const auto& trace : traces) snapshot.subjects.push_back(trace.object);
    if (snapshot.evidence.recordedAt.empty()) snapshot.evidence.recordedAt = traces.front().tracedAt;
    const std::string recorded = folder.path() + "/snapshot.json";
    const std::string drawn = folder.path() + "/picture." + form;
    if (auto failure = engine::writeFile(recorded, trace::writeSnapshot(snapshot), engine::Readers::owner))
        return *failure;

    std::vector<std::string> args = {"--export",
                                     drawn,
                                     "--from",
                                     recorded,
                                     "--subjects",
                                     "--argocd-namespace",
                                     options.textOr("argocd-namespace", "argocd"),
                                     "--theme",
                                     options.textOr("theme", "light"),
                                     "--scale",
                                     options.textOr("scale", "2")};
    if (options.isTrue("redact")) args.emplace_back("--redact");
    if (options.isTrue("demo")) args.emplace_back("--mark-demo");
    if (auto failure = runViewer(*viewer, args)) return *failure;
    return readInput(drawn, environment);
}

}  // namespace

bool isPicture(std::string_view form) {
    return form == "svg" || form == "dot" || form == "mermaid" || isBinary(form);
}

bool isBinary(std::string_view form) {
    return form == "png" || form == "pdf";
}

base::Result<std::string> drawPicture(const Environment& environment, const Options& options, const std::string& form,
                                      const std::vector<model::Trace>& traces, const trace::Evidence& evidence) {
    if (isBinary(form)) return drawWithViewer(environment, options, form, traces, evidence);
    const render::Diagram diagram = render::diagramOf(traces, options.isTrue("redact"), options.isTrue("demo"));
    if (form == "dot") return render::toDot(diagram);
    if (form == "mermaid") {
        const std::string text = render::toMermaid(diagram);
        if (const std::string refusal = render::mermaidRefusal(diagram, text); !refusal.empty())
            warn(environment, refusal);
        return text;
    }
    const bool dark = options.textOr("theme", "light") == "dark";
    return render::toSvg(*render::compose(diagram), render::theme(render::Palette::scout, dark));
}

}  // namespace scout::plugin
