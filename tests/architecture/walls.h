// The walls between the modules as functions over texts: the table of shared/README.md, source files and CMake files
// in, violations out. No file is opened here, so that a test can also show a tree that breaks a rule.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace scout::architecture {

struct Module {
    std::string library;  ///< "scout_core", "scout_engine" or "program"
    std::set<std::string> mayInclude;
};

/// Module name -> its row.
using Table = std::map<std::string, Module>;

/// A file of the tree; `path` is relative to its top ("shared/kube/read.h"), with '/'.
struct File {
    std::string path;
    std::string text;
};

struct Violation {
    std::string path;
    int line = 0;  ///< from 1; 0 for the file as a whole
    std::string what;
    bool operator==(const Violation&) const = default;
};

/// "path:line: what"
std::string display(const Violation& violation);

/// Reads the rows "| module | library | may include | what it is |". Faults of the table itself (a module without a row
/// in somebody's list, modules that include each other in a circle, a library nobody knows) are added to `violations`.
Table readTable(std::string_view markdown, std::vector<Violation>& violations);

/// The module a file belongs to: "kube" for shared/kube/a/b.h, "desktop" for desktop/main.cpp, "" for anything else.
std::string moduleOf(std::string_view path);

/// True for C++ by its name (.h .hh .hpp .hxx .ipp .inc .cpp .cc .cxx): what checkSources() has to be given.
bool isSource(std::string_view path);

/// Comments and the contents of literals replaced by blanks; line breaks stay, so that line numbers do too.
std::string codeOf(std::string_view text);

/// Every rule about source files, checked against the table.
std::vector<Violation> checkSources(const Table& table, const std::vector<File>& files);

/// Every rule about CMake files: scout_core reaches no Qt target by any path, and a module's sources go into the
/// library of its row.
std::vector<Violation> checkCMake(const Table& table, const std::vector<File>& files);

}  // namespace scout::architecture
