#include "desktop/window/settings.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <utility>

namespace scout::desktop {

namespace {

constexpr int recentLimit = 10;
constexpr int foldLimit = 500;

QString key(const char* name) {
    return QString::fromLatin1(name);
}

/// Context names and paths hold characters that a settings key may not.
QString keyFor(const char* group, const QString& name) {
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QString::fromLatin1(group) + QLatin1Char('/') + QString::fromLatin1(hash);
}

QString keyOf(const engine::BeyondOption& option) {
    return QStringLiteral("beyond/") +
           QString::fromLatin1(option.name.data(), static_cast<qsizetype>(option.name.size()));
}

QStringList withFirst(QStringList list, const QString& first) {
    list.removeAll(first);
    list.prepend(first);
    return list.mid(0, recentLimit);
}

}  // namespace

Settings::Settings(std::unique_ptr<QSettings> store) : m_store(std::move(store)) {}

QByteArray Settings::geometry() const {
    return m_store->value(key("window/geometry")).toByteArray();
}
QByteArray Settings::layout() const {
    return m_store->value(key("window/layout")).toByteArray();
}
void Settings::setWindow(const QByteArray& geometry, const QByteArray& layout) {
    m_store->setValue(key("window/geometry"), geometry);
    m_store->setValue(key("window/layout"), layout);
}
QByteArray Settings::splitter() const {
    return m_store->value(key("window/splitter")).toByteArray();
}
void Settings::setSplitter(const QByteArray& state) {
    m_store->setValue(key("window/splitter"), state);
}

QStringList Settings::recentFiles() const {
    QStringList files = m_store->value(key("recent/files")).toStringList();
    files.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return files;
}
void Settings::addRecentFile(const QString& path) {
    m_store->setValue(key("recent/files"), withFirst(recentFiles(), path));
}
void Settings::clearRecentFiles() {
    m_store->remove(key("recent/files"));
}
QStringList Settings::recentContexts() const {
    return m_store->value(key("recent/contexts")).toStringList();
}
void Settings::addRecentContext(const QString& context) {
    m_store->setValue(key("recent/contexts"), withFirst(recentContexts(), context));
}

bool Settings::hasNamespaces(const QString& context) const {
    return m_store->contains(keyFor("namespaces", context));
}
QStringList Settings::namespaces(const QString& context) const {
    return m_store->value(keyFor("namespaces", context)).toStringList();
}
void Settings::setNamespaces(const QString& context, const QStringList& namespaces) {
    m_store->setValue(keyFor("namespaces", context), namespaces);
}

ThemeMode Settings::themeMode() const {
    const QString mode = m_store->value(key("view/theme")).toString();
    if (mode == QLatin1String("light")) return ThemeMode::light;
    return mode == QLatin1String("dark") ? ThemeMode::dark : ThemeMode::system;
}
void Settings::setThemeMode(ThemeMode mode) {
    m_store->setValue(key("view/theme"), mode == ThemeMode::light  ? QStringLiteral("light")
                                         : mode == ThemeMode::dark ? QStringLiteral("dark")
                                                                   : QStringLiteral("system"));
}
render::Palette Settings::palette() const {
    const QString palette = m_store->value(key("view/palette")).toString();
    if (palette == QLatin1String("argocd")) return render::Palette::argocd;
    return palette == QLatin1String("monochrome") ? render::Palette::monochrome : render::Palette::scout;
}
void Settings::setPalette(render::Palette palette) {
    m_store->setValue(key("view/palette"), palette == render::Palette::argocd       ? QStringLiteral("argocd")
                                           : palette == render::Palette::monochrome ? QStringLiteral("monochrome")
                                                                                    : QStringLiteral("scout"));
}
bool Settings::minimap() const {
    return m_store->value(key("view/minimap"), true).toBool();
}
void Settings::setMinimap(bool shown) {
    m_store->setValue(key("view/minimap"), shown);
}
bool Settings::replicaSets() const {
    return m_store->value(key("view/replicaSets"), false).toBool();
}
void Settings::setReplicaSets(bool shown) {
    m_store->setValue(key("view/replicaSets"), shown);
}
QString Settings::view() const {
    return m_store->value(key("view/as"), QStringLiteral("graph")).toString();
}
void Settings::setView(const QString& view) {
    m_store->setValue(key("view/as"), view);
}

QStringList Settings::expanded(const QString& source) const {
    return m_store->value(keyFor("expanded", source)).toStringList();
}
QStringList Settings::collapsed(const QString& source) const {
    return m_store->value(keyFor("collapsed", source)).toStringList();
}
void Settings::setFolds(const QString& source, const QStringList& expanded, const QStringList& collapsed) {
    const auto keep = [&](const char* group, const QStringList& ids) {
        if (ids.isEmpty()) {
            m_store->remove(keyFor(group, source));
        } else {
            m_store->setValue(keyFor(group, source), ids.mid(0, foldLimit));
        }
    };
    keep("expanded", expanded);
    keep("collapsed", collapsed);
}

engine::Beyond Settings::beyond() const {
    engine::Beyond beyond;
    for (const engine::BeyondOption& option : engine::beyondOptions) {
        // A value that has no such form any more is as if it were not there.
        for (const QString& value : m_store->value(keyOf(option)).toStringList())
            engine::take(beyond, option, value.toStdString());
    }
    return beyond;
}
void Settings::setBeyond(const engine::Beyond& beyond) {
    for (const engine::BeyondOption& option : engine::beyondOptions) {
        QStringList values;
        for (const std::string& value : engine::valuesOf(beyond, option)) values << QString::fromStdString(value);
        if (values.isEmpty()) {
            m_store->remove(keyOf(option));
        } else {
            m_store->setValue(keyOf(option), values);
        }
    }
}

void Settings::resetView() {
    for (const char* group : {"window", "view", "expanded", "collapsed"}) m_store->remove(key(group));
}

}  // namespace scout::desktop
