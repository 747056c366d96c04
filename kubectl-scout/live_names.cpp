#include <QTimer>
#include <set>

#include "kube/read.h"
#include "kubectl-scout/live_session.h"

namespace scout::plugin {

std::vector<std::string> LiveSession::names(const std::string& typeName, std::chrono::milliseconds limit) {
    QTimer::singleShot(limit, [this] { m_connection->cluster().cancel(); });
    const Kinds known = kinds();
    const auto found = resolve({{{typeName, "x"}}, {}, {}}, m_namespaces, known);
    if (!found.front()) return {};
    const bool everywhere = found.front()->ref.kind == "Application";
    kube::ListObjects::Selection selection;
    if (!everywhere) selection.ns = found.front()->ref.ns;
    kube::ListObjects list(found.front()->resource, selection, kube::Detail::metadata);

    base::Step<kube::ReadAnswer> step = list.start();
    while (const auto* request = std::get_if<base::HttpRequest>(&step)) {
        Awaited<base::Result<base::HttpResponse>> response;
        const auto ticket = m_connection->transport().get(
            *request, [&response](base::Result<base::HttpResponse> got) { response.set(std::move(got)); });
        QTimer::singleShot(limit, [this, ticket] { m_connection->transport().cancel(ticket); });
        const auto got = response.wait();
        if (!got) return {};
        step = list.next(*got);
    }
    std::set<std::string> names;
    if (const auto* answer = std::get_if<kube::ReadAnswer>(&step)) {
        for (const auto& object : answer->value.elements()) names.insert(object.at("metadata.name").text());
    }
    return {names.begin(), names.end()};
}

}  // namespace scout::plugin
