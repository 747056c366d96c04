// The options that both programs have: what they take, what they mean, and what their files may hold.
#include "engine/beyond.h"

#include <QTest>
#include <map>

using namespace scout;
using engine::Beyond;
using engine::BeyondOption;

namespace {

std::string sampleOf(const BeyondOption& option) {
    return option.kind == BeyondOption::Kind::flag ? "true" : "value";
}

/// Files by path.
engine::ReadFile files(std::map<std::string, std::string> texts) {
    return [texts = std::move(texts)](const std::string& path) -> base::Result<std::string> {
        const auto found = texts.find(path);
        if (found == texts.end())
            return base::Error{base::ErrorKind::notFound, "there is no such file", path, "check the path"};
        return found->second;
    };
}

std::string fixture(const char* name) {
    QFile file(QStringLiteral(SCOUT_TESTS_DIR "/signing/fixtures/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

}  // namespace

class BeyondTest : public QObject {
    Q_OBJECT

  private slots:
    void everyOptionIsTakenToldAndForgotten() {
        for (const BeyondOption& option : engine::beyondOptions) {
            Beyond beyond;
            QVERIFY(engine::valuesOf(beyond, option).empty());
            QVERIFY(!engine::take(beyond, option, sampleOf(option)));
            QVERIFY2(!(beyond == Beyond()), option.name.data());
            QCOMPARE(engine::valuesOf(beyond, option), std::vector<std::string>{sampleOf(option)});
            // And nothing else.
            for (const BeyondOption& other : engine::beyondOptions)
                QCOMPARE(engine::valuesOf(beyond, other).empty(), other.name != option.name);
            engine::forget(beyond, option);
            QVERIFY2(beyond == Beyond(), option.name.data());
        }
    }

    void theLastValueWinsButForThoseThatMayBeRepeated() {
        for (const BeyondOption& option : engine::beyondOptions) {
            if (option.kind == BeyondOption::Kind::flag) continue;
            Beyond beyond;
            engine::take(beyond, option, "a");
            engine::take(beyond, option, "b");
            const bool several = option.kind == BeyondOption::Kind::several;
            QCOMPARE(engine::valuesOf(beyond, option),
                     several ? (std::vector<std::string>{"a", "b"}) : std::vector<std::string>{"b"});
        }
    }

    void formsThatMeanNothing() {
        for (const BeyondOption& option : engine::beyondOptions) {
            Beyond beyond;
            const auto problem = engine::take(beyond, option, "");
            QVERIFY2(problem.has_value(), option.name.data());
            QCOMPARE(problem->kind, base::ErrorKind::usage);
            QCOMPARE(problem->where, "--" + std::string(option.name));
            QVERIFY(beyond == Beyond());
        }
        Beyond beyond;
        for (const char* host : {"http://registry.test", "registry.test/apps", "u:p@registry.test", "a b"})
            QVERIFY2(engine::take(beyond, engine::beyondOption("plain-http"), host), host);
        QVERIFY(beyond == Beyond());
    }

    void trustImpliesVerification() {
        QVERIFY(!Beyond().verifies());
        for (const char* name : {"verify-key", "verify-certificate", "verify-identity", "verify-issuer", "verify"}) {
            Beyond beyond;
            for (const BeyondOption& option : engine::beyondOptions) {
                if (option.name == name) engine::take(beyond, option, sampleOf(option));
            }
            QVERIFY2(beyond.verifies(), name);
            beyond.verify = false;
            QVERIFY2(!beyond.verifies(), name);
        }
    }

    void whatIsTraced() {
        Beyond beyond;
        const auto plain = engine::tracingOptions(beyond, files({}));
        QVERIFY(plain.ok());
        QVERIFY(plain->reach.registries && !plain->reach.signatures && !plain->reach.management);
        beyond.verifyKeys = {"/keys/cosign.pub"};
        beyond.verifyCertificates = {"notation.crt"};
        beyond.verifyIssuer = "https://issuer.test";
        beyond.managementContext = "hub";
        const auto full = engine::tracingOptions(
            beyond, files({{"/keys/cosign.pub", fixture("cosign.pub")}, {"notation.crt", fixture("notation.crt")}}));
        QVERIFY(full.ok());
        QVERIFY(full->reach.signatures && full->reach.management);
        QCOMPARE(full->trust.keys.front().name, std::string("cosign.pub"));
        QCOMPARE(full->trust.certificates.front().text, fixture("notation.crt"));
        QCOMPARE(full->trust.issuer, std::string("https://issuer.test"));
        QCOMPARE(full->managementContext, std::string("hub"));
    }

    void mistakenFilesAreNoTrust_data() {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("what");
        const QString key = QString::fromStdString(fixture("cosign.pub"));
        const QString certificate = QString::fromStdString(fixture("ca.crt"));
        QTest::newRow("a certificate for a key") << "verify-key" << certificate << "no public key in PEM";
        QTest::newRow("a key for a certificate") << "verify-certificate" << key << "no certificate in PEM";
        QTest::newRow("a key for an authority") << "registry-ca" << key << "no PEM certificate";
        QTest::newRow("an empty key") << "verify-key" << QString() << "no public key in PEM";
        QTest::newRow("no such authority") << "registry-ca" << QString(1, QChar(0)) << "no such file";
    }
    void mistakenFilesAreNoTrust() {
        QFETCH(QString, option);
        QFETCH(QString, text);
        QFETCH(QString, what);
        Beyond beyond;
        for (const BeyondOption& one : engine::beyondOptions) {
            if (option.toStdString() == one.name) engine::take(beyond, one, "dir/file");
        }
        const engine::ReadFile read =
            files(text == QString(1, QChar(0)) ? std::map<std::string, std::string>()
                                               : std::map<std::string, std::string>{{"dir/file", text.toStdString()}});
        const auto tracing = engine::tracingOptions(beyond, read);
        const auto places = engine::placesSettings(beyond, read);
        QVERIFY(tracing.ok() != places.ok());
        const base::Error error = tracing ? places.error() : tracing.error();
        QVERIFY2(QString::fromStdString(error.what).contains(what), error.what.c_str());
        QVERIFY(error.kind == base::ErrorKind::config || error.kind == base::ErrorKind::usage);
        QVERIFY(error.where.find("dir/file") != std::string::npos);
        QVERIFY(!error.advice.empty());
    }

    void signaturesAreInTheRegistry() {
        Beyond beyond;
        beyond.noRegistry = true;
        QVERIFY(engine::tracingOptions(beyond, files({})).ok());
        beyond.verify = true;
        const auto refused = engine::tracingOptions(beyond, files({}));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, base::ErrorKind::usage);
    }

    void howRegistriesAreSpokenTo() {
        Beyond beyond;
        beyond.registryCa = "ca.crt";
        beyond.plainHttp = {"localhost:5000"};
        const auto places = engine::placesSettings(beyond, files({{"ca.crt", fixture("ca.crt")}}));
        QVERIFY(places.ok());
        QVERIFY(places->registries);
        QCOMPARE(places->authorities, fixture("ca.crt"));
        QCOMPARE(places->plainHttp, std::vector<std::string>{"localhost:5000"});
    }
};

QTEST_GUILESS_MAIN(BeyondTest)
#include "beyond_test.moc"
