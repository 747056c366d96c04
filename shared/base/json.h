// A read-only view of JSON that cannot throw: whatever is not there, or is of another type, is simply absent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace scout::base {

/// A value inside a document. Copies are cheap and share the document, so that no view can dangle.
/// The default value is "absent"; every reader of an absent value gives its fallback.
class Json {
  public:
    Json() = default;
    /// Takes over a document built with nlohmann's own type.
    explicit Json(nlohmann::json document);
    Json(const Json&) = default;
    Json(Json&&) = default;
    Json& operator=(const Json&) = default;
    Json& operator=(Json&&) = default;
    ~Json() = default;

    /// `where` names the text's origin for the error (kind protocol). Nesting deeper than 512 levels is an error.
    static Result<Json> parse(std::string_view text, std::string_view where);

    bool exists() const { return m_value != nullptr; }  ///< null counts as existing
    bool isNull() const;
    bool isObject() const;
    bool isArray() const;
    bool isText() const;
    /// Number of members or elements; 0 for anything else.
    std::size_t size() const;

    /// The member `key`, or absent.
    Json operator[](std::string_view key) const;
    Json operator[](const char* key) const { return (*this)[std::string_view(key)]; }
    /// The element `index`, or absent.
    Json operator[](std::size_t index) const;
    /// For literal indexes; negative is absent.
    Json operator[](int index) const { return index < 0 ? Json() : (*this)[static_cast<std::size_t>(index)]; }
    /// Members by a dotted path: at("status.artifact.revision"). Keys with dots need operator[].
    Json at(std::string_view dottedPath) const;

    /// The string itself; `fallback` for anything that is not a string.
    std::string text(std::string_view fallback = {}) const;
    /// Real integers only; a string or a float is absent (as kstatus' GetIntField reads).
    std::optional<std::int64_t> integer() const;
    std::optional<bool> boolean() const;
    /// `boolean() == true`.
    bool isTrue() const { return boolean().value_or(false); }

    /// Elements of an array; empty for anything else.
    std::vector<Json> elements() const;
    /// Members of an object in key order; empty for anything else.
    std::vector<std::pair<std::string, Json>> members() const;

    /// JSON text; absent gives "null". `indent` < 0: one line.
    std::string dump(int indent = -1) const;
    bool operator==(const Json& other) const;

    /// The raw value for code that writes JSON; null pointer when absent.
    const nlohmann::json* raw() const { return m_value.get(); }

  private:
    explicit Json(std::shared_ptr<const nlohmann::json> value) : m_value(std::move(value)) {}
    Json child(const nlohmann::json& value) const;

    std::shared_ptr<const nlohmann::json> m_value;
};

}  // namespace scout::base
