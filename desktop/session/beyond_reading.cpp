#include "desktop/session/beyond_reading.h"

#include <QFileInfo>
#include <utility>

#include "engine/file_access.h"

namespace scout::desktop {

namespace {

base::Result<std::string> readRegularFile(const std::string& path) {
    const QFileInfo file(QString::fromStdString(path));
    if (file.exists() && !file.isFile() && !file.isDir())
        return base::Error{base::ErrorKind::config, "this is no regular file", path, "Name a file in PEM."};
    return engine::readFile(path);
}

}  // namespace

BeyondReading readBeyond(const engine::Beyond& beyond) {
    BeyondReading out;
    engine::Beyond possible = beyond;
    auto tracing = engine::tracingOptions(beyond, readRegularFile);
    if (!tracing) {
        out.shortfalls.push_back({"Signatures are not checked", tracing.error()});
        possible.verify = false;
        possible.verifyKeys.clear();
        possible.verifyCertificates.clear();
        tracing = engine::tracingOptions(possible, readRegularFile);
    }
    out.tracing = std::move(tracing).value();
    auto places = engine::placesSettings(beyond, readRegularFile);
    if (!places) {
        out.shortfalls.push_back({"The certificate authority of the registries is not used", places.error()});
        possible.registryCa.clear();
        places = engine::placesSettings(possible, readRegularFile);
    }
    out.places = std::move(places).value();
    return out;
}

}  // namespace scout::desktop
