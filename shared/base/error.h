// One error type for the whole project: what went wrong, where, and what the user can do next.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace scout::base {

enum class ErrorKind {
    usage,         ///< The command line or another input of the user is wrong.
    config,        ///< kubeconfig or another file is missing, unreadable or contradicts itself.
    auth,          ///< Credentials are missing, refused (401) or could not be obtained.
    forbidden,     ///< The server knows the caller and says no (403).
    notFound,      ///< The server answered and the thing is not there (404 of an object).
    notInstalled,  ///< The server does not serve this kind.
    unreachable,   ///< No connection: name not found, refused, reset.
    timeout,       ///< Connected or connecting, but no answer within the limit.
    tls,           ///< The certificate or the handshake was refused.
    protocol,      ///< The answer is not what the protocol promises (HTML, cut body, broken JSON).
    altered,       ///< The content is not what its digest says.
    tooLarge,      ///< The answer is larger than the cap.
    throttled,     ///< 429 that did not go away.
    server,        ///< 5xx.
    unsupported,   ///< Recognised, but nothing this program can follow.
    cancelled,     ///< The user or the caller stopped it.
    internal,      ///< A bug of ours.
};

/// The name of a kind as it appears in JSON and logs ("forbidden", "notInstalled" ...).
std::string_view name(ErrorKind kind);

/// `what` is one sentence without a full stop, `where` the file, URL, object or flag it is about, `advice` what to do
/// next; `where` and `advice` may be empty. Never holds credentials.
struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string what;
    std::string where;
    std::string advice;

    bool operator==(const Error&) const = default;
};

/// "error: WHAT (WHERE)\n  ADVICE\n" - the form in which programs print an error on stderr.
std::string display(const Error& error);

/// A value or the error that took its place.
template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit on purpose
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose

    bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T& value() const& { return std::get<0>(m_content); }
    T& value() & { return std::get<0>(m_content); }
    T&& value() && { return std::get<0>(std::move(m_content)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const { return std::get<1>(m_content); }

  private:
    std::variant<T, Error> m_content;
};

}  // namespace scout::base
