#include "render/json.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "base/yaml.h"
#include "render/document.h"

namespace scout::render {

namespace {

// C0 is escaped by JSON itself; the rest of what base::escapeControl calls harmful is escaped here, in JSON's way.
std::string terminalSafe(std::string_view json) {
    const auto isContinuation = [&json](std::size_t i) {
        return i < json.size() && (static_cast<unsigned char>(json[i]) & 0xC0) == 0x80;
    };
    std::string out;
    out.reserve(json.size());
    for (std::size_t i = 0; i < json.size();) {
        const std::size_t start = i++;
        while (isContinuation(i)) ++i;
        const std::string_view character = json.substr(start, i - start);
        if (character.size() == 1 && character[0] != '\x7f') {
            out += character;
            continue;
        }
        const std::string escaped = base::escapeControl(character);
        const bool twoDigits = escaped.starts_with("\\x");
        out += twoDigits ? "\\u00" + escaped.substr(2) : escaped;
    }
    return out;
}

std::string dump(const nlohmann::ordered_json& document, int indent) {
    return terminalSafe(document.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) + "\n";
}

std::string nameLine(const model::ObjectRef& ref) {
    const std::string type = base::lower(ref.kind + (ref.group.empty() ? "" : "." + ref.group));
    return base::escapeControl(type + "/" + ref.name) + "\n";
}

}  // namespace

std::string toJson(const model::Trace& trace, int indent) {
    return dump(document(trace), indent);
}
std::string toJson(const std::vector<model::Trace>& traces, int indent) {
    return dump(document(traces), indent);
}
std::string toJson(const model::Deliveries& deliveries, int indent) {
    return dump(document(deliveries), indent);
}

std::string toYaml(const model::Trace& trace) {
    return base::toYaml(document(trace));
}
std::string toYaml(const std::vector<model::Trace>& traces) {
    return base::toYaml(document(traces));
}
std::string toYaml(const model::Deliveries& deliveries) {
    return base::toYaml(document(deliveries));
}

std::string toName(const model::Trace& trace) {
    std::string out;
    for (const model::Hop& hop : trace.chain) {
        if (hop.claimed || model::isHole(hop.health.state)) continue;
        const auto ref = model::objectOf(hop);
        if (!ref) continue;
        out += nameLine(*ref);
    }
    return out;
}

std::string toName(const model::Deliveries& deliveries) {
    std::string out;
    for (const model::Delivery& delivery : deliveries.deliveries) {
        for (const model::Delivered& one : delivery.objects) {
            if (!one.elsewhere) out += nameLine(one.object);
        }
    }
    return out;
}

}  // namespace scout::render
