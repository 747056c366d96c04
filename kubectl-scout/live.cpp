#include <algorithm>

#include "base/time.h"
#include "kubectl-scout/live_session.h"
#include "kubectl-scout/offline.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/watching.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

namespace {

bool isConfigHubHint(const model::Finding& finding) {
    return finding.kind == "confighub-not-connected";
}

}  // namespace

base::Result<Live::Gathered> LiveSession::gather(const Request& request) {
    auto gathered = collect(request);
    m_talk.progress().erase();
    return gathered;
}

base::Result<Live::Gathered> LiveSession::collect(const Request& request) {
    const Interrupt interrupt = interruptible();
    tellWarnings();
    trace::Evidence evidence;
    auto named = resolve(request, m_namespaces, kinds());
    std::vector<Subject> subjects;
    for (auto& subject : named) {
        if (subject && subject->anywhere && !m_stopped) subject = locate(*subject, evidence);
        if (subject && !subject->warning.empty()) {
            m_talk.progress().erase();
            warn(m_environment, subject->warning);
        }
        if (subject) subjects.push_back(*subject);
    }
    auto outcome = pump(subjects, std::move(evidence));

    // The server does not have a kind that is built in here: its own list may explain that, or know another meaning.
    bool changed = false;
    for (auto& subject : named) {
        if (m_stopped || !subject || subject->typeName.empty()) continue;
        const auto* answer = outcome.evidence.find(trace::askFor(subject->ref));
        if (answer == nullptr || !answer->isNotInstalled()) continue;
        auto other = secondReading(*subject);
        changed = changed || !other || other->ref != subject->ref;
        subject = std::move(other);
    }
    if (changed) {
        subjects.clear();
        for (const auto& subject : named) {
            if (subject) subjects.push_back(*subject);
        }
        outcome = pump(subjects, std::move(outcome.evidence));
    }
    if (m_stopped) return Error{ErrorKind::cancelled, "interrupted", "", ""};

    Gathered gathered;
    const std::string now = base::format(m_environment.now());
    std::size_t next = 0;
    for (const auto& subject : named) {
        if (!subject) {
            gathered.traces.emplace_back(m_connection->explained(subject.error()));
            continue;
        }
        model::Trace trace = std::move(outcome.traces[next++]);
        if (auto problem = subjectProblem(*subject, outcome.evidence)) {
            gathered.traces.emplace_back(m_connection->explained(*std::move(problem)));
            continue;
        }
        stamp(trace, now);
        gathered.snapshot.subjects.push_back(subject->ref);
        gathered.traces.emplace_back(std::move(trace));
    }
    tellOfConfigHub(gathered.traces);
    gathered.snapshot.evidence = std::move(outcome.evidence);
    gathered.snapshot.evidence.context = m_connection->context();
    gathered.snapshot.evidence.recordedAt = now;
    return gathered;
}

// Where and when, and what all of it cost: with the requests that found the subjects.
void LiveSession::stamp(model::Trace& trace, const std::string& now) const {
    const net::Usage usage = m_places->router().usage();
    trace.context = m_connection->context();
    trace.tracedAt = now;
    trace.cost.requests = usage.requests;
    trace.cost.bytes = usage.bytes;
    trace.cost.registryRequests = usage.registryRequests;
    trace.cost.configHubRequests = usage.configHubRequests;
}

// That ConfigHub could tell more is said once, to somebody who can log in; never to who has said --no-confighub.
void LiveSession::tellOfConfigHub(std::vector<base::Result<model::Trace>>& traces) {
    const model::Finding* hint = nullptr;
    for (auto& trace : traces) {
        if (!trace) continue;
        if (m_withoutConfigHub) std::erase_if(trace->findings, isConfigHubHint);
        const auto found = std::find_if(trace->findings.begin(), trace->findings.end(), isConfigHubHint);
        if (found != trace->findings.end()) hint = &*found;
    }
    if (hint != nullptr && m_environment.errIsTerminal) m_talk.line(hint->message + ". " + hint->advice);
}

base::Result<bool> LiveSession::watch(const Request& request, const Changed& changed,
                                      const ConnectionTold& connection) {
    auto gathered = gather(request);
    if (!gathered) return gathered.error();
    changed(*gathered);
    if (gathered->snapshot.subjects.empty()) return false;

    QEventLoop loop;
    const Interrupt interrupt([&loop] { loop.quit(); });
    Watching::Ports ports;
    ports.now = m_environment.now;
    ports.connection = connection;
    const auto traced =
        std::find_if(gathered->traces.begin(), gathered->traces.end(), [](const auto& one) { return one.ok(); });
    const std::int64_t rounds = traced == gathered->traces.end() ? 0 : (*traced)->cost.rounds;
    ports.settled = [&](std::vector<model::Trace> traces, const trace::Evidence& evidence) {
        Gathered again;
        const std::string now = base::format(m_environment.now());
        for (model::Trace& trace : traces) {
            if (m_withoutConfigHub) std::erase_if(trace.findings, isConfigHubHint);
            trace.cost.rounds += rounds;
            stamp(trace, now);
            again.traces.emplace_back(std::move(trace));
        }
        again.snapshot = {evidence, gathered->snapshot.subjects};
        changed(again);
    };
    Watching watching(m_connection->transport(), m_connection->cluster(), *m_source, gathered->snapshot.subjects,
                      gathered->snapshot.evidence, m_tracing, std::move(ports));
    watching.start();
    loop.exec();
    return true;
}

}  // namespace scout::plugin
