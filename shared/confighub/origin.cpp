#include "confighub/origin.h"

namespace scout::confighub {

namespace {

constexpr std::string_view originKey = "confighub.com/origin";

std::string numberOrText(const base::Json& value) {
    if (const auto number = value.integer()) return std::to_string(*number);
    return value.text();
}

std::string firstOf(std::initializer_list<std::string> candidates) {
    for (const std::string& candidate : candidates) {
        if (!candidate.empty()) return candidate;
    }
    return {};
}

}  // namespace

std::optional<Origin> readOrigin(const base::Json& metadata) {
    const base::Json annotations = metadata["annotations"];
    const base::Json labels = metadata["labels"];
    Origin origin;
    if (const auto json = base::Json::parse(annotations[originKey].text("null"), originKey);
        json.ok() && json->isObject()) {
        origin.space = (*json)["spaceSlug"].text();
        origin.unit = (*json)["unitSlug"].text();
        origin.spaceId = (*json)["spaceId"].text();
        origin.unitId = (*json)["unitId"].text();
        origin.revision = numberOrText((*json)["revisionNum"]);
        origin.from = "annotation confighub.com/origin";
    }
    if (origin.unit.empty() && origin.space.empty()) {
        origin.unit = firstOf({annotations["confighub.com/UnitSlug"].text(), labels["confighub.com/UnitSlug"].text()});
        origin.space =
            firstOf({annotations["confighub.com/SpaceSlug"].text(), annotations["confighub.com/SpaceName"].text(),
                     annotations["confighub.com/SpaceID"].text()});
        origin.revision = firstOf(
            {annotations["confighub.com/RevisionNum"].text(), annotations["confighub.com/LiveRevisionNum"].text()});
        origin.target = annotations["confighub.com/TargetID"].text();
        origin.spaceId = annotations["confighub.com/SpaceID"].text();
        origin.unitId.clear();
        origin.from = "confighub.com/UnitSlug";
    }
    if (origin.unit.empty() && origin.space.empty()) return std::nullopt;
    return origin;
}

}  // namespace scout::confighub
