// Snapshots from and to files. For threads that may wait.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "trace/snapshot.h"

namespace scout::desktop {

/// May be empty; told "read", "parse" or "write" when that begins.
using OnWork = std::function<void(std::string_view work)>;

/// Errors: config (no such file, a folder, not readable, empty, not a snapshot), each with the path.
base::Result<trace::Snapshot> loadSnapshot(const std::string& path, const OnWork& onWork);
/// The same from a text; `where` names it.
base::Result<trace::Snapshot> parseSnapshot(const std::string& text, const std::string& where, const OnWork& onWork);

/// Replaces or creates the file in one step, readable by its owner only. Errors: config.
std::optional<base::Error> saveSnapshot(const std::string& path, const trace::Snapshot& snapshot, const OnWork& onWork);

}  // namespace scout::desktop
