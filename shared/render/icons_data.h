// The files of resources/icons as they are in the program (icons.cmake). Internal to render.
#pragma once

#include <span>
#include <string_view>

namespace scout::render {

struct IconFile {
    std::string_view name;
    std::string_view svg;
};

/// By name.
std::span<const IconFile> iconFiles();

}  // namespace scout::render
