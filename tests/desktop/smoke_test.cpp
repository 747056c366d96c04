// The window in a real X server, at scale 1 and 2: what only a platform can get wrong.
#include <QApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "desktop/graph/graph_view.h"
#include "desktop/window/main_window.h"

using namespace scout;
using desktop::MainWindow;

class SmokeTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    double wantedRatio() const { return qEnvironmentVariable("QT_SCALE_FACTOR", "1").toDouble(); }
    bool isInView(const QString& card) const {
        const QRect rect = m_window->graph().cardRect(card);
        return !rect.isEmpty() && m_window->graph().viewport()->rect().contains(rect);
    }
    QPoint middleOf(const QString& card) const { return m_window->graph().cardRect(card).center(); }

  private slots:
    void initTestCase() {
        QVERIFY2(QGuiApplication::platformName() == QLatin1String("xcb"), "this test wants a real X server");
        desktop::WindowEnvironment environment;
        environment.session.variables = {{"HOME", m_folder.path().toStdString()}};
        environment.session.now = [] { return base::Time{}; };
        environment.settings =
            std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        m_window = std::make_unique<MainWindow>(std::move(environment));
        m_window->resize(1400, 880);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->openDemo();
        QTRY_VERIFY(m_window->graph().picture() != nullptr);
        m_window->selectWhenSeen(QStringLiteral("apps/Deployment/prod/frontend"));
        QTRY_COMPARE(m_window->selection(), QStringLiteral("apps/Deployment/prod/frontend"));
        QTRY_VERIFY(isInView(m_window->selection()));
    }
    void cleanupTestCase() { m_window.reset(); }

    void scale() { QCOMPARE(m_window->devicePixelRatioF(), wantedRatio()); }

    void cardsArePainted() {
        const QPixmap pixels = m_window->graph().viewport()->grab();
        QCOMPARE(pixels.devicePixelRatio(), wantedRatio());
        const QImage image = pixels.toImage();
        const QRect card = m_window->graph().cardRect(m_window->selection());
        QSet<QRgb> colours;
        for (int y = card.top(); y < card.bottom(); ++y) {
            for (int x = card.left(); x < card.right(); ++x)
                colours.insert(image.pixel(qRound(x * wantedRatio()), qRound(y * wantedRatio())));
        }
        QVERIFY2(colours.size() > 10, QByteArray::number(colours.size()));
    }

    void mouseSelects() {
        const QString kustomization = QStringLiteral("kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps");
        QVERIFY(isInView(kustomization));
        QTest::mouseClick(m_window->graph().viewport(), Qt::LeftButton, {}, middleOf(kustomization));
        QCOMPARE(m_window->selection(), kustomization);
    }

    void keysWalk() {
        QTest::keyClick(&m_window->graph(), Qt::Key_Right);
        QVERIFY2(!m_window->selection().contains(QLatin1String("Kustomization")), qPrintable(m_window->selection()));
        QTest::keyClick(&m_window->graph(), Qt::Key_Left);
        QVERIFY(m_window->selection().contains(QLatin1String("Kustomization")));
    }

    void darkAndLight() {
        const auto corner = [this] {
            return qGray(
                m_window->graph().viewport()->grab().toImage().pixel(2, m_window->graph().viewport()->height() - 2));
        };
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY(corner() < 80);
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY(corner() > 200);
    }
};

QTEST_MAIN(SmokeTest)
#include "smoke_test.moc"
