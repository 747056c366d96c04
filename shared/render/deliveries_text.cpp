#include "render/deliveries_text.h"

#include <set>

#include "base/text.h"
#include "render/facts.h"
#include "render/wrap.h"

namespace scout::render {

namespace {

using model::Delivery;

std::string plural(std::size_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string place(const std::string& label, const std::string& ns) {
    return label + (ns.empty() ? "" : " in " + ns);
}

std::string_view wordOf(const Delivery& delivery, bool byContent) {
    if (delivery.relation == "attempted" && delivery.live.empty())
        return "It may have this live, whole or in part: which it has is not known.";
    if (delivery.relation == "attempted") return "It tried this last; something else is live.";
    if (delivery.relation == "partly") return "Its last sync was applied in part; that part has it live.";
    if (delivery.relation == "replaced")
        return "It was the last complete sync; a later one has replaced some of it or all.";
    if (delivery.relation == "referenced") return "It takes its content from there.";
    return byContent && delivery.relation == "declared" ? "Declared there; its own content comes from its own source."
                                                        : "";
}

class Writer {
  public:
    Writer(const model::Deliveries& deliveries, const TextStyle& style)
        : m_deliveries(deliveries), m_style(style), m_bar(style.unicode ? "│ " : "| ") {
        for (const Delivery& one : deliveries.deliveries)
            m_byContent = m_byContent || (one.by.empty() && one.relation != "asked");
    }

    std::string write() && {
        m_out += "DELIVERS: " + safe(m_deliveries.of) + "\n\n";
        for (const model::Hop& source : m_deliveries.sources) {
            m_out += "  " + title(source) + "\n";
            fact("    ", "URL", source.url);
            fact("    ", "Revision", revisionText(source.revision, m_style));
        }
        if (!m_deliveries.sources.empty()) m_out += "\n";
        for (const Delivery& delivery : m_deliveries.deliveries) {
            if (delivery.by.empty()) writeDelivery(delivery, "  ");
        }
        if (!m_deliveries.deliveries.empty()) m_out += "\n";
        writeSum();
        writeMissing();
        writeCost();
        return std::move(m_out);
    }

  private:
    std::string safe(std::string_view text) const { return safeLine(text, m_style.unicode); }
    void line(const std::string& first, const std::string& rest, std::string_view text) {
        m_out += hanging(first, rest, text, m_style.width);
    }
    void fact(const std::string& indent, const std::string& key, const std::string& value) {
        if (!value.empty()) line(indent, indent + "  ", safe(key + ": " + value));
    }

    std::string title(const model::Hop& hop) const {
        const Mark mark = markOf(hop);
        std::string out = symbol(mark, m_style) + " " + safe(place(hop.label(), hop.ns));
        if (!hop.ready() || hop.claimed) out += " (" + paint(mark, mark.word, m_style) + ")";
        return out;
    }

    // The appliers below stand under the object that they are.
    void writeDelivery(const Delivery& delivery, const std::string& indent) {
        m_out += indent + title(delivery.applier) + "\n";
        const std::string below = indent + "  " + m_bar;
        if (!delivery.applier.revision.empty())
            fact(below, "Live", delivery.live.empty() ? "not known" : revisionText(delivery.live, m_style));
        const std::string word(wordOf(delivery, m_byContent));
        if (!word.empty()) line(below, below + "  ", word);
        if (m_style.wide && !delivery.because.text.empty())
            fact(below, "Because",
                 delivery.because.text + " (" + std::string(model::name(delivery.because.grade)) + ")");
        if (!delivery.unread.empty()) line(below, below + "  ", safe("Objects: not known, " + delivery.unread));
        for (const model::Delivered& one : delivery.objects) {
            if (const Delivery* child = deliveryOf(delivery, one)) {
                writeDelivery(*child, below);
                continue;
            }
            std::string text = place(one.object.label(), one.object.ns);
            if (!one.status.empty()) text += ": " + one.status;
            if (one.elsewhere) text += " (may be in another cluster)";
            if (one.because.grade == model::Grade::label || m_style.wide) text += " - " + one.because.text;
            line(below, below + "  ", safe(text));
        }
    }

    const Delivery* deliveryOf(const Delivery& above, const model::Delivered& object) const {
        for (const Delivery& delivery : m_deliveries.deliveries) {
            if (delivery.by == above.applier.id && delivery.applier.id == object.object.id()) return &delivery;
        }
        return nullptr;
    }

    void writeSum() {
        std::set<model::ObjectRef> objects;
        for (const Delivery& delivery : m_deliveries.deliveries) {
            for (const model::Delivered& one : delivery.objects) objects.insert(one.object);
        }
        if (m_deliveries.deliveries.empty()) {
            line("", "", m_deliveries.notes.empty() ? "Nothing delivers it." : "Nothing was seen that delivers it.");
            return;
        }
        const std::size_t count = m_deliveries.deliveries.size();
        std::size_t unread = 0;
        for (const Delivery& delivery : m_deliveries.deliveries) {
            if (!delivery.unread.empty()) ++unread;
        }
        std::string text = plural(count, "applier") + (count == 1 ? " delivers " : " deliver ");
        text += objects.empty() ? "nothing that is known" : plural(objects.size(), "object");
        if (unread > 0 && !objects.empty())
            text += ", not counting what " + std::to_string(unread) + " of them keep no record of";
        line("", "", text + ". The objects' state was not asked for: trace one to see it.");
    }

    void writeMissing() {
        for (const std::string& note : m_deliveries.notes) line("? ", "  ", safe(note));
        for (const model::Finding& finding : m_deliveries.findings) {
            if (!finding.advice.empty()) line("  ", "  ", safeLines(finding.advice, m_style.unicode));
        }
    }

    void writeCost() {
        const model::Cost& cost = m_deliveries.cost;
        if (cost.requests == 0) return;
        std::string text = plural(static_cast<std::size_t>(cost.requests), "request") + ", " + formatBytes(cost.bytes);
        std::vector<std::string> kinds;
        for (const std::string& kind : m_deliveries.listed) kinds.push_back(base::plural(kind));
        if (!kinds.empty()) text += "; listed in full: " + base::join(kinds, ", ");
        line("", "  ", safe(text));
    }

    const model::Deliveries& m_deliveries;
    const TextStyle& m_style;
    const std::string m_bar;
    bool m_byContent = false;  ///< not an applier was asked for, but what appliers take
    std::string m_out;
};

}  // namespace

std::string toText(const model::Deliveries& deliveries, const TextStyle& style) {
    return Writer(deliveries, style).write();
}

}  // namespace scout::render
