// The headers of a request to an API server. For the .cpp files of net only.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/http.h"
#include "kubeconfig/client_config.h"
#include "net/credentials.h"

namespace scout::net {

/// A name may come several times (Impersonate-Group). `credential` is null where none may be sent (plain http). Errors:
/// config, for a value that would break out of its header line.
base::Result<std::vector<std::pair<std::string, std::string>>> requestHeaders(const base::HttpRequest& request,
                                                                              const kubeconfig::ClientConfig& config,
                                                                              const Credential* credential);

/// Whether it stays within its line.
bool isHeaderValue(const std::string& value);

}  // namespace scout::net
