// cosign's signatures as cosign 2.6 writes them: in the tag "sha256-<hex>.sig", in a referrer, in a Sigstore bundle,
// with a certificate; and what becomes of each when somebody touches it.
#include <QTest>

#include "base/base64.h"
#include "signing/bundle.h"
#include "signing/crypto.h"
#include "signing/recorded.h"
#include "signing/simple_signing.h"

using namespace scout;
using namespace scout::signing;
using test::Recorded;

namespace {

constexpr const char* otherDigest = "sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
const std::string workflow = "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main";
const std::string actions = "https://token.actions.githubusercontent.com";
const std::string madeOut =
    "The cosign signature is by a certificate made out to " + workflow + " (by " + actions + ")";

SimpleSignature layerOf(const Recorded& recorded, const base::Json& manifest) {
    const base::Json layer = manifest["layers"][0];
    const base::Json annotations = layer["annotations"];
    return {layer["mediaType"].text(),
            layer["digest"].text(),
            recorded.content(manifest),
            annotations["dev.cosignproject.cosign/signature"].text(),
            annotations["dev.sigstore.cosign/certificate"].text(),
            annotations["dev.sigstore.cosign/chain"].text(),
            annotations["dev.sigstore.cosign/bundle"].text()};
}

Trust by(const std::string& key, const Recorded& recorded) {
    Trust trust;
    trust.keys = {test::pem(key)};
    trust.now = recorded.at;
    return trust;
}

QString words(const Verdict& verdict) {
    return QString::fromStdString(std::string(name(verdict.state)) + ": " + verdict.message);
}

// As somebody would push it again: the layer's digest is that of the new payload.
SimpleSignature withPayload(SimpleSignature layer, const std::string& payload) {
    layer.payload = payload;
    layer.digest = digestOf(payload);
    return layer;
}

}  // namespace

class CosignTest : public QObject {
    Q_OBJECT

    Recorded m_tag = Recorded::load("cosign-tag");
    Recorded m_bundle = Recorded::load("cosign-bundle");
    Recorded m_certificate = Recorded::load("cosign-certificate");
    SimpleSignature m_layer = layerOf(m_tag, m_tag.tagged(".sig"));
    SimpleSignature m_certified = layerOf(m_certificate, m_certificate.tagged(".sig"));
    std::string m_document = m_bundle.content(m_bundle.referrer());
    std::string m_statement = base::decodeBase64(test::textAt(m_document, "/dsseEnvelope/payload")).value_or("");

  private slots:
    void genuineOnesAreVerified() {
        const QString verified = "verified: The cosign signature is by the key cosign.pub";
        QCOMPARE(words(verifySimpleSigning(m_layer, m_tag.artifact(), by("cosign.pub", m_tag))), verified);
        const Recorded referrer = Recorded::load("cosign-referrer");
        QCOMPARE(words(verifySimpleSigning(layerOf(referrer, referrer.referrer()), referrer.artifact(),
                                           by("cosign.pub", referrer))),
                 verified);
        const Verdict bundle = verifyBundle(m_document, m_bundle.artifact(), by("cosign.pub", m_bundle));
        QCOMPARE(words(bundle), verified);
        QCOMPARE(bundle.identity, std::string("cosign.pub"));
        QCOMPARE(bundle.method, std::string("cosign signature"));
        QVERIFY(bundle.vouches);
        // One of several keys is enough.
        Trust several = by("other.pub", m_tag);
        several.keys.push_back(test::pem("cosign.pub"));
        QCOMPARE(words(verifySimpleSigning(m_layer, m_tag.artifact(), several)), verified);
    }

    void everyKindOfKeyIsUnderstood_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("genuine");
        QTest::addColumn<QString>("altered");
        QTest::newRow("rsa")
            << "rsa"
            << "verified: The cosign signature is by the key rsa.pub"
            << "failed: The cosign signature does not hold with rsa.pub: it is by another key, or what was signed, "
               "or the signature, was altered";
        // cosign signs with Ed25519ph.
        const char* prehashed =
            "unchecked: The cosign signature may be in Ed25519's prehashed form, as cosign writes it, which is not "
            "read here";
        QTest::newRow("ed25519") << "ed25519" << prehashed << prehashed;
    }
    void everyKindOfKeyIsUnderstood() {
        QFETCH(QString, kind);
        QFETCH(QString, genuine);
        QFETCH(QString, altered);
        const std::string key = kind.toStdString() + ".pub";
        const Recorded recorded = Recorded::load("cosign-" + kind.toStdString());
        SimpleSignature layer = layerOf(recorded, recorded.tagged(".sig"));
        QCOMPARE(words(verifySimpleSigning(layer, recorded.artifact(), by(key, recorded))), genuine);
        layer.signature = test::flipped(layer.signature, 40);
        QCOMPARE(words(verifySimpleSigning(layer, recorded.artifact(), by(key, recorded))), altered);
        QCOMPARE(words(verifySimpleSigning(layer, recorded.artifact(), by("cosign.pub", recorded))),
                 "failed: The cosign signature is not by cosign.pub: it has the form of one by another kind of key");
        // Nor is a genuine one altered because somebody gave a key of that kind.
        QCOMPARE(words(verifySimpleSigning(m_layer, m_tag.artifact(), by(key, m_tag))),
                 QString::fromStdString("failed: The cosign signature is not by " + key +
                                        ": it has the form of one by another kind of key"));
    }

    void everyKeyOfAFileIsTried() {
        Trust trust = by("other.pub", m_tag);
        trust.keys.front().text += test::pem("rsa.pub").text + "# the team's\n" + test::pem("cosign.pub").text;
        const Verdict verdict = verifySimpleSigning(m_layer, m_tag.artifact(), trust);
        QCOMPARE(words(verdict), "verified: The cosign signature is by the key other.pub");
        trust.keys.front().text = test::pem("other.pub").text + test::pem("rsa.pub").text;
        QCOMPARE(words(verifySimpleSigning(m_layer, m_tag.artifact(), trust)),
                 "failed: The cosign signature does not hold with other.pub: it is by another key, or what was signed, "
                 "or the signature, was altered");
    }

    // `cosign sign-blob` of the manifest's own bytes.
    void aSignatureOfTheBytesThemselves() {
        const std::string bundle = test::pem("message-bundle.json").text;
        const Trust trust = by("cosign.pub", m_tag);
        QCOMPARE(words(verifyBundle(bundle, m_tag.artifact(), trust)),
                 "verified: The signature in the Sigstore bundle is by the key cosign.pub");
        QCOMPARE(words(verifyBundle(bundle, m_tag.artifact(), by("other.pub", m_tag))),
                 "failed: The signature in the Sigstore bundle is by another key than other.pub");
        QCOMPARE(words(verifyBundle(bundle, {otherDigest}, trust)),
                 QString::fromStdString("failed: The signature in the bundle is of another artifact: it names " +
                                        m_tag.digest + ", not ") +
                     otherDigest);
        const std::string pointer = "/messageSignature/signature";
        QCOMPARE(words(verifyBundle(test::with(bundle, pointer, test::flipped(test::textAt(bundle, pointer), 40)),
                                    m_tag.artifact(), trust)),
                 "failed: The signature in the Sigstore bundle names the key cosign.pub and does not hold: what was "
                 "signed, or the "
                 "signature, was altered");
        QCOMPARE(verifyBundle(test::with(bundle, "/messageSignature/messageDigest/algorithm", "SHA2_512"),
                              m_tag.artifact(), trust)
                     .state,
                 State::unchecked);
    }

    void withoutAKeyNothingIsSaid() {
        const QString said =
            "unchecked: The cosign signature is there, and no key was given to check it with (--verify-key)";
        QCOMPARE(words(verifySimpleSigning(m_layer, m_tag.artifact(), {})), said);
        QCOMPARE(words(verifyBundle(m_document, m_bundle.artifact(), {})), said);
        // A file that holds no key is none.
        Trust broken;
        broken.keys = {{"empty.pub", "nothing"}};
        QCOMPARE(words(verifyBundle(m_document, m_bundle.artifact(), broken)), said);
    }

    void tamperedTags_data() {
        QTest::addColumn<QString>("said");
        QTest::newRow("another key")
            << "failed: The cosign signature does not hold with other.pub: it is by another key, or what was "
               "signed, or the signature, was altered";
        QTest::newRow("payload, pushed again")
            << "failed: The cosign signature does not hold with cosign.pub: it is by another key, or "
               "what was signed, or the signature, was altered";
        QTest::newRow("payload, not pushed again")
            << QString("failed: The signed payload was altered: its digest is not that of its layer, ") +
                   QString::fromStdString(m_layer.digest);
        QTest::newRow("signature")
            << "failed: The cosign signature does not hold with cosign.pub: it is by another key, or what was "
               "signed, or the signature, was altered";
        QTest::newRow("cut signature")
            << "failed: The cosign signature was altered, or is by a kind of key that is not known here: no known one "
               "has its form";
        QTest::newRow("no base64") << "failed: The signature in the annotation was altered: it is no base64";
        QTest::newRow("no annotation") << "failed: The layer carries no signature: its annotation is missing";
        QTest::newRow("copied to another digest")
            << QString("failed: The cosign signature by the key cosign.pub is of another artifact: it names ") +
                   QString::fromStdString(m_tag.digest) + ", not " + otherDigest;
        QTest::newRow("digest in the payload")
            << QString("failed: The cosign signature is of another artifact: it names ") + otherDigest + ", not " +
                   QString::fromStdString(m_tag.digest);
        QTest::newRow("type in the payload") << "failed: The cosign signature is of another type: \"a shopping list\"";
        QTest::newRow("layer's type")
            << "failed: The signature's layer is of the type text/plain, which cosign does not sign";
        QTest::newRow("no JSON") << "failed: The signed payload is none of cosign's";
    }
    void tamperedTags() {
        QFETCH(QString, said);
        const QString how = QTest::currentDataTag();
        SimpleSignature layer = m_layer;
        Artifact artifact = m_tag.artifact();
        Trust trust = by("cosign.pub", m_tag);
        if (how == "another key") trust = by("other.pub", m_tag);
        if (how == "payload, pushed again")
            layer = withPayload(layer, test::replaced(layer.payload, "\"optional\":null", "\"optional\":{}"));
        if (how == "payload, not pushed again") layer.payload += " ";
        if (how == "signature") layer.signature = test::flipped(layer.signature, 40);
        if (how == "cut signature")
            layer.signature = base::encodeBase64(base::decodeBase64(layer.signature).value_or("").substr(0, 30));
        if (how == "no base64") layer.signature = "!" + layer.signature;
        if (how == "no annotation") layer.signature.clear();
        if (how == "copied to another digest") artifact.digest = otherDigest;
        if (how == "digest in the payload")
            layer = withPayload(layer, test::replaced(layer.payload, m_tag.digest, otherDigest));
        if (how == "type in the payload")
            layer = withPayload(layer,
                                test::replaced(layer.payload, "cosign container image signature", "a shopping list"));
        if (how == "layer's type") layer.mediaType = "text/plain";
        if (how == "no JSON") layer = withPayload(layer, "hello");
        QCOMPARE(words(verifySimpleSigning(layer, artifact, trust)), said);
    }

    void tamperedBundles_data() {
        QTest::addColumn<QString>("said");
        const char* altered =
            "failed: The cosign signature names the key cosign.pub and does not hold: what was signed, or the "
            "signature, was altered";
        QTest::newRow("another key") << "failed: The cosign signature is by another key than other.pub";
        QTest::newRow("payload") << altered;
        QTest::newRow("signature") << altered;
        QTest::newRow("payload type") << "failed: The envelope holds no in-toto statement, but \"text/plain\"";
        QTest::newRow("no signature") << "failed: The envelope holds no signature";
        QTest::newRow("digest") << QString("failed: The cosign signature is of another artifact: it names ") +
                                       otherDigest + ", not " + QString::fromStdString(m_bundle.digest);
        QTest::newRow("copied to another digest")
            << QString("failed: The cosign signature by the key cosign.pub is of another artifact: it names ") +
                   QString::fromStdString(m_bundle.digest) + ", not " + otherDigest;
        QTest::newRow("hint") << "failed: The cosign signature does not hold with other.pub: it is by another key, or "
                                 "what was signed, or "
                                 "the signature, was altered";
        QTest::newRow("certificate") << "failed: The bundle's certificate was altered: it cannot be read";
        QTest::newRow("media type") << "failed: The document is no Sigstore bundle, but \"text/plain\"";
        QTest::newRow("cut") << "failed: The Sigstore bundle is no JSON: it was altered";
    }
    void tamperedBundles() {
        QFETCH(QString, said);
        const QString how = QTest::currentDataTag();
        std::string document = m_document;
        Artifact artifact = m_bundle.artifact();
        Trust trust = by("cosign.pub", m_bundle);
        const auto statement = [&](const std::string& from, const std::string& to) {
            document = test::with(document, "/dsseEnvelope/payload",
                                  base::encodeBase64(test::replaced(m_statement, from, to)));
        };
        const std::string hint = test::textAt(document, "/verificationMaterial/publicKey/hint");
        if (how == "another key") trust = by("other.pub", m_bundle);
        if (how == "payload") statement("\"subject\"", " \"subject\"");
        if (how == "signature")
            document = test::with(document, "/dsseEnvelope/signatures/0/sig",
                                  test::flipped(test::textAt(document, "/dsseEnvelope/signatures/0/sig"), 40));
        if (how == "payload type") document = test::with(document, "/dsseEnvelope/payloadType", "text/plain");
        if (how == "no signature") document = test::with(document, "/dsseEnvelope/signatures", "none");
        if (how == "digest") statement(m_bundle.digest.substr(7), std::string(otherDigest).substr(7));
        if (how == "copied to another digest") artifact.digest = otherDigest;
        if (how == "hint") {
            document = test::with(document, "/verificationMaterial/publicKey/hint", "my key");
            trust = by("other.pub", m_bundle);
        }
        if (how == "certificate") document = test::with(document, "/verificationMaterial/certificate/rawBytes", hint);
        if (how == "media type") document = test::with(document, "/mediaType", "text/plain");
        if (how == "cut") document.resize(100);
        QCOMPARE(words(verifyBundle(document, artifact, trust)), said);
    }

    void aCertificateIsAClaim() {
        Trust nobody;
        nobody.now = m_certificate.at;
        const Verdict verdict = verifySimpleSigning(m_certified, m_certificate.artifact(), nobody);
        QCOMPARE(words(verdict),
                 QString::fromStdString(
                     "claimed: " + madeOut +
                     "; who issued that certificate was not checked (no --verify-certificate), nor the log"));
        QCOMPARE(verdict.identity, workflow);
        const Origin expected{
            "certificate",     "",      "https://github.com/acme/shop", "0123456789abcdef0123456789abcdef01234567",
            "refs/heads/main", workflow};
        QVERIFY(verdict.origin == expected);
    }

    void aCertificateIsVerifiedOnlyWhenAllIsSaidAndHolds_data() {
        QTest::addColumn<QString>("roots");
        QTest::addColumn<QString>("identity");
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("said");
        const QString holder = QString::fromStdString(workflow);
        const QString issuer = QString::fromStdString(actions);
        const QString start = QString::fromStdString(madeOut);
        QTest::newRow("all") << "ca.crt" << holder << issuer << 0 << "verified: " + start + ", issued by ca.crt";
        QTest::newRow("no identity") << "ca.crt"
                                     << "" << issuer << 0
                                     << "claimed: " + start +
                                            ", issued by ca.crt; whose it must be was not said (no --verify-identity)";
        QTest::newRow("no issuer")
            << "ca.crt" << holder << "" << 0
            << "claimed: " + start +
                   ", issued by ca.crt; which OIDC issuer it must come from was not said (no --verify-issuer)";
        QTest::newRow("another identity")
            << "ca.crt"
            << "me@example.test" << issuer << 0 << "failed: " + start + ", not to me@example.test";
        QTest::newRow("another issuer") << "ca.crt" << holder << "https://accounts.example.test" << 0
                                        << "failed: " + start +
                                               ", whose OIDC issuer is not https://accounts.example.test";
        QTest::newRow("another authority") << "elsewhere.crt" << holder << issuer << 0
                                           << "failed: " + start + ", which elsewhere.crt did not issue: %1";
        QTest::newRow("expired") << "ca.crt" << holder << issuer << 10 * 366
                                 << "claimed: " + start + ", valid until %1; nothing says that it was used before";
    }
    void aCertificateIsVerifiedOnlyWhenAllIsSaidAndHolds() {
        QFETCH(QString, roots);
        QFETCH(QString, identity);
        QFETCH(QString, issuer);
        QFETCH(int, days);
        QFETCH(QString, said);
        Trust trust;
        trust.certificates = {test::pem(roots.toStdString())};
        trust.identity = identity.toStdString();
        trust.issuer = issuer.toStdString();
        trust.now = {m_certificate.at.seconds + 24LL * 3600 * days};
        const Verdict verdict = verifySimpleSigning(m_certified, m_certificate.artifact(), trust);
        const QString got = words(verdict);
        if (said.contains("%1")) {
            QVERIFY2(got.startsWith(said.section("%1", 0, 0)) && got.endsWith(said.section("%1", 1)), qPrintable(got));
        } else {
            QCOMPARE(got, said);
        }
        QCOMPARE(verdict.origin.has_value(), verdict.state != State::failed);
    }

    // The log's entry names a time at which the certificate was valid; nothing proves that entry.
    void theLogsTimeIsNotBelieved() {
        Trust trust;
        trust.certificates = {test::pem("ca.crt")};
        trust.identity = workflow;
        trust.issuer = actions;
        trust.now = {m_certificate.at.seconds + 11LL * 366 * 24 * 3600};
        SimpleSignature layer = m_certified;
        layer.bundle = R"({"SignedEntryTimestamp":"AAAA","Payload":{"integratedTime":)" +
                       std::to_string(m_certificate.at.seconds) + "}}";
        QCOMPARE(words(verifySimpleSigning(layer, m_certificate.artifact(), trust)),
                 QString::fromStdString("claimed: " + madeOut + ", issued by ca.crt and valid at " +
                                        base::format(m_certificate.at) +
                                        ", the time in the log's entry; that entry itself was not checked"));
    }

    void tamperedCertificates() {
        SimpleSignature layer = m_certified;
        layer.certificate = test::pem("elsewhere.crt").text;
        QCOMPARE(words(verifySimpleSigning(layer, m_certificate.artifact(), {})),
                 "failed: The cosign signature is not by the certificate that it brings "
                 "(CN=signer.example.test,O=elsewhere.test): what "
                 "was signed, the signature or the certificate was altered");
        layer = m_certified;
        layer.certificate.resize(200);
        QCOMPARE(verifySimpleSigning(layer, m_certificate.artifact(), by("cosign.pub", m_certificate)).state,
                 State::failed);
        layer = withPayload(m_certified, m_certified.payload + " ");
        QVERIFY(!verifySimpleSigning(layer, m_certificate.artifact(), {}).origin);
        QCOMPARE(verifySimpleSigning(layer, m_certificate.artifact(), {}).state, State::failed);
    }

    void keysAreRead() {
        const std::string advice = PublicKey::parse("hello", "cosign.pub").error().advice;
        QVERIFY(!advice.empty());
        QCOMPARE(PublicKey::parse("hello", "cosign.pub").error().what, std::string("it holds no public key in PEM"));
        const auto secret = PublicKey::parse("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n", "cosign.key");
        QCOMPARE(secret.error().what, std::string("it holds a private key, and only the public one is needed"));
        QCOMPARE(secret.error().where, std::string("cosign.key"));
        const std::string good = test::pem("cosign.pub").text;
        QCOMPARE(PublicKey::parse(good, "cosign.pub")->size(), 1U);
        QCOMPARE(PublicKey::parse(good + test::pem("rsa.pub").text, "cosign.pub")->size(), 2U);
        for (const std::string& rest :
             {good.substr(0, 60), test::replaced(good, "MFkw", "MFkx"), test::pem("ca.crt").text}) {
            const auto read = PublicKey::parse(good + rest, "cosign.pub");
            QVERIFY(!read.ok());
            QCOMPARE(read.error().what, std::string("part 2 of it is no public key in PEM"));
        }
        QCOMPARE(PublicKey::parse(test::pem("ca.crt").text + good, "cosign.pub").error().what,
                 std::string("part 1 of it is no public key in PEM"));
    }
};

QTEST_GUILESS_MAIN(CosignTest)
#include "cosign_test.moc"
