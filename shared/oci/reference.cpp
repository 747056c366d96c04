#include "oci/reference.h"

#include "base/text.h"

namespace scout::oci {

std::optional<Reference> parseReference(std::string_view text) {
    if (text.starts_with(scheme)) text.remove_prefix(scheme.size());
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0) return std::nullopt;

    Reference reference;
    reference.registry = base::lower(text.substr(0, slash));
    text.remove_prefix(slash + 1);
    while (text.ends_with('/')) text.remove_suffix(1);

    if (const auto at = text.find('@'); at != std::string_view::npos) {
        reference.digest = text.substr(at + 1);
        text = text.substr(0, at);
    }
    // A colon after the last slash parts the tag; the registry's own colon is gone already.
    if (const auto colon = text.rfind(':');
        colon != std::string_view::npos && text.find('/', colon) == std::string_view::npos) {
        reference.tag = text.substr(colon + 1);
        text = text.substr(0, colon);
    }
    if (text.empty()) return std::nullopt;
    reference.repository = text;
    return reference;
}

}  // namespace scout::oci
