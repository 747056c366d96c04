# Writes OUTPUT, a C++ source that defines `std::string_view scout::plugin::resource::NAME()` with the bytes of INPUT.
file(READ "${INPUT}" hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "((0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],))" "\\1\n" bytes "${bytes}")
file(WRITE "${OUTPUT}" "#include \"kubectl-scout/resources.h\"

namespace {
constexpr unsigned char content[] = {
${bytes}0};
}

std::string_view scout::plugin::resource::${NAME}() {
    return {reinterpret_cast<const char*>(content), ${size}};
}
")
