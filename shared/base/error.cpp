#include "base/error.h"

namespace scout::base {

std::string_view name(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::usage:
            return "usage";
        case ErrorKind::config:
            return "config";
        case ErrorKind::auth:
            return "auth";
        case ErrorKind::forbidden:
            return "forbidden";
        case ErrorKind::notFound:
            return "notFound";
        case ErrorKind::notInstalled:
            return "notInstalled";
        case ErrorKind::unreachable:
            return "unreachable";
        case ErrorKind::timeout:
            return "timeout";
        case ErrorKind::tls:
            return "tls";
        case ErrorKind::protocol:
            return "protocol";
        case ErrorKind::altered:
            return "altered";
        case ErrorKind::tooLarge:
            return "tooLarge";
        case ErrorKind::throttled:
            return "throttled";
        case ErrorKind::server:
            return "server";
        case ErrorKind::unsupported:
            return "unsupported";
        case ErrorKind::cancelled:
            return "cancelled";
        case ErrorKind::internal:
            return "internal";
    }
    return "internal";
}

std::string display(const Error& error) {
    std::string out = "error: " + error.what;
    if (!error.where.empty()) out += " (" + error.where + ")";
    out += '\n';
    if (!error.advice.empty()) out += "  " + error.advice + '\n';
    return out;
}

}  // namespace scout::base
