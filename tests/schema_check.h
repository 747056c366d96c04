// For tests of anything that prints JSON: link scout_test_support and write
//     const QString errors = scout::test::schemaErrors(json);
//     QVERIFY2(errors.isEmpty(), qPrintable(errors));
#pragma once

#include <QString>
#include <QStringList>
#include <string>
#include <vector>

namespace scout::test {

/// How `json` breaks resources/schema/<name>.schema.json, one complaint per line; "" when it is valid. Members that the
/// schema does not name are complaints too. A missing python3-jsonschema is a complaint, never a pass.
QString schemaErrors(const std::string& json, const QString& name = QStringLiteral("trace"));
/// The same for each of many, with one start of the validator.
QStringList schemaErrorsOfEach(const std::vector<std::string>& documents,
                               const QString& name = QStringLiteral("trace"));

}  // namespace scout::test
