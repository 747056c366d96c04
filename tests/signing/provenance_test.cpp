// Where an attestation says that its subject was built: cosign's own envelopes, and the shapes of other builders.
#include "signing/provenance.h"

#include <QTest>

#include "base/base64.h"
#include "signing/bundle.h"
#include "signing/certificate.h"
#include "signing/dsse.h"
#include "signing/predicates.h"
#include "signing/recorded.h"

using namespace scout;
using namespace scout::signing;
using namespace scout::test;

namespace {

constexpr const char* commit = "0123456789abcdef0123456789abcdef01234567";
constexpr const char* v1 = "https://slsa.dev/provenance/v1";
constexpr const char* v02 = "https://slsa.dev/provenance/v0.2";

Trust by(const std::string& key) {
    Trust trust;
    trust.keys = {test::pem(key)};
    return trust;
}

QString words(const Verdict& verdict) {
    return QString::fromStdString(std::string(name(verdict.state)) + ": " + verdict.message);
}

QString show(const std::optional<Origin>& origin) {
    if (!origin) return "nothing";
    return QString::fromStdString(origin->repository + " " + origin->commit + " " + origin->ref + " " +
                                  origin->workflow + " " + origin->builder);
}

base::Json json(const char* text) {
    const auto parsed = base::Json::parse(text, "test");
    return parsed ? *parsed : base::Json();
}

}  // namespace

class ProvenanceTest : public QObject {
    Q_OBJECT

    Recorded m_tag = Recorded::load("attestation-tag");
    std::string m_envelope = m_tag.content(m_tag.tagged(".att"));

  private slots:
    void signedProvenanceIsVerifiedWithItsEnvelope() {
        const QString said = "verified: The SLSA provenance v1 is by the key cosign.pub";
        const QString from =
            QString("https://github.com/acme/shop ") + commit +
            " refs/heads/main .github/workflows/release.yml https://github.com/actions/runner/github-hosted";
        const Verdict tag = verifyEnvelope(m_envelope, "", "", m_tag.artifact(), by("cosign.pub"));
        QCOMPARE(words(tag), said);
        QCOMPARE(show(tag.origin), from);
        QVERIFY(tag.vouches);
        const Recorded bundle = Recorded::load("attestation-bundle");
        const Verdict verdict = verifyBundle(bundle.content(bundle.referrer()), bundle.artifact(), by("cosign.pub"));
        QCOMPARE(words(verdict), said);
        QCOMPARE(show(verdict.origin), from);
    }

    void anUnverifiedOneSaysNothingButClaims() {
        const Verdict other = verifyEnvelope(m_envelope, "", "", m_tag.artifact(), by("other.pub"));
        QCOMPARE(other.state, State::failed);
        QCOMPARE(show(other.origin), "nothing");
        const Verdict without = verifyEnvelope(m_envelope, "", "", m_tag.artifact(), {});
        QCOMPARE(words(without),
                 "unchecked: The SLSA provenance v1 is there, and no key was given to check it with (--verify-key)");
        QVERIFY(show(without.origin).contains(commit));
        Artifact elsewhere = m_tag.artifact();
        elsewhere.digest.back() = elsewhere.digest.back() == '0' ? '1' : '0';
        QCOMPARE(verifyEnvelope(m_envelope, "", "", elsewhere, by("cosign.pub")).state, State::failed);
        QCOMPARE(words(verifyEnvelope("{", "", "", m_tag.artifact(), {})),
                 "failed: The attestation's envelope is no JSON: it was altered");
    }

    // As a CI job attests without a key of its own.
    void aCertificatesBundle() {
        const std::string bundle = pem("certificate-bundle.json").text;
        const std::string workflow = "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main";
        const std::string issuer = "https://token.actions.githubusercontent.com";
        const std::string start =
            "The SLSA provenance v1 is by a certificate made out to " + workflow + " (by " + issuer + ")";
        const Verdict claim = verifyBundle(bundle, m_tag.artifact(), {});
        QCOMPARE(words(claim),
                 QString::fromStdString(
                     "claimed: " + start +
                     "; who issued that certificate was not checked (no --verify-certificate), nor the log"));
        QCOMPARE(claim.identity, workflow);
        QVERIFY(show(claim.origin).contains(commit));
        QCOMPARE(claim.origin->from, std::string("SLSA provenance v1"));

        Trust trust;
        trust.certificates = {pem("ca.crt")};
        trust.identity = workflow;
        trust.issuer = issuer;
        trust.now = m_tag.at;
        QCOMPARE(words(verifyBundle(bundle, m_tag.artifact(), trust)),
                 QString::fromStdString("verified: " + start + ", issued by ca.crt"));
        trust.now.seconds += 11LL * 366 * 24 * 3600;
        const Verdict later = verifyBundle(bundle, m_tag.artifact(), trust);
        QVERIFY2(
            words(later).startsWith(QString::fromStdString("claimed: " + start + ", issued by ca.crt and valid at ")),
            qPrintable(words(later)));

        // Another certificate under the same signature.
        const std::string pointer = "/verificationMaterial/certificate/rawBytes";
        const std::string other = base::encodeBase64(Certificate::fromPem(pem("elsewhere.crt").text).front().der());
        QCOMPARE(words(verifyBundle(with(bundle, pointer, other), m_tag.artifact(), {})),
                 "failed: The SLSA provenance v1 is not by the certificate that it brings "
                 "(CN=signer.example.test,O=elsewhere.test): "
                 "what was signed, the signature or the certificate was altered");
        // The older form of the same material.
        const std::string raw = textAt(bundle, pointer);
        const std::string older = replaced(
            with(with(bundle, pointer, ""), "/verificationMaterial/x509CertificateChain/certificates", "CERTIFICATES"),
            "\"CERTIFICATES\"", "[{\"rawBytes\":\"" + raw + "\"}]");
        QCOMPARE(verifyBundle(replaced(older, "\"certificate\":{\"rawBytes\":\"\"},", ""), m_tag.artifact(), {}).state,
                 State::claimed);
    }

    void theEncodingIsDsses() {
        QCOMPARE(preAuthentication("http://example.com/HelloWorld", "hello world"),
                 std::string("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));
    }

    void anUnsignedStatementIsAClaim() {
        const std::string statement = test::replaced(unsignedStatement, "DIGEST", m_tag.digest.substr(7));
        const auto verdict = readStatement(statement, m_tag.artifact());
        QVERIFY(verdict);
        QCOMPARE(words(*verdict), "claimed: The SLSA provenance v0.2 is not signed");
        QCOMPARE(show(verdict->origin), QString("https://git.test/a/b.git ") + commit + " main  b");
        QVERIFY(!readStatement(statement, {"sha256:" + std::string(64, '0')}));
        QVERIFY(!readStatement("{}", m_tag.artifact()));
    }

    void origins_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("predicate");
        QTest::addColumn<QString>("origin");
        const QString sha = commit;
        QTest::newRow("v1, Git among other dependencies")
            << v1 << dependencies << "ssh://git@git.test/a/b " + sha + " refs/tags/v1  b";
        QTest::newRow("v1, the commit of another repository is not ours")
            << v1 << otherRepository << "https://git.test/a/b  main  ";
        QTest::newRow("v1, BuildKit") << v1 << buildKit << "https://git.test/a/b.git " + sha + " refs/heads/main  ";
        QTest::newRow("v0.2, materials") << v02 << materials << "https://git.test/a/b.git " + sha + "   b";
        QTest::newRow("v0.2, workflow") << v02 << workflow
                                        << "https://git.test/a/b " + sha + " refs/heads/main release.yml b";
        QTest::newRow("nothing in it") << v1 << "{}"
                                       << "nothing";
        QTest::newRow("an SBOM") << "https://spdx.dev/Document"
                                 << "{}"
                                 << "nothing";
        QTest::newRow("no object") << v02 << "[1]"
                                   << "nothing";
    }
    void origins() {
        QFETCH(QString, type);
        QFETCH(QString, predicate);
        QFETCH(QString, origin);
        QCOMPARE(show(provenanceOrigin(type.toStdString(), json(predicate.toUtf8().constData()))), origin);
    }

    // A scan's result may be signed by the right key and say that the artifact is bad.
    void onlySignaturesAndProvenanceVouch() {
        QVERIFY(predicateVouches("https://sigstore.dev/cosign/sign/v1"));
        QVERIFY(predicateVouches(v1));
        QVERIFY(!predicateVouches("https://spdx.dev/Document"));
        QVERIFY(!predicateVouches("https://cosign.sigstore.dev/attestation/vuln/v1"));
        QVERIFY(!predicateVouches("https://example.test/ours"));
        QCOMPARE(predicateName("https://example.test/ours"), std::string("attestation https://example.test/ours"));
    }
};

QTEST_GUILESS_MAIN(ProvenanceTest)
#include "provenance_test.moc"
