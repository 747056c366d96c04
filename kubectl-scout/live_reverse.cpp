#include "base/time.h"
#include "kubectl-scout/live_session.h"
#include "kubectl-scout/offline.h"
#include "kubectl-scout/report.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

base::Result<trace::ReverseSubject> LiveSession::deliverer(const ReverseTarget& target, trace::Evidence& evidence) {
    if (target.content) return *target.content;
    auto subject = resolve(target.object, m_namespaces, kinds()).front();
    if (subject && subject->anywhere) subject = locate(*subject, evidence);
    if (!subject) return subject.error();
    if (!subject->warning.empty()) warn(m_environment, subject->warning);
    if (trace::isDeliverer(subject->ref)) {
        ask(trace::askFor(subject->ref), evidence);
        if (auto problem = subjectProblem(*subject, evidence)) return *std::move(problem);
    }
    return delivererOf(subject->ref);
}

base::Result<model::Deliveries> LiveSession::reverse(const ReverseTarget& target) {
    auto deliveries = collectReverse(target);
    m_talk.progress().erase();
    return deliveries;
}

base::Result<model::Deliveries> LiveSession::collectReverse(const ReverseTarget& target) {
    const Interrupt interrupt = interruptible();
    tellWarnings();
    const net::Usage before = m_places->router().usage();
    trace::Evidence evidence;
    const auto subject = deliverer(target, evidence);
    if (m_stopped) return Error{ErrorKind::cancelled, "interrupted", "", ""};
    if (!subject) return m_connection->explained(subject.error());
    const trace::Options options = optionsNow();
    const auto outcome = pump(
        std::vector{subject->ref}, std::move(evidence), [&](const model::ObjectRef&, const trace::Evidence& known) {
            return trace::Investigation{{}, trace::reverse(*subject, known, options).questions, {}};
        });
    if (m_stopped) return Error{ErrorKind::cancelled, "interrupted", "", ""};
    model::Deliveries deliveries = trace::reverse(*subject, outcome.evidence, options).deliveries;
    const net::Usage usage = m_places->router().usage();
    deliveries.cost.requests = usage.requests - before.requests;
    deliveries.cost.bytes = usage.bytes - before.bytes;
    deliveries.cost.rounds = outcome.traces.front().cost.rounds;
    deliveries.context = m_connection->context();
    deliveries.tracedAt = base::format(options.now);
    return deliveries;
}

}  // namespace scout::plugin
