#include "engine/discovery_cache_files.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <map>

#include "kube/discovery_cache.h"

namespace scout::engine {

namespace {

std::optional<std::string> readFresh(const QString& path, base::Time now) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    if (!kube::fresh({QFileInfo(file).lastModified().toSecsSinceEpoch()}, now)) return std::nullopt;
    return file.readAll().toStdString();
}

}  // namespace

std::optional<kube::Discovered> readDiscoveryCache(const std::string& folder, const std::string& serverUrl,
                                                   base::Time now) {
    const std::string name = kube::cacheFolder(serverUrl);
    if (folder.empty() || name.empty()) return std::nullopt;
    const QString root = QString::fromStdString(folder + "/" + name + "/");
    const auto groups = readFresh(
        root + QString::fromUtf8(kube::groupsFile.data(), static_cast<qsizetype>(kube::groupsFile.size())), now);
    if (!groups) return std::nullopt;
    const auto files = kube::resourceFiles(*groups);
    if (!files) return std::nullopt;
    std::map<std::string, std::string> texts;
    for (const auto& [groupVersion, file] : *files) {
        if (auto text = readFresh(root + QString::fromStdString(file), now))
            texts.emplace(groupVersion, *std::move(text));
    }
    auto discovered = kube::parseCache(*groups, texts);
    return discovered ? std::optional(*std::move(discovered)) : std::nullopt;
}

}  // namespace scout::engine
