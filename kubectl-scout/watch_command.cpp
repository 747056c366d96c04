#include "kubectl-scout/commands.h"
#include "kubectl-scout/live.h"
#include "kubectl-scout/print.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/screen.h"
#include "render/json.h"

namespace scout::plugin {

namespace {

// Draws what has changed, and tells what is wrong with the connection.
class Show {
  public:
    Show(const Environment& environment, const Options& options, std::string form)
        : m_environment(environment),
          m_options(options),
          m_form(std::move(form)),
          m_screen(environment, m_form == "json" ? "" : "---\n") {}

    void traces(const Live::Gathered& gathered) {
        std::vector<model::Trace> traces;
        std::vector<base::Error> told;
        for (const auto& result : gathered.traces) {
            if (result) {
                traces.push_back(*result);
            } else if (std::find(told.begin(), told.end(), result.error()) == told.end()) {
                told.push_back(result.error());
                report(m_environment, result.error());
                m_failed = true;
            }
        }
        if (traces.empty()) return;
        // What it has cost and when it was looked at is no change.
        std::vector<model::Trace> timeless = traces;
        for (model::Trace& trace : timeless) {
            trace.cost = {};
            trace.tracedAt.clear();
        }
        if (std::string content = render::toJson(timeless); content != m_content) {
            m_content = std::move(content);
            m_traces = std::move(traces);
            m_evidence = gathered.snapshot.evidence;
            draw();
        }
    }

    void connection(const std::string& trouble) {
        m_trouble = trouble;
        if (m_screen.isInPlace() && m_environment.errIsTerminal) return draw();
        *m_environment.err << (trouble.empty() ? "the connection is back" : trouble) << std::endl;
    }

    bool hasFailed() const { return m_failed; }

  private:
    void draw() {
        Environment environment = m_environment;
        if (m_screen.isInPlace() && environment.terminalSize) environment.columns = environment.terminalSize().columns;
        const auto text = tracesText(environment, m_options, m_form, m_traces.size() == 1, m_traces, m_evidence);
        if (!text) {
            report(m_environment, text.error());
            return;
        }
        const std::string since = m_traces.front().tracedAt;
        m_screen.draw(*text, m_trouble.empty() ? "\nAs of " + since + "; Ctrl-C ends." : "\n! " + m_trouble);
    }

    const Environment& m_environment;
    const Options& m_options;
    std::string m_form;
    Screen m_screen;
    std::string m_content;
    std::vector<model::Trace> m_traces;
    trace::Evidence m_evidence;
    std::string m_trouble;
    bool m_failed = false;
};

}  // namespace

int watchCommand(const Environment& environment, const Options& options, const std::string& form,
                 const Request& request) {
    auto live = Live::connect(environment, options);
    if (!live) return report(environment, live.error());
    Show show(environment, options, form);
    const auto watched = (*live)->watch(
        request, [&show](const Live::Gathered& gathered) { show.traces(gathered); },
        [&show](const std::string& trouble) { show.connection(trouble); });
    if (!watched) return report(environment, watched.error());
    return show.hasFailed() ? kFailure : kSuccess;
}

}  // namespace scout::plugin
