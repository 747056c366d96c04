#include <QTest>

#include "trace/inventory.h"
#include "trace/rules/argocd.h"
#include "trace/rules/git.h"

using namespace scout;

class RulesTest : public QObject {
    Q_OBJECT

  private slots:
    void inventoryIds_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("ref");
        QTest::newRow("namespaced") << "prod_frontend_apps_Deployment"
                                    << "apps/Deployment/prod/frontend";
        QTest::newRow("core group") << "prod_frontend__Service"
                                    << "/Service/prod/frontend";
        QTest::newRow("cluster-scoped") << "_cluster-role__x_rbac.authorization.k8s.io_ClusterRole"
                                        << "rbac.authorization.k8s.io/ClusterRole//cluster-role:x";
        QTest::newRow("cluster-scoped core") << "_prod__Namespace"
                                             << "/Namespace//prod";
        QTest::newRow("no underscore") << "prod"
                                       << "";
        QTest::newRow("one underscore") << "prod_Deployment"
                                        << "";
        QTest::newRow("two underscores") << "prod_x_Deployment"
                                         << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void inventoryIds() {
        QFETCH(QString, id);
        QFETCH(QString, ref);
        const auto parsed = trace::parseInventoryId(id.toStdString());
        QCOMPARE(QString::fromStdString(parsed ? parsed->id() : std::string()), ref);
        if (parsed) QCOMPARE(QString::fromStdString(trace::inventoryId(*parsed)), id);
    }

    void trackingIds_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("application");
        QTest::addColumn<QString>("ref");
        QTest::newRow("plain") << "shop:apps/Deployment:prod/web"
                               << "/shop"
                               << "apps/Deployment/prod/web";
        QTest::newRow("core") << "shop:/Service:prod/web"
                              << "/shop"
                              << "/Service/prod/web";
        QTest::newRow("other namespace") << "team-a_shop:apps/Deployment:prod/web"
                                         << "team-a/shop"
                                         << "apps/Deployment/prod/web";
        QTest::newRow("colons in the name") << "shop:rbac.authorization.k8s.io/ClusterRole:prod/system:web"
                                            << "/shop"
                                            << "rbac.authorization.k8s.io/ClusterRole/prod/system:web";
        QTest::newRow("no application") << ":apps/Deployment:prod/web"
                                        << ""
                                        << "";
        QTest::newRow("two parts") << "shop:apps/Deployment"
                                   << ""
                                   << "";
        QTest::newRow("no group") << "shop:Deployment:prod/web"
                                  << ""
                                  << "";
        QTest::newRow("extra slash") << "shop:apps/Deployment:prod/web/x"
                                     << ""
                                     << "";
        QTest::newRow("empty") << ""
                               << ""
                               << "";
    }
    void trackingIds() {
        QFETCH(QString, text);
        QFETCH(QString, application);
        QFETCH(QString, ref);
        const auto id = trace::rules::parseTrackingId(text.toStdString());
        QCOMPARE(id.has_value(), !ref.isEmpty());
        if (!id) return;
        QCOMPARE(QString::fromStdString(id->applicationNamespace + "/" + id->application), application);
        QCOMPARE(QString::fromStdString(id->resource.id()), ref);
    }

    void repositories_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("commit");
        QTest::newRow("github") << "https://github.com/acme/shop.git"
                                << "acme/shop"
                                << "https://github.com/acme/shop/commit/abc";
        QTest::newRow("user info is dropped") << "https://user:token@github.com/acme/shop"
                                              << "acme/shop"
                                              << "https://github.com/acme/shop/commit/abc";
        QTest::newRow("ssh") << "ssh://git@gitlab.com:2222/acme/team/shop.git"
                             << "acme/team/shop"
                             << "https://gitlab.com/acme/team/shop/-/commit/abc";
        QTest::newRow("scp-like") << "git@bitbucket.org:acme/shop.git"
                                  << "acme/shop"
                                  << "https://bitbucket.org/acme/shop/commits/abc";
        QTest::newRow("own host: no guess") << "https://git.acme.test/acme/shop/"
                                            << "acme/shop"
                                            << "";
        QTest::newRow("no path") << "nonsense"
                                 << "nonsense"
                                 << "";
    }
    void repositories() {
        QFETCH(QString, url);
        QFETCH(QString, name);
        QFETCH(QString, commit);
        QCOMPARE(QString::fromStdString(trace::rules::repositoryName(url.toStdString())), name);
        QCOMPARE(QString::fromStdString(trace::rules::commitUrl(url.toStdString(), "abc")), commit);
        QVERIFY(trace::rules::commitUrl(url.toStdString(), "").empty());
    }
};

QTEST_GUILESS_MAIN(RulesTest)
#include "rules_test.moc"
