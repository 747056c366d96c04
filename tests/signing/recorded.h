// What a real registry held after the real programs had signed (record.py), to verify and to tamper with.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "signing/verdict.h"

namespace scout::test {

struct Recorded {
    std::string digest;
    base::Time at;
    base::Json referrers;                          ///< descriptors
    std::map<std::string, std::string> manifests;  ///< text by tag or digest
    std::map<std::string, std::string> blobs;      ///< bytes by digest

    /// fixtures/<name>.json; an empty one where that cannot be read.
    static Recorded load(const std::string& name);

    signing::Artifact artifact() const;
    base::Json manifest(const std::string& reference) const;
    /// The manifest of the tag that cosign derives from the digest: "sha256-<hex>.sig".
    base::Json tagged(const std::string& suffix) const;
    /// The manifest of the only referrer.
    base::Json referrer() const;
    /// The blob of a manifest's only layer.
    std::string content(const base::Json& manifest) const;
};

/// fixtures/<file>, as the user would give it.
signing::Pem pem(const std::string& file);
/// `text` with `from` replaced by `to` everywhere; the text itself where there is none, which a test then sees.
std::string replaced(std::string text, const std::string& from, const std::string& to);
/// The document with the member at a JSON pointer replaced by a text.
std::string with(const std::string& json, const std::string& pointer, const std::string& value);
std::string textAt(const std::string& json, const std::string& pointer);
/// Another character at that place, still in the alphabets of base64 and hexadecimal.
std::string flipped(std::string text, std::size_t at);

}  // namespace scout::test
