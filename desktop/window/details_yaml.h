// The subject's object as YAML.
#pragma once

#include "desktop/window/details_object.h"
#include "desktop/window/details_subject.h"

class QCheckBox;

namespace scout::desktop {

class ContentOrState;
class DetailsText;
class YamlColors;

/// In the order people expect (apiVersion, kind, metadata, spec, the rest, status). metadata.managedFields only where
/// asked for. Of a Secret nothing but metadata, without copies of the whole object in annotations, whoever sends more.
QString yamlOf(const base::Json& object, bool managedFields);

class YamlTab : public DetailsTab {
    Q_OBJECT
  public:
    explicit YamlTab(DetailsObject* object, QWidget* parent = nullptr);

    void refresh() override;
    bool hasSearch() const override;
    void find() override;

  protected:
    void present(bool same) override;

  private:
    void display();

    DetailsObject* m_object = nullptr;
    ContentOrState* m_state = nullptr;
    DetailsText* m_text = nullptr;
    YamlColors* m_colors = nullptr;
    QCheckBox* m_managedFields = nullptr;
};

}  // namespace scout::desktop
