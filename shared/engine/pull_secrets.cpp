#include "engine/pull_secrets.h"

#include <utility>

#include "kube/read.h"
#include "kube/resource.h"

namespace scout::engine {

namespace {

void readFrom(Conversations& cluster, const std::string& ns, const std::string& name,
              const PullSecrets::Callback& callback) {
    const auto object =
        std::make_shared<kube::ReadObject>(*kube::findBuiltin("", "Secret"), ns, name, kube::Detail::secret);
    const std::function<void(const base::Result<kube::ReadAnswer>&)> done =
        [ns, name, callback](const base::Result<kube::ReadAnswer>& answer) {
            if (!answer) return callback(answer.error());
            if (answer->found) return callback(answer->value);
            callback(base::Error{base::ErrorKind::notFound, "there is no Secret/" + name + " in " + ns, ns + "/" + name,
                                 "correct the source's spec.secretRef"});
        };
    cluster.converse(object, object->start(), done);
}

}  // namespace

PullSecrets::PullSecrets(net::Transport& traced, net::Transport* management)
    : m_traced(traced), m_management(management == nullptr ? nullptr : std::make_unique<Conversations>(*management)) {}

void PullSecrets::read(const std::string& ns, const std::string& name, Callback callback) {
    readFrom(m_traced, ns, name, [this, ns, name, callback](const base::Result<base::Json>& secret) {
        const bool elsewhere = !secret && secret.error().kind == base::ErrorKind::notFound && m_management;
        elsewhere ? readFrom(*m_management, ns, name, callback) : callback(secret);
    });
}

void PullSecrets::cancel() {
    m_traced.cancel();
    if (m_management) m_management->cancel();
}

}  // namespace scout::engine
