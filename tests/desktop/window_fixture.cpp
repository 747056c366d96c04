#include "window_fixture.h"

#include <QDir>

#include "desktop/graph/graph_view.h"
#include "desktop/window/appearance.h"
#include "desktop/window/arguments.h"
#include "desktop/window/banner.h"
#include "desktop/window/placeholder_page.h"

namespace scout::test {

void WindowFixture::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_variables = {{"HOME", m_folder->path().toStdString()}, {"PATH", "/usr/bin:/bin"}};
    m_chosen.clear();
    m_retry = std::chrono::milliseconds(1000);
    open();
}

void WindowFixture::cleanup() {
    m_window.reset();
    desktop::applyThemeMode(desktop::ThemeMode::system);
}

void WindowFixture::open() {
    if (m_window) m_window->close();
    m_window.reset();
    desktop::WindowEnvironment outside;
    outside.session = environment(m_log);
    outside.session.variables = m_variables;
    outside.session.live.changesEvery = std::chrono::milliseconds(5);
    outside.session.live.firstRetry = m_retry;
    outside.session.live.lastRetry = 4 * m_retry;
    outside.settings = std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat);
    outside.chooseFile = [this](QWidget*, const QString&, const QString&, const QString&) { return m_chosen; };
    m_window = std::make_unique<desktop::MainWindow>(std::move(outside));
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void WindowFixture::openDemo() {
    m_window->openDemo();
    QTRY_VERIFY(drawn());
}

void WindowFixture::start(const std::vector<std::string>& words) const {
    const auto arguments = desktop::parseArguments(words);
    QVERIFY(arguments.ok());
    m_window->start(*arguments);
}

bool WindowFixture::drawn() const {
    const auto& session = m_window->session();
    if (session.phase() != Phase::ready || !session.pictureIsNewest() || session.picture()->cards.empty()) return false;
    return m_window->graph().picture() == session.picture() && !m_window->selection().isEmpty();
}

QWidget* WindowFixture::focus() const {
    QWidget* widget = QApplication::focusWidget();
    return widget != nullptr ? widget : m_window.get();
}

QAbstractButton* WindowFixture::offer(const QString& label) const {
    for (QAbstractButton* button : m_window->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && desktop::plainLabel(button->text()) == desktop::plainLabel(label)) return button;
    }
    return nullptr;
}

QString WindowFixture::page() const {
    const auto* page = m_window->findChild<desktop::PlaceholderPage*>();
    return page->isVisible() ? page->notice().title : QString();
}

QStringList WindowFixture::bars() const {
    QStringList titles;
    for (const auto* banner : m_window->banners().findChildren<desktop::Banner*>()) {
        if (banner->isVisible()) titles << banner->notice().title;
    }
    titles.sort();
    return titles;
}

bool WindowFixture::selectionIsShown() const {
    const auto card = m_window->session().picture()->cardOf(m_window->selection().toStdString());
    return card && m_window->graph().selected().toStdString() == diagram().cards[*card].id;
}

QByteArray WindowFixture::kubeconfig(const QStringList& contexts) const {
    QByteArray text = "apiVersion: v1\nkind: Config\nclusters:\n";
    for (const QString& context : contexts) {
        text += "- name: " + context.toUtf8() + "-cluster\n  cluster: {server: \"https://127.0.0.1:1/" +
                context.toUtf8() + "\"}\n";
    }
    text += "users:\n- name: someone\n  user: {token: not-a-secret}\ncontexts:\n";
    for (const QString& context : contexts) {
        text += "- name: " + context.toUtf8() + "\n  context: {cluster: " + context.toUtf8() +
                "-cluster, user: someone, namespace: prod}\n";
    }
    return text + "current-context: " + contexts.front().toUtf8() + "\n";
}

void WindowFixture::useKubeconfig(const QByteArray& text) {
    QVERIFY(write(path("kubeconfig"), text));
    m_variables["KUBECONFIG"] = path("kubeconfig").toStdString();
}

}  // namespace scout::test
