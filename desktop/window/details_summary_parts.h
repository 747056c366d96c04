// What the sections of the summary are put together from. For the details' own files only.
#pragma once

#include <QStringList>
#include <string>
#include <utility>
#include <vector>

#include "desktop/window/details_summary_content.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

/// Rows without a value, and sections without rows, are left out.
class Section {
  public:
    explicit Section(const QString& title) { m_section.title = title; }

    void text(const QString& label, const std::string& value, SummaryRow::Kind kind = SummaryRow::Kind::text) {
        if (value.empty()) return;
        SummaryRow row;
        row.kind = kind;
        row.label = label;
        row.value = lines(value);
        m_section.rows.push_back(std::move(row));
    }
    void code(const QString& label, const std::string& value) { text(label, value, SummaryRow::Kind::code); }
    void add(SummaryRow row) { m_section.rows.push_back(std::move(row)); }
    void closeInto(std::vector<SummarySection>& sections) {
        if (!m_section.rows.empty()) sections.push_back(std::move(m_section));
    }

  private:
    SummarySection m_section;
};

/// Empty parts are left out.
inline QString joined(QStringList parts, const QString& separator) {
    parts.removeAll(QString());
    return parts.join(separator);
}

/// What was found out about a signature on it; green is only what was checked.
void addVerification(std::vector<SummarySection>& sections, const model::Hop& hop);
/// ConfigHub, the artifact with its layers, Git, and pages about them.
void addOrigins(std::vector<SummarySection>& sections, const model::Hop& hop);

}  // namespace scout::desktop
