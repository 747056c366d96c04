#include "schema_check.h"

#include <QProcess>

namespace scout::test {

QString schemaErrors(const std::string& json, const QString& name) {
    return schemaErrorsOfEach({json}, name).constFirst();
}

QStringList schemaErrorsOfEach(const std::vector<std::string>& documents, const QString& name) {
    const auto count = static_cast<qsizetype>(documents.size());
    const auto forAll = [count](const QString& complaint) { return QStringList(count, complaint); };

    // NUL parts the documents and the answers: JSON cannot hold one.
    QByteArray input;
    for (const std::string& document : documents) {
        if (!input.isNull()) input += '\0';
        input.append(document.data(), static_cast<qsizetype>(document.size()));
    }
    QProcess validator;
    validator.setProcessChannelMode(QProcess::MergedChannels);
    validator.start(QStringLiteral(SCOUT_PYTHON), {QStringLiteral(SCOUT_VALIDATE_SCRIPT), QStringLiteral("--closed"),
                                                   QStringLiteral(SCOUT_SCHEMA_DIR "/%1.schema.json").arg(name)});
    if (!validator.waitForStarted())
        return forAll(QStringLiteral(SCOUT_PYTHON " did not start: ") + validator.errorString());
    validator.write(input);
    validator.closeWriteChannel();
    if (!validator.waitForFinished(60'000)) return forAll(QStringLiteral("the validator did not finish"));
    const QString said = QString::fromUtf8(validator.readAll());
    if (validator.exitStatus() != QProcess::NormalExit || validator.exitCode() != 0) {
        return forAll(said.isEmpty() ? QStringLiteral("the validator failed without a word") : said);
    }
    const QStringList answers = said.split(QChar(u'\0'));
    return answers.size() == count ? answers
                                   : forAll(QStringLiteral("the validator gave %1 answers").arg(answers.size()));
}

}  // namespace scout::test
