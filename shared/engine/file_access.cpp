#include "engine/file_access.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>
#include <array>
#include <map>
#include <string_view>

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

bool writeWhole(QFileDevice& file, std::string_view content) {
    return file.write(content.data(), static_cast<qint64>(content.size())) == static_cast<qint64>(content.size());
}

Error cannotWrite(const QFileDevice& file, const std::string& path) {
    return {ErrorKind::config, "cannot write the file: " + file.errorString().toStdString(), path,
            "Choose another place, where you may write and there is room."};
}

/// "apps/v1" -> "apps", "v1" -> "".
std::string groupOf(const std::string& groupVersion) {
    const std::size_t slash = groupVersion.find('/');
    return slash == std::string::npos ? std::string() : groupVersion.substr(0, slash);
}

}  // namespace

std::string sizeInWords(std::size_t bytes) {
    constexpr std::size_t unit = 1024;
    std::size_t amount = bytes;
    std::size_t step = 0;
    constexpr std::array<std::string_view, 4> names = {"bytes", "KiB", "MiB", "GiB"};
    for (; amount >= unit && amount % unit == 0 && step + 1 < names.size(); ++step) amount /= unit;
    return std::to_string(amount) + " " + std::string(names[step]);
}

base::Result<std::string> readFileUpTo(const std::string& path, std::size_t limit) {
    const QString name = QString::fromStdString(path);
    const QFileInfo info(name);
    if (!info.exists()) return Error{ErrorKind::notFound, "there is no such file", path, "check the path"};
    if (info.isDir()) return Error{ErrorKind::config, "this is a folder, not a file", path, "name a file in it"};
    const auto tooLarge = [&] {
        return Error{ErrorKind::config, "the file is larger than " + sizeInWords(limit), path, "check the path"};
    };
    if (info.size() > static_cast<qint64>(limit)) return tooLarge();
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return Error{ErrorKind::config, "the file cannot be read: " + file.errorString().toStdString(), path,
                     "check its permissions"};
    }
    // Read, not only measured: a pipe (<(command)) has no size. One byte more than was said tells that it is all.
    std::string content;
    std::size_t length = 0;
    for (std::size_t next = static_cast<std::size_t>(info.size()) + 1;; next = std::max(next, std::size_t{65536})) {
        content.resize(length + next);
        const qint64 count = file.read(content.data() + length, static_cast<qint64>(next));
        if (count <= 0) break;
        length += static_cast<std::size_t>(count);
        if (length > limit) return tooLarge();
    }
    content.resize(length);
    return content;
}

base::Result<std::string> readFile(const std::string& path) {
    return readFileUpTo(path, largestFile);
}

std::optional<Error> writeFile(const std::string& path, std::string_view content, Readers readers) {
    const QString name = QString::fromStdString(path);
    if (const QFileInfo info(name); info.exists() && !info.isFile() && !info.isDir()) {
        QFile file(name);
        const bool written = file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && writeWhole(file, content);
        return written ? std::nullopt : std::optional(cannotWrite(file, path));
    }
    QSaveFile file(name);
    const auto kept = [&] {
        return readers == Readers::umask || file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    };
    if (file.open(QIODevice::WriteOnly) && kept() && writeWhole(file, content) && file.commit()) return std::nullopt;
    return cannotWrite(file, path);
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
