// What the summary says about a subject, before it becomes widgets. Pure.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "desktop/window/badge.h"
#include "desktop/window/details_subject.h"

namespace scout::desktop {

struct SummaryRow {
    enum class Kind {
        text,
        code,     ///< monospace, with a Copy button that takes `target`, or the value where that is empty
        command,  ///< the same, below its label
        hop,      ///< a button that selects `target`
        link,     ///< a button that opens `target`, and Copy
        muted,    ///< a remark without a label
        retry,    ///< an error, with Retry
    };
    Kind kind = Kind::text;
    QString label;
    QString value;
    QString detail;  ///< less important, below the value
    std::optional<Badge> badge;
    QString target;  ///< hop id, URL, or what is copied

    bool operator==(const SummaryRow&) const = default;
};

struct SummarySection {
    QString title;
    std::vector<SummaryRow> rows;

    bool operator==(const SummarySection&) const = default;
};

/// The subject's own object as far as it was read.
struct SummaryObject {
    std::optional<base::Json> value;
    std::optional<base::Error> error;
    bool loading = false;
};

std::vector<SummarySection> summaryOf(const DetailsSubject& subject, const SummaryObject& object);

/// The trace that tells about the object: its own, else that of the nearest cause that has one; `of` is the hop id that
/// it is about.
struct NearestTrace {
    std::shared_ptr<const model::Trace> trace;
    std::string of;
};
NearestTrace nearestTrace(const model::Graph& graph, const std::string& hopId);

/// As text for the clipboard, one "Label: value" per line.
QString plainSummary(const std::vector<SummarySection>& sections);

}  // namespace scout::desktop
