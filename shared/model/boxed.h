// An optional that keeps its value outside of its holder, for parts that most holders lack: there are hops by the ten
// thousand, and few of them have an origin.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace scout::model {

/// A value like std::optional<T>: copies are deep. Reading an empty one is undefined, as there.
template <typename T>
class Boxed {
  public:
    Boxed() = default;
    Boxed(std::nullopt_t) {}                                                              // NOLINT: implicit on purpose
    Boxed(T value) : m_value(std::make_unique<T>(std::move(value))) {}                    // NOLINT: implicit on purpose
    Boxed(std::optional<T> value) : Boxed(value ? Boxed(std::move(*value)) : Boxed()) {}  // NOLINT: implicit on purpose
    Boxed(const Boxed& other) : m_value(other ? std::make_unique<T>(*other) : nullptr) {}
    Boxed(Boxed&&) noexcept = default;
    Boxed& operator=(const Boxed& other) {
        if (this != &other) m_value = other ? std::make_unique<T>(*other) : nullptr;
        return *this;
    }
    Boxed& operator=(Boxed&&) noexcept = default;
    ~Boxed() = default;

    template <typename... Arguments>
    T& emplace(Arguments&&... arguments) {
        m_value = std::make_unique<T>(std::forward<Arguments>(arguments)...);
        return *m_value;
    }
    void reset() { m_value.reset(); }

    bool has_value() const { return m_value != nullptr; }
    explicit operator bool() const { return has_value(); }
    T& operator*() { return *m_value; }
    const T& operator*() const { return *m_value; }
    T* operator->() { return m_value.get(); }
    const T* operator->() const { return m_value.get(); }
    T value_or(T fallback) const { return m_value ? *m_value : std::move(fallback); }

    bool operator==(const Boxed& other) const {
        return has_value() == other.has_value() && (!has_value() || *m_value == *other.m_value);
    }

  private:
    std::unique_ptr<T> m_value;
};

}  // namespace scout::model
