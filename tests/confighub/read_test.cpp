// Questions and answers of ConfigHub's API: three generations of fields, enveloped or bare, pages, refusals.
#include <QTest>

#include "base/base64.h"
#include "confighub/entities.h"
#include "confighub/json_text.h"
#include "confighub/pages.h"
#include "confighub/read.h"
#include "confighub/targets.h"

using namespace scout;
using confighub::ReadAnswer;
using test::json;
using test::jsonText;

namespace {

const confighub::Server server{"https://hub.acme.test", "https://ui.acme.test", "Acme", false};

base::HttpResponse ok(std::string body) {
    return {200, {{"content-type", "application/json"}}, std::move(body)};
}

base::WebStep<ReadAnswer> answered(const std::string& target, const base::HttpResponse& response) {
    confighub::Read read(server, target);
    read.start();
    return read.next(response);
}

base::Json entity(const std::string& target, const QString& body) {
    const auto step = answered(target, ok(jsonText(body)));
    return std::get<ReadAnswer>(step).entities[0];
}

QString number(const confighub::Number& value) {
    return value ? QString::number(*value) : QStringLiteral("-");
}

}  // namespace

class ReadTest : public QObject {
    Q_OBJECT

  private slots:
    void questions_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const confighub::Question& target, const char* expected) {
            QTest::newRow(name) << QString::fromStdString(target.value_or("nothing")) << expected;
        };
        using namespace confighub;
        const char* include = "include=SpaceID,TargetID,UpstreamUnitID,UpstreamSpaceID,HeadRevisionID";
        row("space", spaceBySlug("prod"), "/api/space?where=Slug%20%3D%20%27prod%27");
        row("a quote is written twice", spaceBySlug("a' OR Slug != 'b"),
            "/api/space?where=Slug%20%3D%20%27a%27%27%20OR%20Slug%20%21%3D%20%27%27b%27");
        row("no control characters", spaceBySlug("a\nb"), "nothing");
        row("no backslash", spaceBySlug("a\\"), "nothing");
        row("no empty slug", spaceBySlug(""), "nothing");
        row("query characters", spaceBySlug("a&b=c#d"), "/api/space?where=Slug%20%3D%20%27a%26b%3Dc%23d%27");
        row("space by id", spaceById("s-1"), "/api/space/s-1");
        row("an id is no path", spaceById("../me"), "nothing");
        row("nor a query", unitById("s-1", "u?x=1"), "nothing");
        row("unit", unitById("s-1", "u-1"), (std::string("/api/space/s-1/unit/u-1?") + include).c_str());
        row("unit by slug", unitBySlug("s-1", "web"),
            (std::string("/api/space/s-1/unit?where=Slug%20%3D%20%27web%27&") + include).c_str());
        row("by content", unitsWithResource("s-1", "apps/v1/Deployment", "prod/web"),
            (std::string("/api/space/s-1/unit?where_data=ConfigHub.ResourceName%20%3D%20%27prod%2Fweb%27"
                         "&resource_type=apps%2Fv1%2FDeployment&") +
             include)
                .c_str());
        row("revision", revisionByNumber("s-1", "u-1", 7),
            "/api/space/s-1/unit/u-1/revision?where=RevisionNum%20%3D%207");
        row("revision by tag", revisionByTag("s-1", "u-1", "t-1"),
            "/api/space/s-1/unit/u-1/revision?where=Tags%20%3F%20%27t-1%27");
        row("target", targetById("s-1", "t-1"), "/api/space/s-1/target/t-1");
        row("target by slug", targetBySlug("s-1", "us-west"), "/api/space/s-1/target?where=Slug%20%3D%20%27us-west%27");
        row("release", releaseByDigest("s-1", "sha256:ab"),
            "/api/space/s-1/release?where=ManifestDigest%20%3D%20%27sha256%3Aab%27");
    }
    void questions() {
        QFETCH(QString, target);
        QFETCH(QString, expected);
        QCOMPARE(target, expected);
    }

    void whatIsAskedFor_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("name");
        QTest::newRow("list") << "/api/space"
                              << "Space";
        QTest::newRow("one") << "/api/space/s-1"
                             << "Space";
        QTest::newRow("units") << "/api/space/s-1/unit?where=space"
                               << "Unit";
        QTest::newRow("revisions") << "/api/space/s-1/unit/u-1/revision"
                                   << "Revision";
        QTest::newRow("releases") << "/api/space/s-1/release?where=x"
                                  << "Release";
        QTest::newRow("info") << "/api/info"
                              << "ApiInfo";
        QTest::newRow("else") << "/api/me"
                              << "";
    }
    void whatIsAskedFor() {
        QFETCH(QString, target);
        QFETCH(QString, name);
        QCOMPARE(QString::fromStdString(confighub::entityOf(target.toStdString())), name);
    }

    // One unit as each generation writes it, and what is read from it.
    void units_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("numbers");  // head live released applied upstream
        QTest::addColumn<QString>("live");
        const QString old = QStringLiteral(
            "{'Slug':'web','UnitID':'u-1','SpaceID':'s-1','HeadRevisionNum':9,'LiveRevisionNum':7,"
            "'LastAppliedRevisionNum':8,'UpstreamUnitID':'u-0','UpstreamSpaceID':'s-0','UpstreamRevisionNum':3}");
        const QString mid = QStringLiteral(
            "{'Slug':'web','UnitID':'u-1','SpaceID':'s-1','SpaceSlug':'prod','HeadRevisionNum':9,"
            "'LastAppliedRevisionNum':8,'UpstreamUnitID':'u-0','UpstreamSpaceID':'s-0','UpstreamRevisionNum':3}");
        const QString newest = QStringLiteral(
            "{'Slug':'web','UnitID':'u-1','SpaceID':'s-1','HeadRevisionNum':9,'LastReleasedRevisionNum':8,"
            "'UpstreamUnitID':'u-0','UpstreamSpaceID':'s-0','UpstreamRevisionNum':3}");
        const QString around = QStringLiteral(
            ",'Space':{'Slug':'prod','SpaceID':'s-1'},'UpstreamUnit':{'Slug':'base-web'},'UpstreamSpace':{'Slug':'base'"
            "}");
        QTest::newRow("oldest, bare") << "[" + old + "]"
                                      << "9 7 - 8 3"
                                      << "7 LiveRevisionNum";
        QTest::newRow("oldest, enveloped") << "[{'Unit':" + old + around + "}]"
                                           << "9 7 - 8 3"
                                           << "7 LiveRevisionNum";
        QTest::newRow("middle, bare") << "[" + mid + "]"
                                      << "9 - - 8 3"
                                      << "8 LastAppliedRevisionNum";
        QTest::newRow("middle, enveloped") << "[{'Unit':" + mid + around + "}]"
                                           << "9 - - 8 3"
                                           << "8 LastAppliedRevisionNum";
        QTest::newRow("newest, bare") << "[" + newest + "]"
                                      << "9 - 8 - 3"
                                      << "8 LastReleasedRevisionNum";
        QTest::newRow("newest, enveloped") << "[{'Unit':" + newest + around + "}]"
                                           << "9 - 8 - 3"
                                           << "8 LastReleasedRevisionNum";
        QTest::newRow("one, not in a list") << "{'Unit':" + newest + around + "}"
                                            << "9 - 8 - 3"
                                            << "8 LastReleasedRevisionNum";
        QTest::newRow("nothing applied yet")
            << "[{'Slug':'web','UnitID':'u-1','SpaceID':'s-1','HeadRevisionNum':1,'LastReleasedRevisionNum':0,"
               "'UpstreamUnitID':'00000000-0000-0000-0000-000000000000'}]"
            << "1 - - - -"
            << "none";
    }
    void units() {
        QFETCH(QString, body);
        QFETCH(QString, numbers);
        QFETCH(QString, live);
        const confighub::Unit unit = confighub::readUnit(entity("/api/space/s-1/unit", body));
        QCOMPARE(unit.slug, std::string("web"));
        QCOMPARE(unit.id, std::string("u-1"));
        QCOMPARE((QStringList{number(unit.head), number(unit.live), number(unit.released), number(unit.applied),
                              number(unit.upstreamRevision)})
                     .join(QLatin1Char(' ')),
                 numbers);
        const auto found = confighub::liveRevision(unit, {});
        QCOMPARE(
            found ? QString::number(found->number) + " " + QString::fromStdString(found->from) : QStringLiteral("none"),
            live);
        const auto annotated = confighub::liveRevision(unit, "6");
        QCOMPARE(annotated->number, 6);
        QCOMPARE(annotated->from, std::string("the annotation of the live object"));
        QCOMPARE(confighub::liveRevision(unit, "6x").has_value(), found.has_value());
        if (body.contains(QLatin1String("'Space':"))) {
            QCOMPARE(unit.name(), std::string("prod/web"));
            QCOMPARE(unit.upstreamSpaceSlug + "/" + unit.upstreamUnitSlug, std::string("base/base-web"));
        }
    }

    void statusGatesAndOtherEntities() {
        const confighub::Unit unit = confighub::readUnit(
            entity("/api/unit",
                   "[{'Unit':{'UnitID':'u-1','Slug':'web','ApplyGates':{'prod/approval':true,'prod/off':false},"
                   "'Labels':{'HelmChart':'podinfo','HelmChartVersion':'6.7.0'}},"
                   "'UnitStatus':{'Action':'Refresh','ActionResult':'RefreshAndDrifted','ActionTerminatedAt':'T'}}]"));
        QCOMPARE(unit.applyGates, std::vector<std::string>{"prod/approval"});
        QCOMPARE(unit.helmChart, std::string("podinfo 6.7.0"));
        QVERIFY(unit.status.drifted && !unit.status.failed);
        QVERIFY(!confighub::readUnit(json("{'UnitStatus':{'ActionResult':'RefreshAndNoDrift'}}")).status.drifted);
        QVERIFY(confighub::readUnit(json("{'UnitStatus':{'ActionResult':'ApplyWaitFailed'}}")).status.failed);

        const confighub::Space space = confighub::readSpace(
            entity("/api/space",
                   "[{'SpaceID':'s-1','Slug':'prod','ReleaseTargetID':'t-1','Annotations':{'other':'x',"
                   "'confighub.com/external-source':'[{`ref`:`oci://r.test/a`,`digest`:`sha256:ab`},"
                   "{`ref`:`stdin`}]'}}]"));
        QCOMPARE(space.releaseTargetId, std::string("t-1"));
        QCOMPARE(space.externalSources.size(), std::size_t{2});
        QCOMPARE(space.externalSources[0].digest, std::string("sha256:ab"));
        QCOMPARE(space.externalSources[1].ref, std::string("stdin"));

        const confighub::Release release = confighub::readRelease(
            entity("/api/space/s-1/release",
                   "[{'ReleaseID':'r-1','ReleaseNum':4,'TagID':'t-1','ManifestDigest':'SHA256:AB','CreatedAt':'T'}]"));
        QCOMPARE(release.manifestDigest, std::string("sha256:ab"));
        QCOMPARE(number(release.number), QString("4"));

        for (const char* tags : {"{'t-1':true}", "{'t-1':{}}", "['t-1']", "[{'TagID':'t-1'}]"}) {
            const confighub::Revision revision =
                confighub::readRevision(json(QStringLiteral("{'RevisionNum':3,'Releases':{'ReleaseID':'r-1'},'Tags':") +
                                             QLatin1String(tags) + QLatin1String("}")));
            QCOMPARE(revision.tagIds, std::vector<std::string>{"t-1"});
            QCOMPARE(revision.releaseIds, std::vector<std::string>{"r-1"});
        }
    }

    void registryOfTheServer_data() {
        QTest::addColumn<QString>("info");
        QTest::addColumn<QString>("registry");
        QTest::addColumn<bool>("own");
        QTest::newRow("host") << "{'OCIHost':'oci.acme.test'}"
                              << "oci.acme.test" << true;
        QTest::newRow("default port") << "{'OCIHost':'oci.acme.test','OCIPort':'443'}"
                                      << "OCI.acme.test:443" << true;
        QTest::newRow("port as number") << "{'OCIHost':'localhost','OCIPort':9092}"
                                        << "localhost:9092" << true;
        QTest::newRow("port in the host") << "{'OCIHost':'localhost:9092'}"
                                          << "localhost:9092" << true;
        QTest::newRow("other port") << "{'OCIHost':'localhost','OCIPort':9092}"
                                    << "localhost:5000" << false;
        QTest::newRow("an older server does not say") << "{'Version':'1'}"
                                                      << "" << false;
    }
    void registryOfTheServer() {
        QFETCH(QString, info);
        QFETCH(QString, registry);
        QFETCH(bool, own);
        QCOMPARE(confighub::readServerInfo(json(info)).isRegistry(registry.toStdString()), own);
    }

    void dataAreNotKept() {
        const std::string yaml =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: prod}\nstringData: {password: hunter2}\n---\n"
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: prod}\n";
        const QString data = QString::fromStdString(base::encodeBase64(yaml));
        const base::Json unit = entity("/api/space/s-1/unit",
                                       "[{'UnitID':'u','Data':'" + data + "','LiveState':'" + data +
                                           "','Parameters':'hunter2','Target':{'Slug':'t','Parameters':'hunter2'}}]");
        QVERIFY(unit.dump().find("hunter2") == std::string::npos);
        QVERIFY(unit.dump().find(data.toStdString()) == std::string::npos);
        const auto resources = confighub::readUnit(unit).resources;
        QVERIFY(resources);
        QCOMPARE(resources->size(), std::size_t{2});
        QCOMPARE((*resources)[1].type + " " + (*resources)[1].name, std::string("apps/v1/Deployment prod/web"));
        QVERIFY(!confighub::readUnit(entity("/api/unit", "[{'UnitID':'u','Data':'%'}]")).resources);
        QVERIFY(!confighub::readUnit(entity("/api/unit", "[{'UnitID':'u'}]")).resources);
        QCOMPARE(unit["UIURL"].text(), std::string("https://ui.acme.test"));
        QCOMPARE(unit["Organization"].text(), std::string("Acme"));
    }

    void pages() {
        confighub::Read read(server, "/api/space/s-1/unit?where=x");
        QCOMPARE(read.start().url, std::string("https://hub.acme.test/api/space/s-1/unit?where=x"));
        auto step = read.next({200, {{"confighub-continue", "a/b"}}, jsonText("[{'UnitID':'1'}]")});
        QCOMPARE(std::get<base::WebRequest>(step).url,
                 std::string("https://hub.acme.test/api/space/s-1/unit?where=x&continue=a%2Fb"));
        step = read.next({200, {{"confighub-continue", "c"}}, "null"});
        QVERIFY(std::holds_alternative<base::WebRequest>(step));
        step = read.next(ok(jsonText("[{'UnitID':'2'}]")));
        QCOMPARE(std::get<ReadAnswer>(step).entities.size(), std::size_t{2});
        // Asked again, it begins anew.
        QVERIFY(read.start().url.find("continue") == std::string::npos);
    }

    void pagesWithoutEnd() {
        confighub::Read same(server, "/api/space");
        same.start();
        same.next({200, {{"confighub-continue", "a"}}, "[]"});
        const auto again = same.next({200, {{"confighub-continue", "a"}}, "[]"});
        QVERIFY(std::get<base::Error>(again).kind == base::ErrorKind::tooLarge);

        confighub::Read more(server, "/api/space");
        more.start();
        bool ended = false;
        for (int i = 0; i < 100 && !ended; ++i)
            ended = std::holds_alternative<base::Error>(
                more.next({200, {{"confighub-continue", std::to_string(i)}}, "[]"}));
        QVERIFY(ended);
    }

    void absence() {
        const std::string ours = jsonText("{'Code':'404','Message':'unit not found'}");
        const auto unit = std::get<ReadAnswer>(answered("/api/space/s-1/unit/u-1", {404, {}, ours}));
        QVERIFY(!unit.found && unit.served);
        for (const std::string& body : {ours, std::string("404 page not found")}) {
            const auto release = std::get<ReadAnswer>(answered("/api/space/s-1/release?where=x", {404, {}, body}));
            QVERIFY(!release.found && !release.served);
        }
        const auto empty = std::get<ReadAnswer>(answered("/api/space?where=x", ok("null")));
        QVERIFY(empty.found && empty.entities.isArray() && empty.entities.size() == 0);
        // Another server, and not ConfigHub, knows nothing of the space.
        const auto other = answered("/api/space?where=x", {404, {}, "404 page not found"});
        QVERIFY(std::get<base::Error>(other).kind == base::ErrorKind::protocol);
    }

    void refusals_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("error");
        const QString said = QStringLiteral("{'Code':'E1','Message':'no such permission.'}");
        QTest::newRow("401") << 401 << said << "auth: ConfigHub refuses the credentials: no such permission (E1)";
        QTest::newRow("401, worker's and user's advice differ") << 401 << ""
                                                                << "auth: ConfigHub refuses the credentials";
        QTest::newRow("403") << 403 << said << "forbidden: ConfigHub forbids reading it: no such permission (E1)";
        QTest::newRow("400") << 400 << said
                             << "protocol: ConfigHub refuses the question (HTTP 400): no such permission (E1)";
        QTest::newRow("429") << 429 << ""
                             << "throttled: ConfigHub is asked too often";
        QTest::newRow("500") << 500 << "boom"
                             << "server: ConfigHub has a problem of its own (HTTP 500)";
        QTest::newRow("redirect") << 302 << ""
                                  << "protocol: ConfigHub redirects (HTTP 302) to https://login.test/x";
        QTest::newRow("page") << 200 << "<html><title>Login</title>"
                              << "protocol: a page of HTML came in place of ConfigHub's answer (HTTP 200)";
        QTest::newRow("garbage") << 200 << "garbage"
                                 << "protocol: what came is not an answer of ConfigHub's API";
        QTest::newRow("cut") << 200 << "[{'UnitID':"
                             << "protocol: what came is not an answer of ConfigHub's API";
        QTest::newRow("a text") << 200 << "'x'"
                                << "protocol: what came is not an answer of ConfigHub's API";
        QTest::newRow("empty") << 200 << ""
                               << "protocol: what came is not an answer of ConfigHub's API";
    }
    void refusals() {
        QFETCH(int, status);
        QFETCH(QString, body);
        QFETCH(QString, error);
        const auto step =
            answered("/api/space", {status, {{"location", "https://login.test/x?state=secret"}}, jsonText(body)});
        QVERIFY(std::holds_alternative<base::Error>(step));
        const auto& got = std::get<base::Error>(step);
        QCOMPARE(QString::fromStdString(std::string(base::name(got.kind)) + ": " + got.what), error);
        QCOMPARE(got.where, std::string("https://hub.acme.test/api/space"));
        QVERIFY(!got.advice.empty());
    }

    void webPages() {
        confighub::Unit unit;
        unit.id = "u-1";
        unit.spaceId = "s-1";
        QCOMPARE(confighub::unitPage("https://me:pw@ui.test/", unit), std::string("https://ui.test/units/s-1/u-1"));
        QCOMPARE(confighub::revisionPage("https://ui.test", unit, 7),
                 std::string("https://ui.test/units/s-1/u-1?revisionViewer=true&revision=7&viewMode=single&tab=2"));
        QCOMPARE(confighub::spacePage("https://ui.test", "s-1"), std::string("https://ui.test/spaces/s-1"));
        QCOMPARE(confighub::unitPage("javascript:alert(1)", unit), std::string());
        QCOMPARE(confighub::unitPage({}, unit), std::string());
    }
};

QTEST_GUILESS_MAIN(ReadTest)
#include "read_test.moc"
