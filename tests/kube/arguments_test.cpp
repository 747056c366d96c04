#include "kube/arguments.h"

#include <QTest>

#include "canned.h"

using namespace scout;
using base::ErrorKind;
using test::builtin;
using test::shown;

namespace {

std::vector<std::string> words(const QStringList& list) {
    std::vector<std::string> out;
    for (const QString& word : list) out.push_back(word.toStdString());
    return out;
}

}  // namespace

class ArgumentsTest : public QObject {
    Q_OBJECT

  private slots:
    void forms_data() {
        QTest::addColumn<QStringList>("typed");
        QTest::addColumn<QString>("meant");
        QTest::newRow("slash") << QStringList{"deploy/x"} << "deploy=x";
        QTest::newRow("two words") << QStringList{"deployment", "x"} << "deployment=x";
        QTest::newRow("several names") << QStringList{"deployments", "x", "y", "z"}
                                       << "deployments=x deployments=y deployments=z";
        QTest::newRow("several types") << QStringList{"deploy,svc", "x"} << "deploy=x svc=x";
        QTest::newRow("several types and names")
            << QStringList{"deploy,svc", "x", "y"} << "deploy=x deploy=y svc=x svc=y";
        QTest::newRow("a type twice") << QStringList{"deploy,svc,deploy", "x"} << "deploy=x svc=x";
        QTest::newRow("several slashes") << QStringList{"deploy/x", "svc/y"} << "deploy=x svc=y";
        QTest::newRow("group") << QStringList{"deployments.apps", "x"} << "deployments.apps=x";
        QTest::newRow("version and group") << QStringList{"deploy.v1.apps/x"} << "deploy.v1.apps=x";
        QTest::newRow("kind") << QStringList{"Deployment", "x"} << "Deployment=x";
        QTest::newRow("custom kind") << QStringList{"widgets.example.com/x"} << "widgets.example.com=x";
        QTest::newRow("dotted name") << QStringList{"crd/widgets.example.com"} << "crd=widgets.example.com";
        QTest::newRow("colons and capitals in RBAC")
            << QStringList{"clusterrole", "system:Node-Proxier"} << "clusterrole=system:Node-Proxier";
        QTest::newRow("address") << QStringList{"ip/2001:db8::1"} << "ip=2001:db8::1";
        // Not our kind, so not our rule: an extension server may have its own.
        QTest::newRow("capitals in an unknown kind") << QStringList{"users/CN=x"} << "users=CN=x";
    }
    void forms() {
        QFETCH(QStringList, typed);
        QFETCH(QString, meant);
        const auto parsed = kube::parseArguments(words(typed));
        QVERIFY2(bool(parsed), parsed ? "" : parsed.error().what.c_str());
        QStringList said;
        for (const auto& argument : *parsed) said << shown(argument.typeName + "=" + argument.name);
        QCOMPARE(said.join(' '), meant);
    }

    void errors_data() {
        QTest::addColumn<QStringList>("typed");
        QTest::addColumn<QString>("what");
        QTest::newRow("nothing") << QStringList{} << "no object is named";
        QTest::newRow("type only") << QStringList{"deployment"}
                                   << "no name is given for the resource type \"deployment\"";
        QTest::newRow("types only") << QStringList{"deploy,svc"}
                                    << "no name is given for the resource type \"deploy,svc\"";
        QTest::newRow("mixed")
            << QStringList{"deployment", "deploy/x"}
            << "there is no need to give a resource type as a separate argument beside arguments in TYPE/NAME form";
        QTest::newRow("mixed the other way")
            << QStringList{"deploy/x", "y"}
            << "there is no need to give a resource type as a separate argument beside arguments in TYPE/NAME form";
        QTest::newRow("two slashes")
            << QStringList{"a/b/c"}
            << "\"a/b/c\" has more than one slash: arguments in TYPE/NAME form may not have more than one";
        QTest::newRow("no name") << QStringList{"deploy/"} << "\"deploy/\" has no name after the slash";
        QTest::newRow("no type") << QStringList{"/x"} << "\"/x\" has no resource type before the slash";
        QTest::newRow("slash") << QStringList{"/"} << "\"/\" has no resource type before the slash";
        QTest::newRow("comma and slash") << QStringList{"deploy/x,svc/y"} << "\"deploy/x,svc/y\" mixes ',' and '/'";
        QTest::newRow("types with a slash") << QStringList{"deploy,svc/x"} << "\"deploy,svc/x\" mixes ',' and '/'";
        QTest::newRow("empty type") << QStringList{"deploy,,svc", "x"} << "a resource type is empty";
        QTest::newRow("empty word") << QStringList{""} << "a resource type is empty";
        QTest::newRow("empty name") << QStringList{"deploy", ""} << "no name is given for the resource type \"deploy\"";
        QTest::newRow("odd type") << QStringList{"de ploy", "x"} << "\"de ploy\" is not the name of a resource type";
        QTest::newRow("no letters in the type") << QStringList{"../x"} << "\"..\" is not the name of a resource type";
        QTest::newRow("up") << QStringList{"deploy", ".."} << "the name \"..\" may not be '..'";
        QTest::newRow("dot") << QStringList{"deploy/."} << "the name \".\" may not be '.'";
        QTest::newRow("percent") << QStringList{"deploy/a%2Fb"} << "the name \"a%2Fb\" may not contain '%'";
        QTest::newRow("space") << QStringList{"deploy", "a b"}
                               << "the name \"a b\" may not contain spaces or control characters";
        QTest::newRow("escape") << QStringList{"deploy", "a\x1b"}
                                << "the name \"a\\x1b\" may not contain spaces or control characters";
        QTest::newRow("capitals")
            << QStringList{"deploy/Frontend"}
            << "the name \"Frontend\" has capital letters, and names of this kind have none (\"frontend\"?)";
        QTest::newRow("underscore") << QStringList{"svc/a_b"}
                                    << "the name \"a_b\" has characters other than a-z, 0-9, '-' and '.'";
        QTest::newRow("hyphen first")
            << QStringList{"po", "-x"}
            << "the name \"-x\" has a part that does not begin and end with a letter or digit";
        QTest::newRow("empty part")
            << QStringList{"po/a..b"}
            << "the name \"a..b\" has a part that does not begin and end with a letter or digit";
        QTest::newRow("too long") << QStringList{"po/" + QString(254, 'a')}
                                  << "the name \"" + QString(254, 'a') + "\" is longer than 253 characters";
        QTest::newRow("the second is wrong")
            << QStringList{"deploy", "x", "Y"}
            << "the name \"Y\" has capital letters, and names of this kind have none (\"y\"?)";
    }
    void errors() {
        QFETCH(QStringList, typed);
        QFETCH(QString, what);
        const auto parsed = kube::parseArguments(words(typed));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::usage);
        QCOMPARE(shown(parsed.error().what), what);
        QVERIFY(!parsed.error().advice.empty());
    }

    void longestName() { QVERIFY(!kube::nameProblem(nullptr, std::string(253, 'a'))); }

    void nameProblems() {
        const auto deployment = builtin("apps", "Deployment");
        const auto role = builtin("rbac.authorization.k8s.io", "Role");
        QVERIFY(!kube::nameProblem(&deployment, "frontend-2.x"));
        QVERIFY(kube::nameProblem(&deployment, "Frontend"));
        QVERIFY(!kube::nameProblem(&role, "Frontend"));
        QVERIFY(!kube::nameProblem(nullptr, "Frontend"));
        QVERIFY(kube::nameProblem(&role, ".."));
        QVERIFY(kube::nameProblem(nullptr, ""));
    }
};

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "arguments_test.moc"
