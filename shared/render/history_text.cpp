#include "render/history_text.h"

#include <algorithm>

#include "base/text.h"
#include "render/facts.h"
#include "render/wrap.h"

namespace scout::render {

namespace {

// Several sources have several revisions: "a, b".
std::string revisionsText(const std::string& revisions, const TextStyle& style) {
    std::vector<std::string> shown;
    for (const std::string& one : base::split(revisions, ','))
        shown.push_back(revisionText(std::string(base::trim(one)), style));
    return base::join(shown, ", ");
}

std::string contentOf(const model::HistoryEntry& entry, const TextStyle& style) {
    std::string text = entry.hop + ": " + entry.what;
    if (!entry.revision.empty()) text += " " + revisionsText(entry.revision, style);
    if (!entry.origin.empty()) text += " from " + revisionText(entry.origin, style);
    std::string message = entry.message;
    std::replace(message.begin(), message.end(), '\n', ' ');
    if (!message.empty()) text += " (" + (style.wide ? message : shortenHashes(message)) + ")";
    if (style.wide && !entry.from.empty()) text += " [" + entry.from + "]";
    return safeLine(text, style.unicode);
}

}  // namespace

std::string historyText(const model::Trace& trace, const TextStyle& style) {
    if (trace.history.empty()) return {};
    std::string out = "\nHistory:\n";
    for (const model::HistoryEntry& entry : trace.history) {
        const std::string at = "  " + safeLine(entry.at, style.unicode) + "  ";
        out += hanging(at, std::string(visibleColumns(at), ' '), contentOf(entry, style), style.width);
    }
    return out;
}

}  // namespace scout::render
