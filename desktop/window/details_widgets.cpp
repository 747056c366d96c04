#include "desktop/window/details_widgets.h"

#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QTextLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "desktop/window/plain_text.h"

namespace scout::desktop {

PlainLabel::PlainLabel(const QString& text, QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setText(text);
}

PlainLabel* mutedLabel(const QString& text, QWidget* parent) {
    auto* label = new PlainLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

PlainLabel* headingLabel(const QString& text, QWidget* parent) {
    auto* label = new PlainLabel(text, parent);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

QFont monospaceFont() {
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

ValueText::ValueText(const QString& text, QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::ClickFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAcceptRichText(false);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    setBackgroundRole(QPalette::NoRole);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setColor();
    setValue(text);
}

void ValueText::setValue(const QString& text) {
    if (toPlainText() == text) return;
    setPlainText(text);
    fit();
}

void ValueText::setMuted(bool muted) {
    m_muted = muted;
    setColor();
}

/// Only one role is its own, so that the others go on following the application's palette.
void ValueText::setColor() {
    const QPalette around = parentWidget() == nullptr ? QGuiApplication::palette() : parentWidget()->palette();
    const QColor color = around.color(m_muted ? QPalette::PlaceholderText : QPalette::WindowText);
    if (palette().color(QPalette::Text) == color) return;
    QPalette own;
    own.setColor(QPalette::Text, color);
    setPalette(own);
}

int ValueText::heightForWidth(int width) const {
    return heightOf(toPlainText(), font(), width);
}

int ValueText::heightOf(const QString& text, const QFont& font, double width) {
    qreal height = 0;
    for (const QString& paragraph : text.split(QLatin1Char('\n'))) {
        QTextLayout layout(paragraph, font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        qreal lines = 0;
        for (QTextLine next = layout.createLine(); next.isValid(); next = layout.createLine()) {
            next.setLineWidth(width);
            lines += next.height();
        }
        layout.endLayout();
        height += lines > 0 ? lines : QFontMetricsF(font).height();
    }
    return static_cast<int>(std::ceil(height));
}

QSize ValueText::sizeHint() const {
    const int width = this->width() > 0 ? this->width() : 200;
    return {width, heightForWidth(width)};
}

QSize ValueText::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 12, fontMetrics().height()};
}

void ValueText::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
    if (event->type() == QEvent::PaletteChange) setColor();
}

void ValueText::resizeEvent(QResizeEvent* event) {
    QTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) fit();
}

void ValueText::fit() {
    setMinimumHeight(heightForWidth(std::max(viewport()->width(), minimumSizeHint().width())));
    updateGeometry();
}

RowButton::RowButton(const QString& text, QWidget* parent) : QAbstractButton(parent) {
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize RowButton::sizeHint() const {
    return {fontMetrics().horizontalAdvance(text()) + iconSize().width() + 16, minimumSizeHint().height()};
}

QSize RowButton::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 10, std::max(fontMetrics().height(), iconSize().height()) + 6};
}

void RowButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool lit = hasFocus() || underMouse();
    QRect place = rect().adjusted(4, 0, -4, 0);
    if (lit) {
        QColor ground = palette().color(QPalette::Highlight);
        ground.setAlphaF(isDown() ? 0.35F : 0.18F);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Highlight)) : QPen(Qt::NoPen));
        painter.setBrush(ground);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    if (!icon().isNull()) {
        const int side = iconSize().height();
        icon().paint(&painter, QRect(place.left(), place.center().y() - side / 2, side, side));
        place.setLeft(place.left() + side + 6);
    }
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, place.width()));
}

void RowButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void RowButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

void RowButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) return QAbstractButton::keyPressEvent(event);
    click();
}

QToolButton* linkButton(const QString& text, const QString& accessibleName, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setAutoRaise(true);
    button->setAccessibleName(accessibleName);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

QToolButton* copyButton(const QString& what, QWidget* parent) {
    auto* button = linkButton(QStringLiteral("Copy"), QStringLiteral("Copy %1").arg(what), parent);
    button->setToolTip(QStringLiteral("Copy to the clipboard"));
    return button;
}

ContentOrState::ContentOrState(QWidget* content, QWidget* parent) : QWidget(parent), m_content(content) {
    m_bar = new QWidget(this);
    m_bar->setAutoFillBackground(true);
    m_bar->setBackgroundRole(QPalette::AlternateBase);
    m_barText = new PlainLabel({}, m_bar);
    auto* barRetry = new QPushButton(QStringLiteral("Retry"), m_bar);
    auto* barLayout = new QHBoxLayout(m_bar);
    barLayout->addWidget(m_barText, 1);
    barLayout->addWidget(barRetry, 0, Qt::AlignTop);
    connect(barRetry, &QPushButton::clicked, this, &ContentOrState::retryRequested);

    m_page = new QWidget(this);
    m_sentence = new PlainLabel({}, m_page);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_advice = mutedLabel({}, m_page);
    m_advice->setAlignment(Qt::AlignHCenter);
    m_busy = new QProgressBar(m_page);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(6);
    m_busy->setFixedWidth(120);
    m_busy->setAccessibleName(QStringLiteral("Loading"));
    m_retry = new QPushButton(QStringLiteral("Retry"), m_page);
    connect(m_retry, &QPushButton::clicked, this, &ContentOrState::retryRequested);
    auto* pageLayout = new QVBoxLayout(m_page);
    pageLayout->setContentsMargins(24, 24, 24, 24);
    pageLayout->addStretch(2);
    pageLayout->addWidget(m_sentence);
    pageLayout->addWidget(m_advice);
    pageLayout->addWidget(m_busy, 0, Qt::AlignHCenter);
    pageLayout->addWidget(m_retry, 0, Qt::AlignHCenter);
    pageLayout->addStretch(3);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_page);
    m_stack->addWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
    m_bar->hide();
    showNote({});
}

void ContentOrState::showContent() {
    m_bar->hide();
    m_stack->setCurrentWidget(m_content);
}

void ContentOrState::showLoading(const QString& text) {
    if (!contentShown()) showPage(text, {}, true, false);
}

void ContentOrState::showNote(const QString& text, const QString& advice) {
    showPage(text, advice, false, false);
}

void ContentOrState::showError(const base::Error& error) {
    QString sentence = line(error.what);
    if (!sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
    if (!error.where.empty()) sentence += QStringLiteral(" (%1)").arg(line(error.where));
    if (!contentShown()) {
        showPage(sentence, lines(error.advice), false, error.kind != base::ErrorKind::unsupported);
        return;
    }
    m_barText->setText(error.advice.empty() ? sentence : sentence + QLatin1Char('\n') + lines(error.advice));
    m_bar->show();
}

bool ContentOrState::contentShown() const {
    return m_stack->currentWidget() == m_content;
}

QString ContentOrState::stateText() const {
    if (!contentShown()) return m_sentence->text();
    return m_bar->isHidden() ? QString() : m_barText->text();
}

void ContentOrState::showPage(const QString& sentence, const QString& advice, bool busy, bool retry) {
    m_bar->hide();
    m_sentence->setText(sentence);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    m_busy->setVisible(busy);
    m_retry->setVisible(retry);
    m_stack->setCurrentWidget(m_page);
}

}  // namespace scout::desktop
