#include "signing/recorded.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/base64.h"

namespace scout::test {

namespace {

std::string read(const std::string& file) {
    std::ifstream stream(std::string(SCOUT_SIGNING_FIXTURES) + "/" + file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace

Recorded Recorded::load(const std::string& name) {
    Recorded out;
    const auto json = base::Json::parse(read(name + ".json"), name);
    if (!json) return out;
    out.digest = (*json)["digest"].text();
    out.at = base::parseTime((*json)["recordedAt"].text()).value_or(base::Time{});
    out.referrers = (*json)["referrers"];
    for (const auto& [reference, text] : (*json)["manifests"].members()) out.manifests[reference] = text.text();
    for (const auto& [digest, bytes] : (*json)["blobs"].members())
        out.blobs[digest] = base::decodeBase64(bytes.text()).value_or(std::string());
    return out;
}

signing::Artifact Recorded::artifact() const {
    const auto found = manifests.find(digest);
    return {digest, found == manifests.end() ? -1 : static_cast<std::int64_t>(found->second.size())};
}

base::Json Recorded::manifest(const std::string& reference) const {
    const auto found = manifests.find(reference);
    const auto json = base::Json::parse(found == manifests.end() ? "null" : found->second, reference);
    return json ? *json : base::Json();
}

base::Json Recorded::tagged(const std::string& suffix) const {
    return manifest(replaced(digest, ":", "-") + suffix);
}

base::Json Recorded::referrer() const {
    return referrers.size() == 1 ? manifest(referrers[0]["digest"].text()) : base::Json();
}

std::string Recorded::content(const base::Json& manifest) const {
    const auto found = blobs.find(manifest["layers"][0]["digest"].text());
    return manifest["layers"].size() != 1 || found == blobs.end() ? std::string() : found->second;
}

signing::Pem pem(const std::string& file) {
    return {file, read(file)};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string with(const std::string& json, const std::string& pointer, const std::string& value) {
    nlohmann::json document = nlohmann::json::parse(json, nullptr, false);
    document[nlohmann::json::json_pointer(pointer)] = value;
    return document.dump();
}

std::string textAt(const std::string& json, const std::string& pointer) {
    const nlohmann::json document = nlohmann::json::parse(json, nullptr, false);
    return document.value(nlohmann::json::json_pointer(pointer), std::string());
}

std::string flipped(std::string text, std::size_t at) {
    text.at(at) = text[at] == 'a' ? 'b' : 'a';
    return text;
}

}  // namespace scout::test
