#include "trace/managed_fields.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace scout::trace {

namespace {

bool parseStep(std::string_view key, FieldStep& step) {
    if (key.size() < 2 || key[1] != ':') return false;
    switch (key[0]) {
        case 'f':
            step.kind = FieldStep::Kind::field;
            break;
        case 'k':
            step.kind = FieldStep::Kind::key;
            break;
        case 'v':
            step.kind = FieldStep::Kind::value;
            break;
        case 'i':
            step.kind = FieldStep::Kind::index;
            break;
        default:
            return false;
    }
    step.text = std::string(key.substr(2));
    return true;
}

// A member "." says that the thing itself is held too; of maps and structs that is said by their leaves.
void collect(const base::Json& node, FieldPath& path, std::vector<FieldPath>& out) {
    bool leaf = true;
    for (const auto& [key, child] : node.members()) {
        FieldStep step;
        if (!parseStep(key, step)) continue;
        leaf = false;
        path.push_back(std::move(step));
        const bool item = path.back().kind != FieldStep::Kind::field;
        if (item && child["."].exists() && child.size() > 1) out.push_back(path);
        collect(child, path, out);
        path.pop_back();
    }
    if (leaf && !path.empty()) out.push_back(path);
}

std::string keyText(const std::string& json) {
    const auto key = base::Json::parse(json, "managedFields");
    if (!key) return json;
    std::string out;
    for (const auto& [name, value] : key->members()) {
        if (!out.empty()) out += ",";
        out += name + "=" + (value.isText() ? value.text() : value.dump());
    }
    return out;
}

bool matches(const base::Json& item, const base::Json& key) {
    for (const auto& [name, value] : key.members()) {
        // The API server's own default is a part of the key that an object need not write.
        const bool unwritten = !item[name].exists() && name == "protocol" && value.text() == "TCP";
        if (!unwritten && !(item[name] == value)) return false;
    }
    return true;
}

base::Json itemOf(const base::Json& list, const FieldStep& step) {
    if (step.kind == FieldStep::Kind::index) {
        std::size_t index = 0;
        const char* end = step.text.data() + step.text.size();
        const auto [rest, failure] = std::from_chars(step.text.data(), end, index);
        return failure == std::errc() && rest == end ? list[index] : base::Json();
    }
    const auto wanted = base::Json::parse(step.text, "managedFields");
    if (!wanted) return {};
    for (const base::Json& item : list.elements()) {
        if (step.kind == FieldStep::Kind::key ? matches(item, *wanted) : item == *wanted) return item;
    }
    return {};
}

}  // namespace

std::string pathText(const FieldPath& path) {
    std::string out;
    for (const FieldStep& step : path) {
        if (step.kind == FieldStep::Kind::key) {
            out += "[" + keyText(step.text) + "]";
        } else if (step.kind != FieldStep::Kind::field || step.text.find_first_of("./") != std::string::npos) {
            out += "[" + step.text + "]";
        } else {
            out += (out.empty() ? "" : ".") + step.text;
        }
    }
    return out;
}

bool isBelow(const FieldPath& path, const FieldPath& ancestor) {
    return path.size() > ancestor.size() && std::equal(ancestor.begin(), ancestor.end(), path.begin());
}

base::Json valueAt(const base::Json& object, const FieldPath& path) {
    base::Json value = object;
    for (const FieldStep& step : path)
        value = step.kind == FieldStep::Kind::field ? value[std::string_view(step.text)] : itemOf(value, step);
    return value;
}

std::vector<FieldSet> managedFields(const model::KubeObject& object) {
    std::vector<FieldSet> out;
    for (const base::Json& entry : object.at("metadata.managedFields").elements()) {
        if (!entry["fieldsV1"].exists()) continue;
        FieldSet set{
            entry["manager"].text(), entry["operation"].text(), entry["subresource"].text(), entry["time"].text(), {}};
        FieldPath path;
        collect(entry["fieldsV1"], path, set.fields);
        out.push_back(std::move(set));
    }
    return out;
}

}  // namespace scout::trace
