// JSON with ' for " and ` for an escaped one: moc stumbles over raw string literals.
#pragma once

#include <QString>
#include <string>

#include "base/json.h"

namespace scout::test {

inline std::string jsonText(const QString& text) {
    QString out = text;
    out.replace(QLatin1Char('`'), QLatin1String("\\\"")).replace(QLatin1Char('\''), QLatin1Char('"'));
    return out.toStdString();
}

inline base::Json json(const QString& text) {
    return base::Json::parse(jsonText(text), "test").value();
}

}  // namespace scout::test
