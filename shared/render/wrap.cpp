#include "render/wrap.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "base/text.h"
#include "model/revision.h"

namespace scout::render {

namespace {

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Valid UTF-8 in, as base::escapeControl gives it.
std::string asciiOnly(std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            out += text[i++];
            continue;
        }
        std::uint32_t point = lead >= 0xF0 ? lead & 0x07U : lead >= 0xE0 ? lead & 0x0FU : lead & 0x1FU;
        for (++i; i < text.size() && isContinuation(text[i]); ++i) {
            point = (point << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
        }
        const bool beyondPlane0 = point > 0xFFFF;
        out += beyondPlane0 ? "\\U" : "\\u";
        for (int shift = beyondPlane0 ? 28 : 12; shift >= 0; shift -= 4) out += digits[(point >> shift) & 0xF];
    }
    return out;
}

std::string safe(std::string_view text, bool unicode, bool keepLines) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        plain += text[i] == '\t' ? ' ' : text[i];
    }
    const auto end = plain.find_last_not_of(" \n");
    plain.erase(end == std::string::npos ? 0 : end + 1);
    const std::string escaped = base::escapeControl(plain, keepLines);
    return unicode ? escaped : asciiOnly(escaped);
}

void wrapLine(std::string_view line, std::size_t width, std::vector<std::string>& out) {
    const auto start = std::min(line.find_first_not_of(' '), line.size());
    // An indent that leaves no room for words is not repeated.
    const std::string indent = start * 2 < width ? std::string(start, ' ') : std::string();
    std::string current = indent;
    bool empty = true;
    for (const std::string& word : base::split(line.substr(start), ' ')) {
        if (!empty && visibleColumns(current) + 1 + visibleColumns(word) > width) {
            out.push_back(std::move(current));
            current = indent;
            empty = true;
        }
        if (!empty) current += ' ';
        current += word;
        empty = empty && word.empty();
    }
    out.push_back(std::move(current));
}

}  // namespace

std::string safeLine(std::string_view text, bool unicode) {
    return safe(text, unicode, false);
}
std::string safeLines(std::string_view text, bool unicode) {
    return safe(text, unicode, true);
}

std::vector<std::string> wrap(std::string_view text, int width) {
    if (width <= 0) return base::split(text, '\n');
    std::vector<std::string> out;
    for (const std::string& line : base::split(text, '\n')) wrapLine(line, static_cast<std::size_t>(width), out);
    return out;
}

std::string hanging(const std::string& first, const std::string& rest, std::string_view text, int width) {
    constexpr int narrowest = 24;
    const auto indent = static_cast<int>(std::max(visibleColumns(first), visibleColumns(rest)));
    std::string out;
    bool begun = false;
    for (const std::string& line : wrap(text, width <= 0 ? 0 : std::max(width - indent, narrowest))) {
        std::string whole = (begun ? rest : first) + line;
        whole.erase(whole.find_last_not_of(' ') + 1);
        out += whole + "\n";
        begun = true;
    }
    return out;
}

std::size_t visibleColumns(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\x1b') {
            i = std::min(text.find('m', i), text.size());
            continue;
        }
        if (!isContinuation(text[i])) ++count;
    }
    return count;
}

std::string shortenHashes(std::string_view text) {
    static constexpr std::array<std::string_view, 2> algorithms = {"sha1:", "sha256:"};
    std::string out;
    while (!text.empty()) {
        std::size_t taken = 1;
        std::string piece(text.substr(0, 1));
        for (const std::string_view algorithm : algorithms) {
            if (text.substr(0, algorithm.size()) != algorithm) continue;
            const auto isHex = [](unsigned char c) { return std::isxdigit(c) != 0; };
            const auto end =
                std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(algorithm.size()), text.end(), isHex);
            const auto length = static_cast<std::size_t>(end - text.begin());
            piece = model::shorten(model::parseRevision(text.substr(0, length)));
            taken = length;
        }
        out += piece;
        text.remove_prefix(taken);
    }
    return out;
}

std::string formatBytes(std::int64_t bytes) {
    if (bytes < 1024) return std::to_string(bytes) + " B";
    // Integer arithmetic: a locale's decimal comma must not get in.
    static constexpr std::array<std::string_view, 3> units = {"KiB", "MiB", "GiB"};
    std::size_t unit = 0;
    std::int64_t scale = 1024;
    while (unit + 1 < units.size() && bytes >= scale * 1024) {
        scale *= 1024;
        ++unit;
    }
    const std::int64_t tenths = (bytes * 10 + scale / 2) / scale;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + std::string(units[unit]);
}

}  // namespace scout::render
