// What is painted can be told from what lies under it, in the light and in the dark.
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSpinBox>
#include <QStyleOption>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "desktop/window/appearance.h"
#include "desktop/window/badge.h"
#include "desktop/window/banner.h"
#include "render/color.h"

using namespace scout;

namespace {

double contrast(const QColor& one, const QColor& other) { return render::contrast(one.rgba(), other.rgba()); }

/// The best that a pixel of the area has against both grounds.
double visibility(const QImage& image, const QRect& area, const QColor& one, const QColor& other) {
    double best = 1;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.alpha() > 200) best = std::max(best, std::min(contrast(pixel, one), contrast(pixel, other)));
        }
    }
    return best;
}

}  // namespace

class AppearanceTest : public QObject {
    Q_OBJECT

  private slots:
    void cleanup() { desktop::applyThemeMode(desktop::ThemeMode::system); }

    void emptyFieldsHaveOutlines_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void emptyFieldsHaveOutlines() {
        QFETCH(bool, dark);
        desktop::applyThemeMode(dark ? desktop::ThemeMode::dark : desktop::ThemeMode::light);
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        QCheckBox check;
        QRadioButton radio;
        QLineEdit line;
        QSpinBox spin;
        for (QWidget* widget : std::initializer_list<QWidget*>{&check, &radio, &line, &spin}) {
            widget->setFocusPolicy(Qt::NoFocus);
            layout->addWidget(widget);
        }
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QPalette palette = window.palette();
        const auto seen = [&](QWidget& widget, const QRect& area) {
            return visibility(widget.grab().toImage(), area, palette.color(QPalette::Window),
                              palette.color(QPalette::Base));
        };
        QStyleOptionButton option;
        option.initFrom(&check);
        QVERIFY(seen(check, check.style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, &check)) >= 3);
        option.initFrom(&radio);
        QVERIFY(seen(radio, radio.style()->subElementRect(QStyle::SE_RadioButtonIndicator, &option, &radio)) >= 3);
        for (QWidget* field : std::initializer_list<QWidget*>{&line, &spin})
            QVERIFY2(seen(*field, QRect(0, field->height() / 2, 3, 1)) >= 3, field->metaObject()->className());
    }

    void aSelectedRowKeepsItsExpanderAndItsKind() {
        desktop::applyThemeMode(desktop::ThemeMode::light);
        QTreeWidget tree;
        auto* item = new QTreeWidgetItem(&tree, {QString()});
        new QTreeWidgetItem(item, {QString()});
        tree.setFocusPolicy(Qt::NoFocus);
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree));
        item->setSelected(true);
        const QColor ground = tree.palette().color(QPalette::Highlight);
        const QRect row = tree.visualItemRect(item);
        const QRect branch(0, row.top() + 2, row.left(), row.height() - 4);
        const QImage image = tree.viewport()->grab().toImage();
        const QColor under = image.pixelColor(1, row.center().y());
        QVERIFY(visibility(image, branch, under, under) >= 3);

        const QIcon icon = desktop::kindIcon("Deployment", desktop::themeFor(tree.palette()));
        const QImage kind = icon.pixmap(QSize(32, 32), 1, QIcon::Selected).toImage();
        QVERIFY(visibility(kind, kind.rect(), ground, ground) >= 3);
    }

    void aBarsTextHasTheRoom() {
        desktop::Notice notice;
        notice.key = QStringLiteral("forbidden");
        notice.tone = desktop::Notice::Tone::warning;
        notice.title = QStringLiteral("4 kinds cannot be listed: Applications, HelmReleases, Kustomizations, Secrets.");
        for (int i = 0; i < 12; ++i) notice.text += QStringLiteral("What is known of them comes from other objects. ");
        notice.offers = {{desktop::Remedy::copyRule, QStringLiteral("&Copy the RBAC rule you need")},
                         {desktop::Remedy::chooseNamespaces, QStringLiteral("Choose &namespaces…")}};
        desktop::Banner bar;
        bar.setNotice(notice);
        bar.resize(760, bar.heightForWidth(760));
        bar.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar));
        const QLabel* text = nullptr;
        for (const auto* label : bar.findChildren<QLabel*>()) {
            if (label->text().startsWith(QStringLiteral("What is known"))) text = label;
        }
        QVERIFY(text != nullptr);
        QVERIFY2(text->width() > 600, qPrintable(QString::number(text->width())));
        QVERIFY(text->heightForWidth(text->width()) <= 3 * text->fontMetrics().lineSpacing() + 2);
        QVERIFY(text->text().endsWith(QStringLiteral("…")));
        // The rest is one key away.
        QToolButton* more = nullptr;
        for (auto* button : bar.findChildren<QToolButton*>()) {
            if (button->text() == QStringLiteral("Details")) more = button;
        }
        QVERIFY(more != nullptr && more->isVisible());
        more->click();
        const auto* details = bar.findChild<QPlainTextEdit*>();
        QVERIFY(details->isVisible());
        QCOMPARE(details->toPlainText(), notice.text);
        // Few words are shown as they are, without anything to open.
        notice.text = QStringLiteral("What is known of them comes from other objects.");
        bar.setNotice(notice);
        QCOMPARE(text->text(), notice.text);
        QVERIFY(!more->isVisible() && !details->isVisible());
    }
};

QTEST_MAIN(AppearanceTest)
#include "appearance_test.moc"
