#include "oci/pattern.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>
#include <utility>

namespace scout::oci {

namespace {

// Go's own limit for {n,m}.
constexpr int mostRepeats = 1000;
constexpr std::size_t mostSteps = 20000;
constexpr int deepest = 100;

}  // namespace

// A recursive descent into a tree, and the tree from its end into steps: each step knows what follows it.
class Pattern::Compiler {
  public:
    explicit Compiler(std::string_view text) : m_rest(text) {}

    std::optional<Pattern> compile() {
        const NodePtr tree = alternatives(0);
        if (!tree || !m_rest.empty()) return std::nullopt;
        Pattern pattern;
        pattern.m_steps.push_back({Op::match});
        pattern.m_start = emit(pattern.m_steps, *tree, 0);
        if (pattern.m_steps.size() > mostSteps) return std::nullopt;
        return pattern;
    }

  private:
    struct Node;
    using NodePtr = std::shared_ptr<Node>;
    struct Node {
        enum class Kind { bytes, begin, end, sequence, either, repeat } kind = Kind::sequence;
        Bytes bytes{};
        std::vector<NodePtr> children{};
        int least = 0;
        int most = -1;  ///< -1: any number
    };

    static NodePtr make(Node::Kind kind, std::vector<NodePtr> children = {}) {
        auto node = std::make_shared<Node>();
        node->kind = kind;
        node->children = std::move(children);
        return node;
    }

    bool take(char c) {
        if (!m_rest.starts_with(c)) return false;
        m_rest.remove_prefix(1);
        return true;
    }

    NodePtr alternatives(int depth) {
        if (depth > deepest) return nullptr;
        std::vector<NodePtr> choices;
        do {
            NodePtr choice = sequence(depth);
            if (!choice) return nullptr;
            choices.push_back(std::move(choice));
        } while (take('|'));
        return choices.size() == 1 ? choices.front() : make(Node::Kind::either, std::move(choices));
    }

    NodePtr sequence(int depth) {
        std::vector<NodePtr> parts;
        while (!m_rest.empty() && m_rest.front() != '|' && m_rest.front() != ')') {
            NodePtr part = repeated(depth);
            if (!part) return nullptr;
            parts.push_back(std::move(part));
        }
        return make(Node::Kind::sequence, std::move(parts));
    }

    NodePtr repeated(int depth) {
        NodePtr part = atom(depth);
        if (!part) return nullptr;
        const std::optional<std::pair<int, int>> times = quantifier();
        if (!times) return part;
        const auto [least, most] = *times;
        if (least > mostRepeats || most > mostRepeats || (most >= 0 && most < least)) return nullptr;
        take('?');  // whether it is greedy is no matter for a match
        if (!m_rest.empty() && std::strchr("*+?", m_rest.front()) != nullptr) return nullptr;
        NodePtr node = make(Node::Kind::repeat, {std::move(part)});
        node->least = least;
        node->most = most;
        return node;
    }

    /// How often at least and at most, -1 for any number; nothing where none stands.
    std::optional<std::pair<int, int>> quantifier() {
        if (take('*')) return std::pair{0, -1};
        if (take('+')) return std::pair{1, -1};
        if (take('?')) return std::pair{0, 1};
        // "{2}", "{2,}", "{2,3}"; as in Go, "{" is itself where it counts nothing.
        const auto close = m_rest.find('}');
        if (!m_rest.starts_with('{') || close == std::string_view::npos) return std::nullopt;
        const std::string_view inside = m_rest.substr(1, close - 1);
        const auto comma = inside.find(',');
        const std::optional<int> least = count(inside.substr(0, comma));
        std::optional<int> most = least;
        if (comma != std::string_view::npos) most = comma + 1 == inside.size() ? -1 : count(inside.substr(comma + 1));
        if (!least || !most) return std::nullopt;
        m_rest.remove_prefix(close + 1);
        return std::pair{*least, *most};
    }

    static std::optional<int> count(std::string_view text) {
        int value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool digits = !text.empty() && text.front() != '-' && end == text.data() + text.size();
        return digits && error == std::errc() ? std::optional(value) : std::nullopt;
    }

    NodePtr bytesNode(const Bytes& bytes) {
        NodePtr node = make(Node::Kind::bytes);
        node->bytes = bytes;
        return node;
    }

    NodePtr atom(int depth) {
        const char c = m_rest.front();
        if (std::strchr("*+?", c) != nullptr) return nullptr;
        m_rest.remove_prefix(1);
        Bytes bytes;
        switch (c) {
            case '(': {
                if (take('?') && !take(':')) return nullptr;
                NodePtr inside = alternatives(depth + 1);
                return inside && take(')') ? inside : nullptr;
            }
            case '[':
                return characterClass(bytes) ? bytesNode(bytes) : nullptr;
            case '^':
                return make(Node::Kind::begin);
            case '$':
                return make(Node::Kind::end);
            case '.':
                for (int byte = 0; byte < 256; ++byte) {
                    if (byte != '\n') bytes.add(static_cast<unsigned char>(byte));
                }
                return bytesNode(bytes);
            case '\\':
                return escaped(bytes) ? bytesNode(bytes) : nullptr;
            default:
                // Tags are ASCII; other characters are left to programs that know them.
                if (static_cast<unsigned char>(c) > 127) return nullptr;
                bytes.add(static_cast<unsigned char>(c));
                return bytesNode(bytes);
        }
    }

    /// After the backslash: a class such as \d, or a mark that stands for itself.
    bool escaped(Bytes& bytes) {
        if (m_rest.empty()) return false;
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        const bool negated = c == 'D' || c == 'W' || c == 'S';
        Bytes named;
        const auto range = [&named](unsigned char from, unsigned char to) {
            for (int byte = from; byte <= to; ++byte) named.add(static_cast<unsigned char>(byte));
        };
        switch (c) {
            case 'd':
            case 'D':
                range('0', '9');
                break;
            case 'w':
            case 'W':
                range('0', '9');
                range('a', 'z');
                range('A', 'Z');
                named.add('_');
                break;
            case 's':
            case 'S':
                for (const char blank : {' ', '\t', '\n', '\f', '\r'}) named.add(static_cast<unsigned char>(blank));
                break;
            default:
                if (std::strchr("\\.+*?()|[]{}^$-/_:,=@#%&~!<>'\"` ;", c) == nullptr) return false;
                named.add(static_cast<unsigned char>(c));
        }
        for (int byte = 0; byte < 256; ++byte) {
            if (named.has(static_cast<unsigned char>(byte)) != negated) bytes.add(static_cast<unsigned char>(byte));
        }
        return true;
    }

    /// After the opening bracket.
    bool characterClass(Bytes& bytes) {
        const bool negated = take('^');
        Bytes listed;
        for (bool first = true;; first = false) {
            if (m_rest.empty() || m_rest.starts_with("[:")) return false;
            if (!first && take(']')) break;
            const char from = m_rest.front();
            m_rest.remove_prefix(1);
            if (from == '\\') {
                if (!escaped(listed)) return false;
                continue;
            }
            const bool isRange = m_rest.size() > 1 && m_rest[0] == '-' && m_rest[1] != ']';
            const char to = isRange ? m_rest[1] : from;
            if (isRange) m_rest.remove_prefix(2);
            if (to == '\\' && isRange) return false;
            const auto low = static_cast<unsigned char>(from);
            const auto high = static_cast<unsigned char>(to);
            if (high < low || high > 127) return false;
            for (int byte = low; byte <= high; ++byte) listed.add(static_cast<unsigned char>(byte));
        }
        for (int byte = 0; byte < 256; ++byte) {
            if (listed.has(static_cast<unsigned char>(byte)) != negated) bytes.add(static_cast<unsigned char>(byte));
        }
        return true;
    }

    /// The index of the first step of `node`, after which `next` comes.
    static std::size_t emit(std::vector<Step>& steps, const Node& node, std::size_t next) {
        if (steps.size() > mostSteps) return next;
        const auto add = [&steps](Step step) {
            steps.push_back(step);
            return steps.size() - 1;
        };
        switch (node.kind) {
            case Node::Kind::bytes:
                return add({Op::byte, node.bytes, next, 0});
            case Node::Kind::begin:
                return add({Op::begin, {}, next, 0});
            case Node::Kind::end:
                return add({Op::end, {}, next, 0});
            case Node::Kind::sequence:
                for (auto child = node.children.rbegin(); child != node.children.rend(); ++child)
                    next = emit(steps, **child, next);
                return next;
            case Node::Kind::either: {
                std::size_t start = emit(steps, *node.children.back(), next);
                for (std::size_t i = node.children.size() - 1; i-- > 0;)
                    start = add({Op::split, {}, emit(steps, *node.children[i], next), start});
                return start;
            }
            case Node::Kind::repeat: {
                const Node& child = *node.children.front();
                std::size_t start = next;
                if (node.most < 0) {
                    const std::size_t loop = add({Op::split, {}, 0, next});
                    const std::size_t body = emit(steps, child, loop);
                    steps[loop].next = body;
                    start = loop;
                }
                for (int i = node.least; i < node.most && steps.size() <= mostSteps; ++i)
                    start = add({Op::split, {}, emit(steps, child, start), next});
                for (int i = 0; i < node.least && steps.size() <= mostSteps; ++i) start = emit(steps, child, start);
                return start;
            }
        }
        return next;
    }

    std::string_view m_rest;
};

std::optional<Pattern> Pattern::parse(std::string_view text) {
    return Compiler(text).compile();
}

void Pattern::reach(std::size_t step, std::size_t at, std::size_t length, std::vector<bool>& seen,
                    std::vector<std::size_t>& list) const {
    std::vector<std::size_t> open = {step};
    while (!open.empty()) {
        const std::size_t here = open.back();
        open.pop_back();
        if (seen[here]) continue;
        seen[here] = true;
        const Step& now = m_steps[here];
        if (now.op == Op::split) {
            open.push_back(now.other);
            open.push_back(now.next);
        } else if (now.op == Op::begin || now.op == Op::end) {
            if (at == (now.op == Op::begin ? 0 : length)) open.push_back(now.next);
        } else {
            list.push_back(here);
        }
    }
}

bool Pattern::matches(std::string_view text) const {
    std::vector<std::size_t> here;
    for (std::size_t at = 0;; ++at) {
        // The states that are left from the byte before, and a new try from here.
        std::vector<bool> seen(m_steps.size(), false);
        std::vector<std::size_t> all;
        for (const std::size_t step : here) reach(step, at, text.size(), seen, all);
        reach(m_start, at, text.size(), seen, all);
        here.clear();
        for (const std::size_t step : all) {
            if (m_steps[step].op == Op::match) return true;
            if (at < text.size() && m_steps[step].bytes.has(static_cast<unsigned char>(text[at])))
                here.push_back(m_steps[step].next);
        }
        if (at == text.size()) return false;
    }
}

}  // namespace scout::oci
