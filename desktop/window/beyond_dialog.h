// Registries and signatures: whom open chains are asked about beside the cluster, and whom to believe. The same options
// as the command line has.
#pragma once

#include <QDialog>
#include <QStringList>
#include <functional>
#include <vector>

#include "engine/beyond.h"

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace scout::desktop {

class BeyondDialog : public QDialog {
    Q_OBJECT
  public:
    using ChooseFile = std::function<QString(const QString& title)>;

    explicit BeyondDialog(QWidget* parent = nullptr);
    void setChooseFile(ChooseFile choose) { m_choose = std::move(choose); }
    /// Of the kubeconfig, to choose the management cluster from.
    void setContexts(const QStringList& contexts);
    void setBeyond(const engine::Beyond& beyond);

  signals:
    /// OK was pressed, and every value has a form that its option has.
    void chosen(const scout::engine::Beyond& beyond);

  private:
    QLayout* fileRow(QLineEdit* field, const QString& title);
    QLayout* filesRow(QPlainTextEdit* field, const QString& title);
    QPushButton* browseButton(const QString& title, const QString& text, std::function<void(const QString&)> take);
    QGroupBox* registries();
    QGroupBox* signatures();
    QGroupBox* others();
    bool trustsAny() const;
    void trustChanged();
    /// What the fields say; the first problem in `problem`, with the field that has it.
    engine::Beyond read(QString& problem, QWidget*& field) const;
    void choose();

    ChooseFile m_choose;
    QCheckBox* m_registries = nullptr;
    QLineEdit* m_ca = nullptr;
    QLineEdit* m_plainHttp = nullptr;
    QCheckBox* m_clusterCredentials = nullptr;
    QGroupBox* m_signatures = nullptr;
    QCheckBox* m_verify = nullptr;
    QPlainTextEdit* m_keys = nullptr;
    QPlainTextEdit* m_certificates = nullptr;
    QLineEdit* m_identity = nullptr;
    QLineEdit* m_issuer = nullptr;
    QCheckBox* m_configHub = nullptr;
    QLineEdit* m_configHubContext = nullptr;
    QComboBox* m_management = nullptr;
    QLabel* m_problem = nullptr;
    bool m_trusted = false;  ///< something said whom to believe, when that was last looked at
};

}  // namespace scout::desktop
