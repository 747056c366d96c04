// What the window remembers between runs. Nothing about the content of a cluster but names the user chose.
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <memory>

#include "engine/beyond.h"
#include "render/theme.h"

namespace scout::desktop {

enum class ThemeMode { system, light, dark };

class Settings {
  public:
    /// `store` may be a file of its own, for tests.
    explicit Settings(std::unique_ptr<QSettings> store);

    QByteArray geometry() const;
    QByteArray layout() const;  ///< docks and tool bar
    void setWindow(const QByteArray& geometry, const QByteArray& layout);
    QByteArray splitter() const;
    void setSplitter(const QByteArray& state);

    QStringList recentFiles() const;  ///< last used first; those that are gone are left out
    void addRecentFile(const QString& path);
    void clearRecentFiles();
    QStringList recentContexts() const;  ///< last used first
    void addRecentContext(const QString& context);

    /// Of the last time that this context was open; nothing remembered and all are told apart.
    bool hasNamespaces(const QString& context) const;
    QStringList namespaces(const QString& context) const;
    void setNamespaces(const QString& context, const QStringList& namespaces);

    ThemeMode themeMode() const;
    void setThemeMode(ThemeMode mode);
    render::Palette palette() const;
    void setPalette(render::Palette palette);
    bool minimap() const;
    void setMinimap(bool shown);
    bool replicaSets() const;
    void setReplicaSets(bool shown);
    QString view() const;  ///< "graph", "tree", "table"
    void setView(const QString& view);

    /// Folds that the user opened and closed, by what is open ("cluster NAME", "file PATH").
    QStringList expanded(const QString& source) const;
    QStringList collapsed(const QString& source) const;
    void setFolds(const QString& source, const QStringList& expanded, const QStringList& collapsed);

    /// What Registries and signatures was left with: names, addresses and paths, never what the files hold.
    engine::Beyond beyond() const;
    void setBeyond(const engine::Beyond& beyond);

    /// For Reset view: window, theme, palette and view options; recent contexts and files stay.
    void resetView();

  private:
    std::unique_ptr<QSettings> m_store;
};

}  // namespace scout::desktop
