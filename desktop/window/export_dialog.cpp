#include "desktop/window/export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <utility>

#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

QString exportLabel() {
    return QStringLiteral("E&xport");
}

QString replaceLabel() {
    return QStringLiteral("Re&place");
}

QString ending(ExportFormat format) {
    return format == ExportFormat::mermaid ? QStringLiteral("mmd") : name(format);
}

QString describe(const ExportReport& report, ExportFormat format) {
    switch (format) {
        case ExportFormat::png: {
            const double megapixels = double(report.size.width()) * report.size.height() / 1e6;
            return QStringLiteral("%1 × %2 pixels, %3 megapixels")
                .arg(report.size.width())
                .arg(report.size.height())
                .arg(QLocale::c().toString(megapixels, 'f', 1));
        }
        case ExportFormat::pdf:
            return QStringLiteral("%1 × %2 points, one page").arg(report.size.width()).arg(report.size.height());
        case ExportFormat::svg:
            return QStringLiteral("%1 × %2, sharp at any size").arg(report.size.width()).arg(report.size.height());
        case ExportFormat::dot:
        case ExportFormat::mermaid:
            return QStringLiteral("Text for other programs to draw");
    }
    return {};
}

}  // namespace

model::Graph partOf(const model::Graph& graph, const render::Picture& picture, const std::set<std::string>& cards) {
    std::set<std::string> kept;
    std::set<std::string> bare;  // have no card
    for (const model::Hop& hop : graph.nodes) {
        const auto card = picture.cardOf(hop.id);
        if (!card) {
            bare.insert(hop.id);
        } else if (cards.count(picture.diagram.cards[*card].id) > 0) {
            kept.insert(hop.id);
        }
    }
    std::set<std::string> below;
    std::set<std::string> above;
    for (const model::Edge& edge : graph.edges) {
        if (kept.count(edge.from) > 0 && bare.count(edge.to) > 0) below.insert(edge.to);
        if (kept.count(edge.to) > 0 && bare.count(edge.from) > 0) above.insert(edge.from);
    }
    for (const std::string& id : below) {
        if (above.count(id) > 0) kept.insert(id);
    }
    model::Graph part;
    part.context = graph.context;
    part.seenAt = graph.seenAt;
    part.complete = graph.complete;
    part.cancelled = graph.cancelled;
    for (const model::Hop& hop : graph.nodes) {
        if (kept.count(hop.id) > 0) part.nodes.push_back(hop);
    }
    for (const model::Edge& edge : graph.edges) {
        if (kept.count(edge.from) > 0 && kept.count(edge.to) > 0) part.edges.push_back(edge);
    }
    for (const auto& [id, trace] : graph.traces) {
        if (kept.count(id) > 0) part.traces.emplace(id, trace);
    }
    return part;
}

ExportDialog::ExportDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(QStringLiteral("Export picture"));
    m_format = new QComboBox(this);
    m_format->setObjectName(QStringLiteral("format"));
    const std::pair<ExportFormat, QString> formats[] = {
        {ExportFormat::png, QStringLiteral("PNG, a bitmap for documents and chats")},
        {ExportFormat::svg, QStringLiteral("SVG, a drawing for web pages and editors")},
        {ExportFormat::pdf, QStringLiteral("PDF, for printing")},
        {ExportFormat::dot, QStringLiteral("DOT, for Graphviz")},
        {ExportFormat::mermaid, QStringLiteral("Mermaid, for Markdown")},
    };
    for (const auto& [format, label] : formats) m_format->addItem(label, static_cast<int>(format));
    m_scale = new QSpinBox(this);
    m_scale->setObjectName(QStringLiteral("scale"));
    m_scale->setRange(1, 4);
    m_scale->setValue(2);
    m_scale->setSuffix(QStringLiteral("x"));
    m_size = new QLabel(this);
    m_size->setObjectName(QStringLiteral("size"));
    m_size->setTextFormat(Qt::PlainText);
    m_warning = new QLabel(this);
    m_warning->setObjectName(QStringLiteral("warning"));
    m_warning->setTextFormat(Qt::PlainText);
    m_warning->setWordWrap(true);
    m_useSvg = new QPushButton(QStringLiteral("Use S&VG"), this);
    m_useSvg->setObjectName(QStringLiteral("useSvg"));
    m_useSvg->setAutoDefault(false);
    const auto radio = [this](const char* objectName, const QString& label) {
        auto* made = new QRadioButton(label, this);
        made->setObjectName(QString::fromLatin1(objectName));
        return made;
    };
    auto* what = new QWidget(this);
    m_whole = radio("whole", QStringLiteral("&Everything in the graph"));
    m_visible = radio("visible", QStringLiteral("What is &in view"));
    m_selection = radio("selection", QStringLiteral("The path of the selected &card"));
    auto* whatLayout = new QVBoxLayout(what);
    auto* colours = new QWidget(this);
    m_light = radio("light", QStringLiteral("Li&ght"));
    m_dark = radio("dark", QStringLiteral("&Dark"));
    auto* coloursLayout = new QHBoxLayout(colours);
    for (QLayout* layout : std::initializer_list<QLayout*>{whatLayout, coloursLayout})
        layout->setContentsMargins(0, 0, 0, 0);
    for (QRadioButton* button : {m_whole, m_visible, m_selection}) {
        button->setParent(what);
        whatLayout->addWidget(button);
    }
    for (QRadioButton* button : {m_light, m_dark}) {
        button->setParent(colours);
        coloursLayout->addWidget(button);
    }
    coloursLayout->addStretch();
    m_redact = new QCheckBox(QStringLiteral("&Redact names, namespaces, addresses and revisions"), this);
    m_redact->setObjectName(QStringLiteral("redact"));
    m_path = new QLineEdit(this);
    m_path->setObjectName(QStringLiteral("path"));
    m_path->setMinimumWidth(360);
    m_replaces = new QLabel(QStringLiteral("This file exists. It will be replaced."), this);
    m_replaces->setObjectName(QStringLiteral("replaces"));
    m_replaces->setTextFormat(Qt::PlainText);
    m_replaces->hide();
    auto* browse = new QPushButton(QStringLiteral("&Browse…"), this);
    browse->setAutoDefault(false);
    auto* pathRow = new QHBoxLayout;
    pathRow->addWidget(m_path, 1);
    pathRow->addWidget(browse);
    auto* scaleRow = new QHBoxLayout;
    scaleRow->addWidget(m_scale);
    scaleRow->addWidget(m_size, 1);
    auto* warningRow = new QHBoxLayout;
    warningRow->addWidget(m_warning, 1);
    warningRow->addWidget(m_useSvg, 0, Qt::AlignTop);

    auto* form = new QFormLayout;
    form->addRow(QStringLiteral("&Format:"), m_format);
    // Rows of several widgets do not tell the form whom their mnemonic is for.
    const auto rowLabel = [this](const QString& text, QWidget* buddy) {
        auto* label = new QLabel(text, this);
        label->setBuddy(buddy);
        return label;
    };
    form->addRow(rowLabel(QStringLiteral("&Size:"), m_scale), scaleRow);
    form->addRow(QString(), warningRow);
    form->addRow(QStringLiteral("What:"), what);
    form->addRow(QStringLiteral("Colours:"), colours);
    form->addRow(QString(), m_redact);
    form->addRow(rowLabel(QStringLiteral("Fi&le name:"), m_path), pathRow);
    form->addRow(QString(), m_replaces);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_export = buttons->addButton(exportLabel(), QDialogButtonBox::AcceptRole);
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_export->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(buttons);

    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        setEnding();
        changed();
    });
    connect(m_scale, &QSpinBox::valueChanged, this, [this] { changed(); });
    for (QRadioButton* button : {m_whole, m_visible, m_selection, m_light, m_dark})
        connect(button, &QRadioButton::toggled, this, [this](bool on) {
            if (on) changed();
        });
    connect(m_redact, &QCheckBox::toggled, this, [this] { changed(); });
    connect(m_path, &QLineEdit::textChanged, this, [this] { updateExport(); });
    connect(m_useSvg, &QPushButton::clicked, this,
            [this] { m_format->setCurrentIndex(m_format->findData(static_cast<int>(ExportFormat::svg))); });
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString suffix = ending(exportOptions().format);
        const QString path = m_choose ? m_choose(QStringLiteral("Export picture"),
                                                 QStringLiteral("%1 (*.%1);;All files (*)").arg(suffix), m_path->text())
                                      : QString();
        if (!path.isEmpty()) m_path->setText(path);
    });
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::write);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ExportDialog::setSubject(ExportSubject subject, bool selectionOnly) {
    m_subject = std::move(subject);
    m_selection->setEnabled(!m_subject.selection.empty());
    if (selectionOnly && !m_subject.selection.empty()) {
        m_selection->setChecked(true);
    } else if (!m_visible->isChecked() || m_subject.visible.empty()) {
        m_whole->setChecked(true);
    }
    m_visible->setEnabled(!m_subject.visible.empty());
    (m_subject.dark ? m_dark : m_light)->setChecked(true);
    m_path->setText(m_subject.folder + QLatin1Char('/') + m_subject.name + QLatin1Char('.') +
                    ending(exportOptions().format));
    changed();
}

std::set<std::string> ExportDialog::chosenCards() const {
    return m_visible->isChecked()     ? m_subject.visible
           : m_selection->isChecked() ? m_subject.selection
                                      : std::set<std::string>{};
}

ExportOptions ExportDialog::exportOptions() const {
    ExportOptions options;
    options.format = static_cast<ExportFormat>(m_format->currentData().toInt());
    options.scale = m_scale->value();
    if (!m_redact->isChecked()) options.cards = chosenCards();
    return options;
}

void ExportDialog::setEnding() {
    const QFileInfo file(m_path->text());
    if (m_path->text().isEmpty()) return;
    const bool known = exportFormatOf(m_path->text()).has_value();
    const QString stem = known ? m_path->text().chopped(file.suffix().size() + 1) : m_path->text();
    m_path->setText(stem + QLatin1Char('.') + ending(exportOptions().format));
}

void ExportDialog::changed() {
    const ExportFormat format = exportOptions().format;
    m_scale->setEnabled(format == ExportFormat::png);
    const bool painted = format != ExportFormat::dot && format != ExportFormat::mermaid;
    m_light->setEnabled(painted);
    m_dark->setEnabled(painted);
    m_planned.reset();
    m_export->setEnabled(false);
    m_useSvg->hide();
    m_warning->hide();
    m_size->setText(QStringLiteral("…"));
    if (m_subject.picture) plan();
}

/// Beside the interface: arranging thousands of cards anew takes a while.
void ExportDialog::plan() {
    m_work.abandon();
    const bool redact = m_redact->isChecked();
    m_work.run<Plan>(
        [subject = m_subject, redact, cards = chosenCards(), options = exportOptions()] {
            Plan plan;
            plan.picture = subject.picture;
            if (redact) {
                render::DiagramOptions anew = subject.options;
                anew.redact = true;
                if (cards.empty()) {
                    plan.picture = render::compose(render::diagramOf(*subject.graph, anew));
                } else {
                    anew.chains.clear();
                    anew.budget = 0;
                    plan.picture =
                        render::compose(render::diagramOf(partOf(*subject.graph, *subject.picture, cards), anew));
                }
            }
            plan.report = planExport(*plan.picture, options);
            return plan;
        },
        [this](Plan plan) { planned(plan); });
}

void ExportDialog::planned(const Plan& plan) {
    const base::Result<ExportReport>& report = *plan.report;
    const ExportFormat format = exportOptions().format;
    if (!report) {
        m_size->clear();
        m_warning->setText(lines(report.error().what) + QStringLiteral(". ") + lines(report.error().advice));
    } else {
        m_planned = plan.picture;
        m_size->setText(describe(*report, format));
        m_warning->setText(report->warning);
    }
    m_warning->setVisible(!m_warning->text().isEmpty());
    m_useSvg->setVisible(format == ExportFormat::png && m_warning->isVisibleTo(this));
    updateExport();
}

void ExportDialog::updateExport() {
    const bool exists = QFileInfo(m_path->text()).isFile();
    m_replaces->setVisible(exists);
    m_export->setText(exists ? replaceLabel() : exportLabel());
    m_export->setAccessibleDescription(exists ? m_replaces->text() : QString());
    m_export->setEnabled(m_planned && !m_path->text().isEmpty());
}

void ExportDialog::write() {
    if (!m_planned) return;
    // It came to be after the button was labelled: that is to be seen first.
    const bool told = m_replaces->isVisibleTo(this);
    updateExport();
    if (m_replaces->isVisibleTo(this) && !told) return;
    m_export->setEnabled(false);
    m_warning->hide();
    m_size->setText(QStringLiteral("Writing…"));
    const render::Theme* theme = &render::theme(m_subject.palette, m_dark->isChecked());
    using Written = base::Result<ExportReport>;
    m_work.run<std::shared_ptr<Written>>(
        [picture = m_planned, theme, options = exportOptions(), path = m_path->text()] {
            return std::make_shared<Written>(exportPicture(*picture, *theme, options, path));
        },
        [this, path = m_path->text()](std::shared_ptr<Written> written) {
            if (*written) {
                emit exported(
                    QStringLiteral("Exported %1 (%2)").arg(path, describe(**written, exportOptions().format)));
                accept();
                return;
            }
            const base::Error& error = written->error();
            m_size->clear();
            const QString where = error.where.empty() ? QString() : QStringLiteral(" (%1)").arg(lines(error.where));
            m_warning->setText(lines(error.what) + where + QStringLiteral(". ") + lines(error.advice));
            m_warning->show();
            updateExport();
        },
        Aside::AtEnd::wait);
}

void ExportDialog::done(int result) {
    // A file that is being written is finished; what is only being worked out is not wanted any more.
    m_work.abandon();
    QDialog::done(result);
}

}  // namespace scout::desktop
