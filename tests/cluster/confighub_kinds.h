// The kinds of finding that only a ConfigHub that was asked tells: cluster.confighub sees each of them, cluster.traces
// all others.
#pragma once

#include <QStringList>

namespace scout::test {

inline QStringList configHubKinds() {
    return {QStringLiteral("confighub-unread"), QStringLiteral("confighub-unconfirmed"),
            QStringLiteral("copied-origin"),    QStringLiteral("unit-behind"),
            QStringLiteral("apply-gated"),      QStringLiteral("upstream-behind"),
            QStringLiteral("upstream-cycle")};
}

}  // namespace scout::test
