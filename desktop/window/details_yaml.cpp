#include "desktop/window/details_yaml.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "desktop/window/details_text.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/details_yaml_colors.h"

namespace scout::desktop {

YamlTab::YamlTab(DetailsObject* object, QWidget* parent) : DetailsTab(parent), m_object(object) {
    m_text = new DetailsText(QStringLiteral("YAML"));
    m_managedFields = new QCheckBox(QStringLiteral("managedFields"), m_text);
    m_managedFields->setToolTip(QStringLiteral("Show who set which field (metadata.managedFields)"));
    auto* copy = copyButton(QStringLiteral("the YAML"), m_text);
    m_text->tools()->addWidget(m_managedFields);
    m_text->tools()->addStretch(1);
    m_text->tools()->addWidget(copy);
    m_state = new ContentOrState(m_text, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);

    connect(copy, &QToolButton::clicked, this, [this] { copyText(m_text->text(), QStringLiteral("YAML copied")); });
    connect(m_managedFields, &QCheckBox::toggled, this, &YamlTab::display);
    connect(m_state, &ContentOrState::retryRequested, this, &YamlTab::refresh);
    connect(m_object, &DetailsObject::changed, this, [this] {
        if (isVisible()) display();
    });
    m_colors = new YamlColors(m_text->edit()->document());
}

void YamlTab::refresh() {
    m_object->outdate();
    m_object->want();
}

bool YamlTab::hasSearch() const {
    return m_state->contentShown();
}

void YamlTab::find() {
    if (hasSearch()) m_text->focusSearch();
}

void YamlTab::present(bool same) {
    m_colors->setTheme(*subject().theme);
    if (!same) {
        m_text->clear();
        m_state->showNote({});
    }
    m_object->want();
    display();
}

void YamlTab::display() {
    if (subject().hop == nullptr) {
        m_state->showNote(subject().folded.empty() ? QStringLiteral("This object is not there any more.")
                                                   : QStringLiteral("A group of objects has no YAML."),
                          subject().folded.empty() ? QString() : QStringLiteral("Select one of them in the summary."));
        return;
    }
    if (!subject().source) {
        m_state->showNote(QStringLiteral("Only what the graph says is known here."));
        return;
    }
    if (m_object->value()) {
        m_text->setText(yamlOf(*m_object->value(), m_managedFields->isChecked()));
        m_state->showContent();
    }
    if (m_object->error()) {
        m_state->showError(*m_object->error());
    } else if (m_object->loading()) {
        m_state->showLoading(QStringLiteral("Reading the object"));
    }
}

}  // namespace scout::desktop
