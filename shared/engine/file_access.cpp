#include "engine/file_access.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <map>

#include "kube/discovery_cache.h"

namespace scout::engine {

namespace {

using base::Error;
using base::ErrorKind;

std::optional<std::string> readFresh(const std::string& path, base::Time now) {
    const QFileInfo file(QString::fromStdString(path));
    if (!file.exists() || !kube::fresh(base::Time{file.lastModified().toSecsSinceEpoch()}, now)) return std::nullopt;
    base::Result<std::string> text = readFile(path);
    if (!text) return std::nullopt;
    return std::move(*text);
}

/// "apps/v1" -> "apps", "v1" -> "".
std::string groupOf(const std::string& groupVersion) {
    const std::size_t slash = groupVersion.find('/');
    return slash == std::string::npos ? std::string() : groupVersion.substr(0, slash);
}

}  // namespace

base::Result<std::string> readFile(const std::string& path) {
    constexpr qint64 limit = 64LL << 20;
    const QString name = QString::fromStdString(path);
    const QFileInfo info(name);
    if (!info.exists()) return Error{ErrorKind::notFound, "there is no such file", path, "check the path"};
    if (info.isDir()) return Error{ErrorKind::config, "this is a folder, not a file", path, "name a file in it"};
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::config, "the file cannot be read: " + file.errorString().toStdString(), path,
                     "check its permissions"};
    }
    // Read, not measured: a pipe (<(command)) has no size.
    const QByteArray content = file.read(limit + 1);
    if (content.size() > limit)
        return Error{ErrorKind::config, "the file is larger than 64 MiB", path, "check the path"};
    return content.toStdString();
}

std::optional<kube::Discovered> readDiscoveryCache(const std::string& cacheFolder, const std::string& server,
                                                   base::Time now, const std::optional<std::string>& group) {
    const std::string serverFolder = kube::cacheFolder(server);
    if (cacheFolder.empty() || serverFolder.empty()) return std::nullopt;
    const std::string folder = cacheFolder + "/discovery/" + serverFolder + "/";
    const auto groups = readFresh(folder + std::string(kube::groupsFile), now);
    if (!groups) return std::nullopt;
    const auto files = kube::resourceFiles(*groups);
    if (!files) return std::nullopt;
    std::map<std::string, std::string> texts;
    for (const auto& [groupVersion, path] : *files) {
        if (group && groupOf(groupVersion) != *group) continue;
        if (auto text = readFresh(folder + path, now)) texts.emplace(groupVersion, std::move(*text));
    }
    auto discovered = kube::parseCache(*groups, texts);
    if (!discovered) return std::nullopt;
    return std::move(*discovered);
}

}  // namespace scout::engine
