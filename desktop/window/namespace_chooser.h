// Which namespaces are looked at: none chosen means all. The list opens below the button; what is not in it can be
// typed.
#pragma once

#include <QFrame>
#include <QStringList>
#include <QToolButton>
#include <functional>
#include <utility>

class QLineEdit;
class QListWidget;

namespace scout::desktop {

class NamespacePopup : public QFrame {
    Q_OBJECT
  public:
    explicit NamespacePopup(QWidget* parent);
    void fill(const QStringList& known, const QStringList& chosen);
    QStringList chosen() const;

  signals:
    void accepted(const QStringList& namespaces);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void accept();
    void filter(const QString& text);

    QLineEdit* m_edit = nullptr;
    QListWidget* m_list = nullptr;
};

class NamespaceChooser : public QToolButton {
    Q_OBJECT
  public:
    explicit NamespaceChooser(QWidget* parent = nullptr);

    /// Asked when the list opens: what there is to choose from.
    void setKnown(std::function<QStringList()> known) { m_known = std::move(known); }
    void setChosen(const QStringList& namespaces);  ///< without a signal
    const QStringList& chosen() const { return m_chosen; }
    NamespacePopup* popup() const { return m_popup; }

  public slots:
    void open();

  signals:
    void chosenChanged(const QStringList& namespaces);

  private:
    NamespacePopup* m_popup = nullptr;
    std::function<QStringList()> m_known;
    QStringList m_chosen;
};

}  // namespace scout::desktop
