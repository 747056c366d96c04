// Which ConfigHub server there is, and who asks (facts: protocols 1.2). Files and environment come in from outside;
// nothing is ever written.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/error.h"
#include "confighub/login.h"
#include "confighub/server.h"

namespace scout::confighub {

/// Variables by name; an empty value counts as unset.
using Environment = std::map<std::string, std::string>;
/// The content of a file. ErrorKind::notFound means that there is no such file.
using ReadFile = std::function<base::Result<std::string>(const std::string& path)>;

struct Credentials {
    enum class Kind {
        bearer,  ///< `secret` is an access token
        basic,   ///< `user` is an e-mail address, `secret` its password
        worker,  ///< `user` is the worker's id, `secret` its secret; a login gives the token
    };
    Server server;
    Kind kind = Kind::bearer;
    std::string user;
    std::string secret;
    std::string space;  ///< the default space's slug, "" without one
    std::string from;   ///< "CUB_TOKEN", "context prod of ~/.confighub/config.yaml": for words
};

/// In this order:
/// 1. CUB_TOKEN at CUB_SERVER, as cub gives them to its plugins;
/// 2. CONFIGHUB_WORKER_ID and CONFIGHUB_WORKER_SECRET;
/// 3. config.yaml in the folder CUB_CONFIG (else ~/.confighub), context `context`, else CUB_CONTEXT, else its current
///    one;
/// 4. session.json and context.json there, or session-<context>.json and context-<context>.json.
/// A `context` that is not empty (--confighub-context) leaves out 1 and 2. The server of 1 and 2 is CUB_SERVER, else
/// CONFIGHUB_URL, else the hosted one.
///
/// Nothing where nobody is logged in. Errors (config): a file that cannot be read, a context that is not there, a
/// server whose address is no URL, or to which a secret would go unencrypted over the network, CUB_SERVER beside a
/// context of another server.
base::Result<std::optional<Credentials>> loadCredentials(const std::string& context, const Environment& environment,
                                                         const ReadFile& readFile);

/// The value of the Authorization header; for a worker that of the token it was given.
std::string authorization(const Credentials& credentials, const Token& token);

}  // namespace scout::confighub
