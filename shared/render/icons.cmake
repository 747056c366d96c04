# scout_write_icons(FILES OUTPUT): OUTPUT becomes a C++ source with those SVG files, by name; left alone when it is that already.
function(scout_write_icons files output)
  list(SORT files)
  set(entries "")
  foreach(file IN LISTS files)
    get_filename_component(name "${file}" NAME_WE)
    file(READ "${file}" svg)
    string(APPEND entries "    {\"${name}\", R\"svg(${svg})svg\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT "${output}" CONTENT "#include \"render/icons_data.h\"

namespace scout::render {

namespace {
constexpr IconFile files[] = {
@entries@};
}

std::span<const IconFile> iconFiles() {
    return files;
}

}  // namespace scout::render
" @ONLY)
endfunction()
