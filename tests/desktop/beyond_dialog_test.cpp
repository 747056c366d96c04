// Registries and signatures: from the command line, the dialog and the settings to the session, and what is told when
// it cannot be done.
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include "desktop/window/banner.h"
#include "desktop/window/beyond_dialog.h"
#include "desktop/window/settings.h"
#include "window_fixture.h"

using namespace scout;
using desktop::BeyondDialog;

namespace {

std::string fixture(const char* name) {
    return std::string(SCOUT_TESTS_DIR "/signing/fixtures/") + name;
}

/// Something for every option, in a form that a file or a dialog would leave it in.
engine::Beyond everything() {
    engine::Beyond beyond;
    beyond.registryCa = fixture("ca.crt");
    beyond.plainHttp = {"localhost:5000", "registry.test"};
    beyond.clusterCredentials = true;
    beyond.noConfigHub = true;
    beyond.configHubContext = "team";
    beyond.managementContext = "hub";
    beyond.verifyKeys = {fixture("cosign.pub"), fixture("other.pub")};
    beyond.verifyCertificates = {fixture("notation.crt")};
    beyond.verifyIdentity = "me@example.test";
    beyond.verifyIssuer = "https://issuer.test";
    return beyond;
}

}  // namespace

class BeyondDialogTest : public test::WindowFixture {
    Q_OBJECT

    BeyondDialog* dialog() const { return m_window->findChild<BeyondDialog*>(); }
    template <typename T>
    T* field(const char* name) const {
        return dialog()->findChild<T*>(QString::fromLatin1(name));
    }
    /// As a window manager would.
    void activate() const {
        dialog()->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), dialog());
    }
    void accept() const {
        QTest::mouseClick(dialog()->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    }
    engine::Beyond remembered() const {
        return desktop::Settings(std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat)).beyond();
    }

  private slots:
    void init() { WindowFixture::init(); }
    void cleanup() { WindowFixture::cleanup(); }

    void whatIsShownIsWhatIsChosen_data() {
        QTest::addColumn<engine::Beyond>("beyond");
        QTest::newRow("nothing") << engine::Beyond();
        QTest::newRow("everything") << everything();
        engine::Beyond beyond = everything();
        beyond.verify = false;
        QTest::newRow("keys at hand, and not looked for") << beyond;
        beyond = {};
        beyond.verify = true;
        QTest::newRow("signatures without a key") << beyond;
        beyond = {};
        beyond.noRegistry = true;
        QTest::newRow("no registry") << beyond;
    }
    void whatIsShownIsWhatIsChosen() {
        QFETCH(engine::Beyond, beyond);
        BeyondDialog alone;
        alone.setContexts({QStringLiteral("east"), QStringLiteral("hub")});
        alone.setBeyond(everything());  // nothing of it stays
        alone.setBeyond(beyond);
        alone.show();
        std::optional<engine::Beyond> chosen;
        connect(&alone, &BeyondDialog::chosen, this, [&](const engine::Beyond& one) { chosen = one; });
        QTest::mouseClick(alone.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
        QVERIFY(chosen.has_value() && *chosen == beyond);

        desktop::Settings settings(std::make_unique<QSettings>(path("other.ini"), QSettings::IniFormat));
        settings.setBeyond(everything());
        settings.setBeyond(beyond);
        QVERIFY(settings.beyond() == beyond);
    }

    void itIsFilledInByKeyboard() {
        key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(dialog() != nullptr && dialog()->isVisible());
        activate();
        // Saying whom to believe asks for verification.
        QVERIFY(!field<QCheckBox>("verify")->isChecked());
        QTest::keyClick(dialog(), Qt::Key_K, Qt::AltModifier);
        QCOMPARE(focus(), field<QPlainTextEdit>("verify-key"));
        type(QString::fromStdString(fixture("cosign.pub")));
        QVERIFY(field<QCheckBox>("verify")->isChecked());
        QTest::keyClick(dialog(), Qt::Key_T, Qt::AltModifier);
        type(QStringLiteral("localhost:5000, registry.test"));
        key(Qt::Key_Return);
        QVERIFY(!dialog()->isVisible());
        engine::Beyond expected;
        expected.verifyKeys = {fixture("cosign.pub")};
        expected.plainHttp = {"localhost:5000", "registry.test"};
        QVERIFY(remembered() == expected);
        // Another window starts with it.
        open();
        m_window->actions().beyond->trigger();
        QCOMPARE(field<QPlainTextEdit>("verify-key")->toPlainText().toStdString(), fixture("cosign.pub"));
        QVERIFY(field<QCheckBox>("verify")->isChecked());
    }

    void filesAreChosen() {
        m_window->actions().beyond->trigger();
        m_chosen = QString::fromStdString(fixture("cosign.pub"));
        auto* keys = field<QPlainTextEdit>("verify-key");
        for (auto* button : dialog()->findChildren<QPushButton*>()) {
            if (button->accessibleName() == QStringLiteral("Choose a public key")) button->click();
        }
        QCOMPARE(keys->toPlainText(), m_chosen);
        for (auto* button : dialog()->findChildren<QPushButton*>()) {
            if (button->accessibleName() == QStringLiteral("Choose a certificate authority")) button->click();
        }
        QCOMPARE(field<QLineEdit>("registry-ca")->text(), m_chosen);
    }

    void whatHasNoSuchFormIsSaidInTheDialog() {
        m_window->actions().beyond->trigger();
        activate();
        field<QLineEdit>("plain-http")->setText(QStringLiteral("http://registry.test"));
        accept();
        QVERIFY(dialog()->isVisible());
        QVERIFY(field<QLabel>("problem")->isVisible());
        QVERIFY2(field<QLabel>("problem")->text().contains(QStringLiteral("HOST:PORT")),
                 qPrintable(field<QLabel>("problem")->text()));
        QCOMPARE(focus(), field<QLineEdit>("plain-http"));
        field<QLineEdit>("plain-http")->setText(QStringLiteral("registry.test"));
        accept();
        QVERIFY(!dialog()->isVisible());
    }

    void aKeyThatCannotBeReadIsToldAndMended() {
        useKubeconfig(kubeconfig({QStringLiteral("east")}));
        open();
        start({"--context", "east", "--verify-key", "/nowhere/cosign.pub"});
        const QString title = QStringLiteral("Signatures are not checked.");
        QTRY_VERIFY(bars().contains(title));
        for (const auto* banner : m_window->banners().findChildren<desktop::Banner*>()) {
            if (banner->notice().title != title) continue;
            QVERIFY2(
                banner->notice().text.contains(QStringLiteral("There is no such file.\n/nowhere/cosign.pub\nCheck")),
                qPrintable(banner->notice().text));
        }
        QCOMPARE(remembered().verifyKeys.size(), std::size_t{0});  // the command line is for this time
        QTest::mouseClick(offer(QStringLiteral("Registries and signatures")), Qt::LeftButton);
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
        QCOMPARE(field<QPlainTextEdit>("verify-key")->toPlainText(), QStringLiteral("/nowhere/cosign.pub"));
        field<QPlainTextEdit>("verify-key")->setPlainText(QString::fromStdString(fixture("cosign.pub")));
        accept();
        QTRY_VERIFY(!bars().contains(title));
        QCOMPARE(remembered().verifyKeys, std::vector<std::string>{fixture("cosign.pub")});
    }

    void noSecretIsStored() {
        m_window->actions().beyond->trigger();
        dialog()->setBeyond(everything());
        accept();
        m_window->close();
        m_window.reset();
        QFile stored(path("settings.ini"));
        QVERIFY(stored.open(QIODevice::ReadOnly));
        const QByteArray text = stored.readAll();
        QVERIFY(text.contains("cosign.pub") && !text.contains("BEGIN"));
    }
};

QTEST_MAIN(BeyondDialogTest)
#include "beyond_dialog_test.moc"
