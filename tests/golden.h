// Golden files: what a test expects, kept as a file that a person can read.
#pragma once

#include <QString>
#include <string>

namespace scout::test {

/// "" when the file at `path` holds exactly `actual`; otherwise the first line that differs, for QVERIFY2. With
/// SCOUT_UPDATE_GOLDEN=1 in the environment the file is written anew and nothing differs: read it before committing.
QString goldenDifference(const QString& path, const std::string& actual);

}  // namespace scout::test
