#include "model/credential_keys.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace scout::model {

base::Json credentialKeys(const base::Json& managedFields) {
    static constexpr std::array<std::string_view, 4> known = {"f:username", "f:password", "f:.dockerconfigjson",
                                                              "f:.dockercfg"};
    nlohmann::json out = nlohmann::json::array();
    for (const base::Json& entry : managedFields.elements()) {
        nlohmann::json keys = nlohmann::json::object();
        for (const std::string_view key : known) {
            if (entry["fieldsV1"]["f:data"][key].exists()) keys[std::string(key)] = nlohmann::json::object();
        }
        if (keys.empty()) continue;
        nlohmann::json kept = {{"fieldsType", "FieldsV1"}, {"fieldsV1", {{"f:data", std::move(keys)}}}};
        for (const char* key : {"manager", "operation", "time"}) {
            if (entry[key].isText()) kept[key] = entry[key].text();
        }
        out.push_back(std::move(kept));
    }
    return out.empty() ? base::Json() : base::Json(std::move(out));
}

}  // namespace scout::model
