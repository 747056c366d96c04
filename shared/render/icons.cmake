# Writes OUTPUT, a C++ source with every SVG file of FOLDER, by name.
file(GLOB files "${FOLDER}/*.svg")
list(SORT files)
set(entries "")
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME_WE)
  file(READ "${file}" svg)
  string(APPEND entries "    {\"${name}\", R\"svg(${svg})svg\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"render/icons_data.h\"

namespace scout::render {

namespace {
constexpr IconFile files[] = {
${entries}};
}

std::span<const IconFile> iconFiles() {
    return files;
}

}  // namespace scout::render
")
