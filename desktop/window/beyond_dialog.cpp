#include "desktop/window/beyond_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <utility>

#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

constexpr int shownFiles = 2;  // lines

QStringList split(const QString& text, const char* separators) {
    QStringList parts;
    for (const QString& part : text.split(QRegularExpression(QString::fromLatin1(separators)), Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty()) parts << part.trimmed();
    }
    return parts;
}

QString joined(const std::vector<std::string>& values, QChar separator) {
    QStringList parts;
    for (const std::string& value : values) parts << QString::fromStdString(value);
    return parts.join(separator);
}

template <typename Field>
Field* named(Field* field, std::string_view option, const QString& accessibleName) {
    field->setObjectName(QString::fromLatin1(option.data(), static_cast<qsizetype>(option.size())));
    field->setAccessibleName(accessibleName);
    return field;
}

QLabel* labelOf(const QString& text, QWidget* buddy) {
    auto* label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

}  // namespace

BeyondDialog::BeyondDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("beyondDialog"));
    setWindowTitle(QStringLiteral("Registries and signatures"));
    auto* about = new QLabel(
        QStringLiteral("About the chains that are open. Files are read when a cluster is read; what they hold is "
                       "never stored."),
        this);
    about->setWordWrap(true);
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addWidget(registries());
    m_signatures = signatures();
    layout->addWidget(m_signatures);
    layout->addWidget(others());
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &BeyondDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    // Signatures are in the registry.
    connect(m_registries, &QCheckBox::toggled, m_signatures, &QWidget::setEnabled);
    for (QLineEdit* field : {m_identity, m_issuer})
        connect(field, &QLineEdit::textChanged, this, &BeyondDialog::trustChanged);
    for (QPlainTextEdit* field : {m_keys, m_certificates})
        connect(field, &QPlainTextEdit::textChanged, this, &BeyondDialog::trustChanged);
}

QPushButton* BeyondDialog::browseButton(const QString& title, const QString& text,
                                        std::function<void(const QString&)> take) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(title);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, title, take = std::move(take)] {
        const QString path = m_choose ? m_choose(title) : QString();
        if (!path.isEmpty()) take(path);
    });
    return button;
}

QLayout* BeyondDialog::fileRow(QLineEdit* field, const QString& title) {
    auto* row = new QHBoxLayout;
    row->addWidget(field, 1);
    row->addWidget(
        browseButton(title, QStringLiteral("Browse…"), [field](const QString& path) { field->setText(path); }));
    return row;
}

QLayout* BeyondDialog::filesRow(QPlainTextEdit* field, const QString& title) {
    field->setTabChangesFocus(true);
    field->setLineWrapMode(QPlainTextEdit::NoWrap);
    field->setPlaceholderText(QStringLiteral("One file in each line"));
    field->setFixedHeight(field->fontMetrics().lineSpacing() * (shownFiles + 1));
    auto* row = new QHBoxLayout;
    row->addWidget(field, 1);
    row->addWidget(
        browseButton(title, QStringLiteral("Add…"), [field](const QString& path) { field->appendPlainText(path); }), 0,
        Qt::AlignTop);
    return row;
}

QGroupBox* BeyondDialog::registries() {
    auto* box = new QGroupBox(QStringLiteral("Registries"), this);
    m_registries = named(new QCheckBox(QStringLiteral("&Ask registries what a tag means now and where an artifact came "
                                                      "from"),
                                       box),
                         "no-registry", QStringLiteral("Ask registries"));
    m_ca = named(new QLineEdit(box), "registry-ca", QStringLiteral("Certificate authority of the registries, a file"));
    m_ca->setPlaceholderText(QStringLiteral("Believed beside the system's"));
    m_plainHttp = named(new QLineEdit(box), "plain-http", QStringLiteral("Registries without TLS"));
    m_plainHttp->setPlaceholderText(QStringLiteral("HOST or HOST:PORT, several with commas; credentials are sent so"));
    m_clusterCredentials =
        named(new QCheckBox(QStringLiteral("Log in with the &pull Secret that a source names"), box),
              "use-cluster-credentials", QStringLiteral("Log in with the pull Secret that a source names"));
    m_clusterCredentials->setToolTip(
        QStringLiteral("Reads that Secret. Otherwise your own logins are used (docker, podman)."));
    auto* form = new QFormLayout(box);
    form->addRow(m_registries);
    form->addRow(labelOf(QStringLiteral("Certificate a&uthority:"), m_ca),
                 fileRow(m_ca, QStringLiteral("Choose a certificate authority")));
    form->addRow(QStringLiteral("Without &TLS:"), m_plainHttp);
    form->addRow(m_clusterCredentials);
    return box;
}

QGroupBox* BeyondDialog::signatures() {
    auto* box = new QGroupBox(QStringLiteral("Signatures"), this);
    m_verify = named(new QCheckBox(QStringLiteral("&Look for signatures and provenance of what is deployed"), box),
                     "verify", QStringLiteral("Look for signatures and provenance"));
    m_keys = named(new QPlainTextEdit(box), "verify-key", QStringLiteral("Public keys to believe, files"));
    m_certificates =
        named(new QPlainTextEdit(box), "verify-certificate", QStringLiteral("Certificates to believe, files"));
    m_identity = named(new QLineEdit(box), "verify-identity", QStringLiteral("Whose the certificate must be"));
    m_identity->setPlaceholderText(QStringLiteral("Mail address, URI or subject; anybody's when empty"));
    m_issuer = named(new QLineEdit(box), "verify-issuer", QStringLiteral("OIDC issuer that the certificate must name"));
    m_issuer->setPlaceholderText(QStringLiteral("URL; any when empty"));
    auto* form = new QFormLayout(box);
    form->addRow(m_verify);
    form->addRow(labelOf(QStringLiteral("Public &keys:"), m_keys),
                 filesRow(m_keys, QStringLiteral("Choose a public key")));
    form->addRow(labelOf(QStringLiteral("Certi&ficates:"), m_certificates),
                 filesRow(m_certificates, QStringLiteral("Choose a certificate")));
    form->addRow(QStringLiteral("&Identity:"), m_identity);
    form->addRow(QStringLiteral("Issue&r:"), m_issuer);
    return box;
}

QGroupBox* BeyondDialog::others() {
    auto* box = new QGroupBox(QStringLiteral("Other places"), this);
    m_configHub = named(new QCheckBox(QStringLiteral("Ask Config&Hub, where you are logged in"), box), "no-confighub",
                        QStringLiteral("Ask ConfigHub"));
    m_configHubContext = named(new QLineEdit(box), "confighub-context", QStringLiteral("Context of cub"));
    m_configHubContext->setPlaceholderText(QStringLiteral("cub's current one when empty"));
    m_management = named(new QComboBox(box), "management-context", QStringLiteral("Context of the management cluster"));
    m_management->setEditable(true);
    m_management->setInsertPolicy(QComboBox::NoInsert);
    m_management->lineEdit()->setPlaceholderText(QStringLiteral("None"));
    m_management->lineEdit()->setAccessibleName(m_management->accessibleName());
    m_management->setToolTip(QStringLiteral(
        "Where appliers live that deliver to another cluster, by spec.kubeConfig or an Argo CD destination."));
    auto* form = new QFormLayout(box);
    form->addRow(m_configHub);
    form->addRow(QStringLiteral("c&ub context:"), m_configHubContext);
    form->addRow(QStringLiteral("&Management cluster:"), m_management);
    connect(m_configHub, &QCheckBox::toggled, m_configHubContext, &QWidget::setEnabled);
    return box;
}

void BeyondDialog::setContexts(const QStringList& contexts) {
    const QString text = m_management->currentText();
    m_management->clear();
    m_management->addItems(contexts);
    m_management->setEditText(text);
}

void BeyondDialog::setBeyond(const engine::Beyond& beyond) {
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    m_registries->setChecked(!beyond.noRegistry);
    m_signatures->setEnabled(!beyond.noRegistry);
    m_ca->setText(text(beyond.registryCa));
    m_plainHttp->setText(joined(beyond.plainHttp, QLatin1Char(',')));
    m_clusterCredentials->setChecked(beyond.clusterCredentials);
    m_keys->setPlainText(joined(beyond.verifyKeys, QLatin1Char('\n')));
    m_certificates->setPlainText(joined(beyond.verifyCertificates, QLatin1Char('\n')));
    m_identity->setText(text(beyond.verifyIdentity));
    m_issuer->setText(text(beyond.verifyIssuer));
    m_verify->setChecked(beyond.verifies());  // after what implies it
    m_configHub->setChecked(!beyond.noConfigHub);
    m_configHubContext->setEnabled(!beyond.noConfigHub);
    m_configHubContext->setText(text(beyond.configHubContext));
    m_management->setEditText(text(beyond.managementContext));
    m_problem->hide();
}

bool BeyondDialog::trustsAny() const {
    return !m_keys->toPlainText().trimmed().isEmpty() || !m_certificates->toPlainText().trimmed().isEmpty() ||
           !m_identity->text().trimmed().isEmpty() || !m_issuer->text().trimmed().isEmpty();
}

/// Saying whom to believe asks for verification, as it does on the command line.
void BeyondDialog::trustChanged() {
    const bool trusts = trustsAny();
    if (trusts != std::exchange(m_trusted, trusts) && trusts) m_verify->setChecked(true);
}

engine::Beyond BeyondDialog::read(QString& problem, QWidget*& field) const {
    engine::Beyond out;
    const auto take = [&](const engine::BeyondOption& option, const QString& value, QWidget* from) {
        const auto failure = engine::take(out, option, value.toStdString());
        if (!failure || field != nullptr) return;
        field = from;
        problem = lines(failure->what) + QStringLiteral(". ") + lines(failure->advice);
    };
    const auto takeText = [&](const engine::BeyondOption& option, const QString& text, QWidget* from) {
        const QString value = text.trimmed();
        if (!value.isEmpty()) take(option, option.isFile() ? QFileInfo(value).absoluteFilePath() : value, from);
    };
    out.noRegistry = !m_registries->isChecked();
    out.clusterCredentials = m_clusterCredentials->isChecked();
    out.noConfigHub = !m_configHub->isChecked();
    takeText(engine::beyondOption("registry-ca"), m_ca->text(), m_ca);
    for (const QString& host : split(m_plainHttp->text(), "[,\\s]"))
        takeText(engine::beyondOption("plain-http"), host, m_plainHttp);
    for (const QString& file : split(m_keys->toPlainText(), "\n"))
        takeText(engine::beyondOption("verify-key"), file, m_keys);
    for (const QString& file : split(m_certificates->toPlainText(), "\n"))
        takeText(engine::beyondOption("verify-certificate"), file, m_certificates);
    takeText(engine::beyondOption("verify-identity"), m_identity->text(), m_identity);
    takeText(engine::beyondOption("verify-issuer"), m_issuer->text(), m_issuer);
    takeText(engine::beyondOption("confighub-context"), m_configHubContext->text(), m_configHubContext);
    takeText(engine::beyondOption("management-context"), m_management->currentText(), m_management);
    // Only what is not already meant.
    const bool verify = m_verify->isChecked() && !out.noRegistry;
    if (verify != out.trustsAny()) out.verify = verify;
    return out;
}

void BeyondDialog::choose() {
    QString problem;
    QWidget* field = nullptr;
    const engine::Beyond beyond = read(problem, field);
    m_problem->setText(problem);
    m_problem->setVisible(field != nullptr);
    if (field != nullptr) return field->setFocus(Qt::OtherFocusReason);
    accept();
    emit chosen(beyond);
}

}  // namespace scout::desktop
