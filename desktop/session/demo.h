// The bundled demo: resources/demo/demo.snapshot.json, as part of the program.
#pragma once

#include <string>

namespace scout::desktop {

std::string demoSnapshot();

}  // namespace scout::desktop
