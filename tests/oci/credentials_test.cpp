// Whose credentials a registry gets.
#include "oci/credentials.h"

#include <QTest>

#include "base/base64.h"

using namespace scout;

namespace {

std::string entry(const std::string& user, const std::string& password) {
    return "{\"auth\":\"" + base::encodeBase64(user + ":" + password) + "\"}";
}

/// "user:password", "identity:...", "helper:..." or "".
std::string found(const oci::Lookup& lookup) {
    std::string text = lookup.helper.empty() ? "" : "helper " + lookup.helper + " ";
    if (!lookup.credentials) return text;
    const oci::Credentials& is = *lookup.credentials;
    if (!is.identityToken.empty()) return text + "identity " + is.identityToken;
    if (!is.registryToken.empty()) return text + "registry " + is.registryToken;
    return text + is.username + ":" + is.password;
}

base::Json secret(const std::string& type, const std::string& key, const std::string& content) {
    return *base::Json::parse("{\"kind\":\"Secret\",\"type\":\"" + type +
                                  "\",\"metadata\":{\"name\":\"pull\"},\"data\":{\"" + key + "\":\"" +
                                  base::encodeBase64(content) + "\"}}",
                              "");
}

}  // namespace

class CredentialsTest : public QObject {
    Q_OBJECT

  private slots:
    void files_data() {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("registry");
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* name, const std::string& content, const char* registry, const char* repository,
                            const char* expected) {
            QTest::newRow(name) << QString::fromStdString(content) << registry << repository << expected;
        };
        const std::string plain = "{\"auths\":{\"registry.test:5000\":" + entry("u", "p:q") + "}}";
        add("auth", plain, "registry.test:5000", "a/b", "u:p:q");
        add("another port", plain, "registry.test", "a/b", "");
        add("another host", plain, "other.test:5000", "a/b", "");
        add("user and password", "{\"auths\":{\"r.test\":{\"username\":\"u\",\"password\":\"p\"}}}", "r.test", "a",
            "u:p");
        add("identity token", "{\"auths\":{\"r.test\":{\"auth\":\"dTo=\",\"identitytoken\":\"id\"}}}", "r.test", "a",
            "identity id");
        add("registry token", "{\"auths\":{\"r.test\":{\"registrytoken\":\"tok\"}}}", "r.test", "a", "registry tok");
        add("URL as key", "{\"auths\":{\"https://R.test/v2/\":" + entry("u", "p") + "}}", "r.test", "a", "u:p");
        add("Docker Hub", "{\"auths\":{\"https://index.docker.io/v1/\":" + entry("u", "p") + "}}", "docker.io", "a",
            "u:p");
        add("Docker Hub by its registry", "{\"auths\":{\"docker.io\":" + entry("u", "p") + "}}", "registry-1.docker.io",
            "a", "u:p");
        const std::string podman = "{\"auths\":{\"r.test\":" + entry("host", "1") +
                                   ",\"r.test/team\":" + entry("team", "2") +
                                   ",\"r.test/team/app\":" + entry("app", "3") + "}}";
        add("longest path", podman, "r.test", "team/app", "app:3");
        add("below the longest path", podman, "r.test", "team/app/ui", "app:3");
        add("not half a part", podman, "r.test", "team/application", "team:2");
        add("no path", podman, "r.test", "teams", "host:1");
        add("store", "{\"auths\":{\"r.test\":{}},\"credsStore\":\"desktop\"}", "r.test", "a", "helper desktop ");
        add("helper before store", "{\"credsStore\":\"desktop\",\"credHelpers\":{\"r.test\":\"ecr-login\"}}", "r.test",
            "a", "helper ecr-login ");
        add("helper of another", "{\"credHelpers\":{\"r.test\":\"ecr-login\"}}", "o.test", "a", "");
        add("trailing zeros",
            "{\"auths\":{\"r.test\":{\"auth\":\"" + base::encodeBase64(std::string("u:p\0\0", 5)) + "\"}}}", "r.test",
            "a", "u:p");
        add("broken base64", "{\"auths\":{\"r.test\":{\"auth\":\"!!\"}}}", "r.test", "a", "");
        add("no colon", "{\"auths\":{\"r.test\":{\"auth\":\"dXNlcg==\"}}}", "r.test", "a", "");
        add("other types", "{\"auths\":[\"r.test\"],\"credHelpers\":\"x\",\"credsStore\":7}", "r.test", "a", "");
        add("empty", "{}", "r.test", "a", "");
    }
    void files() {
        QFETCH(QString, content);
        QFETCH(QString, registry);
        QFETCH(QString, repository);
        QFETCH(QString, expected);
        const auto file = oci::CredentialFile::parse(content.toStdString(), "~/.docker/config.json");
        QVERIFY(file);
        const oci::Lookup lookup = file->find(registry.toStdString(), repository.toStdString());
        QCOMPARE(found(lookup), expected.toStdString());
        if (lookup.credentials) QCOMPARE(lookup.credentials->from, std::string("~/.docker/config.json"));
    }

    void brokenFilesAreNotQuoted() {
        for (const char* text : {"", "hush", "[\"hush\"]", "{\"auths\": hush"}) {
            const auto file = oci::CredentialFile::parse(text, "config.json");
            QVERIFY2(!file, text);
            QCOMPARE(file.error().kind, base::ErrorKind::config);
            QVERIFY(base::display(file.error()).find("hush") == std::string::npos);
        }
    }

    void helpers() {
        QCOMPARE(oci::helperInput("docker.io"), std::string("https://index.docker.io/v1/"));
        QCOMPARE(oci::helperInput("r.test:5000"), std::string("r.test:5000"));
        auto got = oci::readHelper("x", 0, "{\"ServerURL\":\"r.test\",\"Username\":\"u\",\"Secret\":\"p\"}");
        QVERIFY(got && *got);
        QCOMPARE((*got)->username, std::string("u"));
        QCOMPARE((*got)->password, std::string("p"));
        QCOMPARE((*got)->from, std::string("docker-credential-x"));
        got = oci::readHelper("x", 0, "{\"Username\":\"<token>\",\"Secret\":\"id\"}");
        QVERIFY(got && *got);
        QCOMPARE((*got)->identityToken, std::string("id"));
        QVERIFY((*got)->username.empty() && (*got)->password.empty());
        got = oci::readHelper("x", 1, "credentials not found in native keychain\n");
        QVERIFY(got && !*got);
        for (const auto& [code, output] : {std::pair(1, "hush"), std::pair(0, "hush"), std::pair(0, "[\"hush\"]")}) {
            got = oci::readHelper("x", code, output);
            QVERIFY(!got);
            QCOMPARE(got.error().kind, base::ErrorKind::auth);
            QVERIFY(base::display(got.error()).find("hush") == std::string::npos);
        }
        for (const char* name : {"", "../x", "a/b", "a b", "a;b", ".x", "$(x)"})
            QVERIFY2(!oci::isHelperName(name), name);
        for (const char* name : {"pass", "ecr-login", "gcr.exe", "osx_keychain"})
            QVERIFY2(oci::isHelperName(name), name);
    }

    void pullSecrets_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("registry");
        QTest::addColumn<QString>("repository");
        QTest::addColumn<bool>("matches");
        const auto add = [](const char* key, const char* registry, const char* repository, bool matches) {
            QTest::addRow("%s for %s/%s", key, registry, repository) << key << registry << repository << matches;
        };
        add("r.test", "r.test", "a", true);
        add("https://r.test/v1/", "r.test", "a", true);
        add("r.test:5000", "r.test", "a", false);
        add("*.azurecr.io", "acme.azurecr.io", "a", true);
        add("*.azurecr.io", "azurecr.io", "a", false);
        add("*.azurecr.io", "a.b.azurecr.io", "a", false);
        add("*.*.azurecr.io", "a.b.azurecr.io", "a", true);
        add("ac*e.test:5000", "acme.test:5000", "a", true);
        add("ac*e.test:5000", "acme.test:5001", "a", false);
        add("r.test/team", "r.test", "team/app", true);
        add("r.test/team", "r.test", "other", false);
        add("docker.io", "index.docker.io", "a", true);
    }
    void pullSecrets() {
        QFETCH(QString, key);
        QFETCH(QString, registry);
        QFETCH(QString, repository);
        QFETCH(bool, matches);
        const std::string auths = "{\"" + key.toStdString() + "\":" + entry("u", "p") + "}";
        for (const base::Json& one :
             {secret("kubernetes.io/dockerconfigjson", ".dockerconfigjson", "{\"auths\":" + auths + "}"),
              secret("kubernetes.io/dockercfg", ".dockercfg", auths)}) {
            const auto got = oci::readPullSecret(one, registry.toStdString(), repository.toStdString());
            QVERIFY(got);
            QCOMPARE(got->has_value(), matches);
            if (*got) QCOMPARE((*got)->from, std::string("Secret/pull"));
        }
    }

    void aSecretThatFluxPassesOver() {
        // Requirement document 002 creates one like this (facts: protocols 0).
        const auto got = oci::readPullSecret(secret("Opaque", "password", "hush"), "r.test", "a");
        QVERIFY(!got);
        QCOMPARE(got.error().kind, base::ErrorKind::unsupported);
        QVERIFY(got.error().what.find("anonymously") != std::string::npos);
        QVERIFY(!got.error().advice.empty());
        const auto broken = oci::readPullSecret(secret("kubernetes.io/dockercfg", ".dockercfg", "hush"), "r.test", "a");
        QVERIFY(!broken);
        QVERIFY(base::display(broken.error()).find("hush") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(CredentialsTest)
#include "credentials_test.moc"
