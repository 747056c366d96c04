// notation's signatures as notation 1.3 writes them, in both envelopes, and what becomes of them when somebody touches
// them.
#include "signing/notation.h"

#include <QTest>

#include "base/base64.h"
#include "signing/recorded.h"

using namespace scout;
using namespace scout::signing;
using test::Recorded;

namespace {

const std::string subject = "CN=signer.example.test,O=Notary,L=Seattle,ST=WA,C=US";

Trust trusting(const Recorded& recorded) {
    Trust trust;
    trust.certificates = {test::pem("notation.crt")};
    trust.now = recorded.at;
    return trust;
}

struct Envelope {
    Recorded recorded;
    std::string type;
    std::string bytes;

    explicit Envelope(const std::string& name) : recorded(Recorded::load(name)) {
        const base::Json manifest = recorded.referrer();
        type = manifest["layers"][0]["mediaType"].text();
        bytes = recorded.content(manifest);
    }
    Verdict verify(const Trust& trust) const { return verifyNotation(bytes, type, recorded.artifact(), trust); }
    Verdict verify() const { return verify(trusting(recorded)); }
};

QString words(const Verdict& verdict) {
    return QString::fromStdString(std::string(name(verdict.state)) + ": " + verdict.message);
}

std::string encodedUrl(const std::string& text) {
    std::string out = test::replaced(test::replaced(base::encodeBase64(text), "+", "-"), "/", "_");
    return test::replaced(out, "=", "");
}

}  // namespace

class NotationTest : public QObject {
    Q_OBJECT

    Envelope m_jws{"notation-jws"};
    Envelope m_cose{"notation-cose"};

  private slots:
    void genuineOnesAreVerified_data() {
        QTest::addColumn<QString>("fixture");
        QTest::newRow("jws") << "notation-jws";
        QTest::newRow("cose") << "notation-cose";
    }
    void genuineOnesAreVerified() {
        QFETCH(QString, fixture);
        const Envelope envelope(fixture.toStdString());
        const Verdict verdict = envelope.verify();
        QCOMPARE(words(verdict),
                 QString::fromStdString("verified: The notation signature is by the certificate " + subject +
                                        ", which leads to notation.crt; revocation was not looked up"));
        QCOMPARE(QString::fromStdString(verdict.identity), QString::fromStdString(subject));

        Trust named = trusting(envelope.recorded);
        named.identity = subject;
        QCOMPARE(envelope.verify(named).state, State::verified);
        // As a trust policy writes it: some parts, in any order.
        named.identity = "x509.subject: C=US, O=Notary";
        QCOMPARE(envelope.verify(named).state, State::verified);
        for (const char* other : {"C=US, O=Notary, OU=x", "Notary", "", ",", "O=Not"}) {
            named.identity = other;
            QCOMPARE(envelope.verify(named).state, *other == '\0' ? State::verified : State::failed);
        }
        named.identity = "CN=somebody.else";
        QCOMPARE(words(envelope.verify(named)),
                 QString::fromStdString("failed: The notation signature is by the certificate " + subject +
                                        ", not by CN=somebody.else"));
    }

    void withoutATrustStoreItIsAClaim() {
        Trust nobody;
        nobody.now = m_jws.recorded.at;
        QCOMPARE(words(m_jws.verify(nobody)),
                 QString::fromStdString("claimed: The notation signature is by the certificate " + subject +
                                        "; no trust store was given to check it with (--verify-certificate)"));
        Trust broken = nobody;
        broken.certificates = {{"empty.crt", "nothing"}};
        QCOMPARE(m_jws.verify(broken).state, State::claimed);
    }

    void anotherTrustStoreDoesNotVouch() {
        Trust other = trusting(m_jws.recorded);
        other.certificates = {test::pem("elsewhere.crt")};
        QVERIFY2(words(m_jws.verify(other))
                     .startsWith(QString::fromStdString("failed: The notation signature is by the certificate " +
                                                        subject + ", which does not lead to elsewhere.crt: ")),
                 qPrintable(words(m_jws.verify(other))));
    }

    void anExpiredCertificateIsNotBelieved() {
        Trust later = trusting(m_jws.recorded);
        later.now.seconds += 10LL * 24 * 3600;
        const QString said = words(m_jws.verify(later));
        QVERIFY2(said.startsWith("claimed: "), qPrintable(said));
        QVERIFY2(said.contains(", which has expired at "), qPrintable(said));
    }

    void anotherArtifactIsNotVouchedFor() {
        Artifact other = m_jws.recorded.artifact();
        const std::string ours = other.digest;
        other.digest = "sha256:" + std::string(64, 'f');
        for (const Envelope* envelope : {&m_jws, &m_cose}) {
            const Verdict verdict =
                verifyNotation(envelope->bytes, envelope->type, other, trusting(envelope->recorded));
            QCOMPARE(words(verdict),
                     QString::fromStdString("failed: The notation signature is of another artifact: it names " + ours +
                                            ", not " + other.digest));
        }
        Artifact longer = m_jws.recorded.artifact();
        ++longer.size;
        const Verdict verdict = verifyNotation(m_jws.bytes, m_jws.type, longer, trusting(m_jws.recorded));
        QCOMPARE(words(verdict),
                 QString::fromStdString("failed: The notation signature names another size than the artifact's: " +
                                        std::to_string(longer.size - 1) + ", not " + std::to_string(longer.size) +
                                        " bytes"));
        longer.size = -1;
        QCOMPARE(verifyNotation(m_jws.bytes, m_jws.type, longer, trusting(m_jws.recorded)).state, State::verified);
    }

    void tamperedJws_data() {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        const QString altered =
            QString::fromStdString("failed: The notation signature is not by the certificate that it brings (" +
                                   subject + "): the payload, the signature or the certificate was altered");
        QTest::addColumn<QString>("said");
        const std::string payload = test::textAt(m_jws.bytes, "/payload");
        const std::string header = test::textAt(m_jws.bytes, "/protected");
        const std::string signature = test::textAt(m_jws.bytes, "/signature");
        const auto row = [](const char* name, const char* pointer, const std::string& value, const QString& said) {
            QTest::newRow(name) << QString(pointer) << QString::fromStdString(value) << said;
        };
        row("payload", "/payload",
            encodedUrl(R"({"targetArtifact":{"digest":")" + m_jws.recorded.digest + R"(","mediaType":"x","size":1}})"),
            altered);
        row("protected header", "/protected", encodedUrl(R"({"alg":"PS256","crit":[]})"), altered);
        row("algorithm", "/protected", encodedUrl(R"({"alg":"none"})"), altered);
        row("signature", "/signature", test::flipped(signature, 20), altered);
        row("no base64", "/signature", "!!", "failed: The notation envelope was altered: a part of it is no base64url");
        row("certificate", "/header/x5c/0", test::textAt(m_jws.bytes, "/header/x5c/0").substr(0, 100),
            "failed: The notation envelope was altered: a certificate in it cannot be read");
    }
    void tamperedJws() {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        QFETCH(QString, said);
        const std::string bytes = test::with(m_jws.bytes, pointer.toStdString(), value.toStdString());
        QVERIFY(bytes != m_jws.bytes);
        QCOMPARE(words(verifyNotation(bytes, m_jws.type, m_jws.recorded.artifact(), trusting(m_jws.recorded))), said);
    }

    // Whatever single byte is touched: never verified, never a crash. (Unprotected headers are nobody's word.)
    void noTouchedCoseIsVerified() {
        const auto agent = m_cose.bytes.find("signingAgent");
        QVERIFY(agent != std::string::npos);
        for (std::size_t at = 0; at < m_cose.bytes.size(); ++at) {
            const bool unprotectedText = at + 20 > agent && at < agent + 60;
            if (unprotectedText) continue;
            std::string bytes = m_cose.bytes;
            bytes[at] = static_cast<char>(bytes[at] ^ 1);
            const Verdict verdict =
                verifyNotation(bytes, m_cose.type, m_cose.recorded.artifact(), trusting(m_cose.recorded));
            QVERIFY2(verdict.state != State::verified, qPrintable(QString::number(at)));
            QVERIFY(
                verifyNotation(bytes.substr(0, at), m_cose.type, m_cose.recorded.artifact(), trusting(m_cose.recorded))
                    .state == State::failed);
        }
    }

    void otherTypesAreRefused() {
        QCOMPARE(words(verifyNotation(m_jws.bytes, "text/plain", m_jws.recorded.artifact(), trusting(m_jws.recorded))),
                 "failed: The signature's layer is of the type text/plain, which notation does not write");
        QCOMPARE(verifyNotation(m_jws.bytes, coseType, m_jws.recorded.artifact(), trusting(m_jws.recorded)).state,
                 State::failed);
        QCOMPARE(verifyNotation("", jwsType, m_jws.recorded.artifact(), trusting(m_jws.recorded)).state, State::failed);
    }
};

QTEST_GUILESS_MAIN(NotationTest)
#include "notation_test.moc"
