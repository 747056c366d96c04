// What the user can do when a server that no kubeconfig names (a registry, ConfigHub) cannot be spoken to.
#pragma once

#include <string>

namespace scout::net {

struct Advice {
    std::string unknownAuthority;  ///< nobody whom this machine believes has signed the certificate
    std::string noTls;             ///< the server does not speak TLS
    std::string noAnswer;          ///< no connection, or no answer within the limit
    std::string noHttp;            ///< the answer is no HTTP, or larger than it should be

    bool operator==(const Advice&) const = default;
};

}  // namespace scout::net
