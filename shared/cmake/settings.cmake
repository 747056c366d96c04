# Settings that every target of the project shares. Link scout_settings privately; never to code that is not ours.

option(SCOUT_WARNINGS_AS_ERRORS "Treat warnings as errors (for developers and CI; a user's newer compiler must not fail)" OFF)
option(SCOUT_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

# A compiler cache makes the second build of a clean tree quick; nothing depends on it. Looked for once: a cache that is
# installed later would change every command of a tree that is built already.
if(NOT DEFINED SCOUT_CCACHE)
  find_program(SCOUT_CCACHE ccache)
endif()
if(SCOUT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SCOUT_CCACHE})
endif()

add_library(scout_settings INTERFACE)
target_compile_options(scout_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wconversion -Wsign-conversion
  -Wcast-align -Wformat=2 -Wimplicit-fallthrough -Wundef)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 sees overlapping copies in "text" + std::string where there are none (GCC bug 105651), only when it optimises fully.
  target_compile_options(scout_settings INTERFACE $<$<CONFIG:Release>:-Wno-restrict>)
endif()
if(SCOUT_WARNINGS_AS_ERRORS)
  target_compile_options(scout_settings INTERFACE -Werror)
endif()
if(SCOUT_SANITIZE)
  # g++ sees uninitialized variables in the instrumented standard library (GCC PR 105562).
  target_compile_options(scout_settings INTERFACE -Wno-maybe-uninitialized)
  target_compile_options(scout_settings INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(scout_settings INTERFACE -fsanitize=address,undefined)
endif()
target_compile_definitions(scout_settings INTERFACE SCOUT_VERSION="${PROJECT_VERSION}"
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
