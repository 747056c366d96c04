// Files of resources/ that are part of the program (embed.cmake).
#pragma once

#include <string_view>

namespace scout::plugin::resource {

std::string_view demoSnapshot();
std::string_view bashCompletion();
std::string_view zshCompletion();
std::string_view fishCompletion();
std::string_view powershellCompletion();

}  // namespace scout::plugin::resource
