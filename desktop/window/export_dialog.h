// The picture as a file: what of it, in which format, how large, for which eyes.
#pragma once

#include <QDialog>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "desktop/export/export.h"
#include "desktop/session/aside.h"
#include "model/graph.h"
#include "render/diagram.h"
#include "render/picture.h"
#include "render/theme.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace scout::desktop {

struct ExportSubject {
    std::shared_ptr<const render::Picture> picture;  ///< as on the screen
    std::shared_ptr<const model::Graph> graph;       ///< that it is of
    render::DiagramOptions options;                  ///< that it was made with
    std::set<std::string> visible;                   ///< card ids
    std::set<std::string> selection;                 ///< card ids: the selected card and its path; may be empty
    bool dark = false;
    render::Palette palette = render::Palette::scout;
    QString folder;
    QString name;  ///< of the file, without ending
};

class ExportDialog : public QDialog {
    Q_OBJECT
  public:
    using ChooseFile = std::function<QString(const QString& title, const QString& filter, const QString& name)>;

    explicit ExportDialog(QWidget* parent = nullptr);
    void setChooseFile(ChooseFile choose) { m_choose = std::move(choose); }
    void setSubject(ExportSubject subject, bool selectionOnly);

  signals:
    void exported(const QString& said);

  protected:
    void done(int result) override;

  private:
    struct Plan {
        std::shared_ptr<const render::Picture> picture;
        std::optional<base::Result<ExportReport>> report;
    };
    ExportOptions exportOptions() const;
    std::set<std::string> chosenCards() const;
    void changed();
    void plan();
    void planned(const Plan& plan);
    /// Whether a file can be written now, and whether it takes the place of another.
    void updateExport();
    void write();
    void setEnding();

    ExportSubject m_subject;
    ChooseFile m_choose;
    QComboBox* m_format = nullptr;
    QSpinBox* m_scale = nullptr;
    QRadioButton* m_whole = nullptr;
    QRadioButton* m_visible = nullptr;
    QRadioButton* m_selection = nullptr;
    QRadioButton* m_light = nullptr;
    QRadioButton* m_dark = nullptr;
    QCheckBox* m_redact = nullptr;
    QLineEdit* m_path = nullptr;
    QLabel* m_replaces = nullptr;
    QLabel* m_size = nullptr;
    QLabel* m_warning = nullptr;
    QPushButton* m_useSvg = nullptr;
    QPushButton* m_export = nullptr;
    std::shared_ptr<const render::Picture> m_planned;  ///< nullptr while it is being worked out
    Aside m_work{this};
};

/// The part of a graph that these cards of its picture show, for pictures that are to be made anew: with what lies
/// between two of them and has no card of its own.
model::Graph partOf(const model::Graph& graph, const render::Picture& picture, const std::set<std::string>& cards);

}  // namespace scout::desktop
