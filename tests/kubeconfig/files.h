// Files and PEM blocks that exist only in these tests.
#pragma once

#include <map>
#include <string>

#include "base/base64.h"
#include "kubeconfig/load.h"

namespace scout::tests {

struct Files {
    std::map<std::string, std::string> contents;
    std::map<std::string, base::Error> unreadable;

    kubeconfig::ReadFile reader() const {
        return [this](const std::string& path) -> base::Result<std::string> {
            if (const auto error = unreadable.find(path); error != unreadable.end()) return error->second;
            const auto found = contents.find(path);
            if (found == contents.end()) return base::Error{base::ErrorKind::notFound, "no such file", path, {}};
            return found->second;
        };
    }
};

inline std::string pem(const std::string& type, const std::string& content = "AAAA") {
    return "-----BEGIN " + type + "-----\n" + content + "\n-----END " + type + "-----\n";
}

inline std::string pemData(const std::string& type, const std::string& content = "AAAA") {
    return base::encodeBase64(pem(type, content));
}

}  // namespace scout::tests
