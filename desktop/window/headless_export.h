// `scout-desktop --export`: a picture of recorded data, without a window and without a display.
#pragma once

#include <functional>
#include <string>

#include "base/error.h"
#include "desktop/window/arguments.h"

namespace scout::desktop {

/// Needs a QGuiApplication. `standardInput` is asked for all of it where the arguments say "-". Returns a sentence
/// about what was written. Errors: config (the snapshot, the output, no fonts), usage (nothing fits --select or
/// --chain).
base::Result<std::string> exportHeadless(const Arguments& arguments,
                                         const std::function<base::Result<std::string>()>& standardInput);

}  // namespace scout::desktop
