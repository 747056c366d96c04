// Files for the modules that open none themselves.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "kube/catalogue.h"

namespace scout::engine {

/// Bytes. More than that is the wrong file: a manifest, a kubeconfig, a key.
constexpr std::size_t largestFile = std::size_t{64} << 20;
/// Bytes. A snapshot of 50,000 objects has about 90 MiB.
constexpr std::size_t largestSnapshot = std::size_t{1} << 30;

/// The whole file. Errors: notFound (no such file), config (a folder, not readable, larger than `limit` bytes).
base::Result<std::string> readFileUpTo(const std::string& path, std::size_t limit);
/// Up to `largestFile`.
base::Result<std::string> readFile(const std::string& path);
/// Who may read a new file: its owner alone, or whom the umask lets.
enum class Readers { owner, umask };
/// Replaces or creates a file in one step: a reader sees the old content or the new one, never a part. Of a symbolic
/// link it is the file that it points to. What is no file (a pipe, a device) stays and is written into. Errors: config.
std::optional<base::Error> writeFile(const std::string& path, std::string_view content, Readers readers);
/// "64 MiB", "1 GiB": a limit in words.
std::string sizeInWords(std::size_t bytes);

/// What kubectl noted about `server` in its cache folder ("~/.kube/cache") less than six hours before `now`; with
/// `group`, of that group only. Nothing when there is no fresh list. A kind that it lacks may exist all the same.
std::optional<kube::Discovered> readDiscoveryCache(const std::string& cacheFolder, const std::string& server,
                                                   base::Time now,
                                                   const std::optional<std::string>& group = std::nullopt);

}  // namespace scout::engine
