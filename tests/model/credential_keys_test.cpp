#include "model/credential_keys.h"

#include <QTest>

using namespace scout;

namespace {

// JSON with ' for ": moc stumbles over raw string literals.
base::Json json(QString text) {
    return base::Json::parse(text.replace(QLatin1Char('\''), QLatin1Char('"')).toStdString(), "test").value();
}

}  // namespace

class CredentialKeysTest : public QObject {
    Q_OBJECT

  private slots:
    void namesOfKnownKeysOnly() {
        const base::Json kept = model::credentialKeys(
            json("[{'manager':'kubectl-create','operation':'Update','time':'T','fieldsType':'FieldsV1','fieldsV1':"
                 "{'f:data':{'.':{},'f:username':{},'f:hunter2':{}},'f:metadata':{'f:labels':{'f:hunter2':{}}},"
                 "'f:type':{}}},{'manager':'hunter2','fieldsV1':{'f:data':{'f:hunter2':{}}}}]"));
        QCOMPARE(QString::fromStdString(kept.dump()),
                 QString::fromStdString(json("[{'fieldsType':'FieldsV1','fieldsV1':{'f:data':{'f:username':{}}},"
                                             "'manager':'kubectl-create','operation':'Update','time':'T'}]")
                                            .dump()));
        QVERIFY(model::credentialKeys(kept) == kept);
    }
    void nothingElse() {
        QVERIFY(!model::credentialKeys(json("[{'fieldsV1':{'f:data':{'f:token':{}}}}]")).exists());
        QVERIFY(!model::credentialKeys(json("[]")).exists());
        QVERIFY(!model::credentialKeys(json("{'f:username':{}}")).exists());
        QVERIFY(!model::credentialKeys({}).exists());
    }
};

QTEST_GUILESS_MAIN(CredentialKeysTest)
#include "credential_keys_test.moc"
