// Text from a cluster made fit for a terminal: safe characters, short hashes, lines of bounded width.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scout::render {

/// One line: control characters escaped, line feeds too, tabs made blanks, white space at the end dropped. Without
/// `unicode` every character outside ASCII becomes \uXXXX (\UXXXXXXXX past U+FFFF).
std::string safeLine(std::string_view text, bool unicode);
/// The same for a text that may have several lines: line feeds stay.
std::string safeLines(std::string_view text, bool unicode);

/// The lines of `text`, each cut at blanks to at most `width` columns, later pieces indented like their line's start.
/// A word - a URL, a digest - is never cut, however long. `width` <= 0 cuts at line feeds only.
std::vector<std::string> wrap(std::string_view text, int width);

/// `text` wrapped to `width` columns (<= 0: not) with `first` before its first line and `rest` before those that
/// follow; both take columns. However little they leave, words keep 24. Each line ends with a line feed, without blanks
/// before it.
std::string hanging(const std::string& first, const std::string& rest, std::string_view text, int width);

/// Columns that a line takes on the screen: one per code point, none for our own colour sequences.
std::size_t visibleColumns(std::string_view text);

/// "Applied revision: main@sha1:<40 digits>" with the digits cut to what model::shorten shows. Only hashes that follow
/// their algorithm's name and have its full length.
std::string shortenHashes(std::string_view text);

/// "812 B", "12.4 KiB", "3.0 MiB".
std::string formatBytes(std::int64_t bytes);

}  // namespace scout::render
