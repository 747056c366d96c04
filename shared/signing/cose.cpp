// COSE_Sign1 (RFC 9052) as notation writes it. The JSON library's CBOR reader refuses maps with numbers as keys, which
// is what COSE's headers are; what is needed of CBOR (RFC 8949) is little.
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "signing/notation_envelope.h"

namespace scout::signing {

namespace {

struct Value {
    enum class Type { none, integer, bytes, text, array, map };
    Type type = Type::none;
    std::int64_t number = 0;
    std::string bytes;            ///< of bytes and text
    std::vector<Value> elements;  ///< of an array; of a map: key, value, key, value ...

    const Value* find(std::int64_t key) const {
        for (std::size_t i = 0; i + 1 < elements.size() && type == Type::map; i += 2) {
            if (elements[i].type == Type::integer && elements[i].number == key) return &elements[i + 1];
        }
        return nullptr;
    }
    const Value* find(std::string_view key) const {
        for (std::size_t i = 0; i + 1 < elements.size() && type == Type::map; i += 2) {
            if (elements[i].type == Type::text && elements[i].bytes == key) return &elements[i + 1];
        }
        return nullptr;
    }
};

// Definite lengths only, tags are skipped, floats and simple values become "none".
class Reader {
  public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    /// Nothing where the bytes are cut, or of a form that is not read here.
    std::optional<Value> read(int depth = 0) {
        constexpr int maxDepth = 16;
        const auto head = depth > maxDepth ? std::nullopt : readHead();
        if (!head) return std::nullopt;
        const auto [major, argument] = *head;
        switch (major) {
            case 0:
            case 1:
                return integer(major, argument);
            case 2:
            case 3:
                return string(major, argument);
            case 4:
            case 5:
                return container(major, argument, depth);
            case 6:
                return read(depth + 1);
            default:
                return Value{};
        }
    }
    bool atEnd() const { return m_rest.empty(); }

  private:
    std::optional<std::pair<unsigned, std::uint64_t>> readHead() {
        if (m_rest.empty()) return std::nullopt;
        const auto first = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        const unsigned major = first >> 5U;
        const unsigned info = first & 31U;
        constexpr unsigned oneByte = 24;
        constexpr unsigned eightBytes = 27;
        if (info < oneByte) return std::pair{major, std::uint64_t{info}};
        if (info > eightBytes) return std::nullopt;
        const std::size_t count = std::size_t{1} << (info - oneByte);
        if (m_rest.size() < count) return std::nullopt;
        std::uint64_t argument = 0;
        for (std::size_t i = 0; i < count; ++i) argument = argument << 8U | static_cast<unsigned char>(m_rest[i]);
        m_rest.remove_prefix(count);
        return std::pair{major, argument};
    }

    static std::optional<Value> integer(unsigned major, std::uint64_t argument) {
        if (argument > INT64_MAX) return std::nullopt;
        const auto number = static_cast<std::int64_t>(argument);
        return Value{Value::Type::integer, major == 0 ? number : -1 - number, {}, {}};
    }

    std::optional<Value> string(unsigned major, std::uint64_t length) {
        if (length > m_rest.size()) return std::nullopt;
        Value out{major == 2 ? Value::Type::bytes : Value::Type::text, 0, {}, {}};
        out.bytes = m_rest.substr(0, length);
        m_rest.remove_prefix(length);
        return out;
    }

    std::optional<Value> container(unsigned major, std::uint64_t count, int depth) {
        // Every element takes a byte at least.
        if (count > m_rest.size()) return std::nullopt;
        Value out{major == 4 ? Value::Type::array : Value::Type::map, 0, {}, {}};
        for (std::uint64_t i = 0; i < (major == 4 ? count : 2 * count); ++i) {
            auto element = read(depth + 1);
            if (!element) return std::nullopt;
            out.elements.push_back(*std::move(element));
        }
        return out;
    }

    std::string_view m_rest;
};

std::string byteString(const std::string& bytes) {
    const std::uint64_t size = bytes.size();
    std::string head(1, '\x5b');  // a byte string whose length takes eight bytes ...
    for (unsigned shift = 64; shift > 0; shift -= 8) head += static_cast<char>(size >> (shift - 8U) & 255U);
    // ... but the shortest form is the one that was signed.
    if (size < 24)
        head = std::string(1, static_cast<char>(0x40U + size));
    else if (size < 0x100)
        head = std::string("\x58") + head.substr(8);
    else if (size < 0x10000)
        head = std::string("\x59") + head.substr(7);
    else if (size < 0x100000000)
        head = std::string("\x5a") + head.substr(5);
    return head + bytes;
}

std::string algorithmName(const Value* value) {
    constexpr std::array<std::pair<std::int64_t, std::string_view>, 6> names = {
        {{-37, "PS256"}, {-38, "PS384"}, {-39, "PS512"}, {-7, "ES256"}, {-35, "ES384"}, {-36, "ES512"}}};
    for (const auto& [number, name] : names) {
        if (value != nullptr && value->type == Value::Type::integer && value->number == number)
            return std::string(name);
    }
    return {};
}

std::string textOf(const Value* value) {
    return value != nullptr && value->type == Value::Type::text ? value->bytes : std::string();
}

std::optional<base::Time> timeOf(const Value* value) {
    if (value == nullptr || value->type != Value::Type::integer) return std::nullopt;
    return base::Time{value->number};
}

base::Error broken(std::string what) {
    return {base::ErrorKind::protocol, std::move(what), "", ""};
}

// One certificate alone is a byte string, several are an array of them.
bool readChain(const Value* chain, std::vector<Certificate>& out) {
    if (chain == nullptr) return true;
    const std::vector<Value> all = chain->type == Value::Type::array ? chain->elements : std::vector<Value>{*chain};
    for (const Value& one : all) {
        auto certificate = Certificate::fromDer(one.bytes);
        if (!certificate) return false;
        out.push_back(*std::move(certificate));
    }
    return true;
}

}  // namespace

base::Result<NotationEnvelope> readCose(const std::string& bytes) {
    constexpr char taggedSign1 = '\xd2';
    if (!bytes.starts_with(taggedSign1)) return broken("it is no COSE_Sign1 message");
    Reader reader(bytes);
    const auto message = reader.read();
    if (!message || !reader.atEnd() || message->type != Value::Type::array || message->elements.size() != 4)
        return broken("it is no COSE_Sign1 message");
    const auto& [protectedBytes, unprotected, payload, signature] =
        std::tie(message->elements[0], message->elements[1], message->elements[2], message->elements[3]);
    const auto header = Reader(protectedBytes.bytes).read();
    if (!header || header->type != Value::Type::map) return broken("its protected header cannot be read");
    if (payload.type != Value::Type::bytes || signature.type != Value::Type::bytes)
        return broken("its payload or signature is missing");

    constexpr std::int64_t algorithmLabel = 1;
    constexpr std::int64_t criticalLabel = 2;
    constexpr std::int64_t contentTypeLabel = 3;
    constexpr std::int64_t chainLabel = 33;
    NotationEnvelope out;
    out.algorithm = algorithmName(header->find(algorithmLabel));
    out.contentType = textOf(header->find(contentTypeLabel));
    out.scheme = textOf(header->find("io.cncf.notary.signingScheme"));
    if (const Value* critical = header->find(criticalLabel)) {
        for (const Value& one : critical->elements) out.critical.push_back(textOf(&one));
    }
    out.authenticSigningTime = timeOf(header->find("io.cncf.notary.authenticSigningTime"));
    if (const Value* expiry = header->find("io.cncf.notary.expiry")) {
        out.expiry = timeOf(expiry);
        if (!out.expiry) return broken("its expiry is no time");
    }
    if (!readChain(unprotected.find(chainLabel), out.chain)) return broken("a certificate in it cannot be read");
    out.payload = payload.bytes;
    out.signature = signature.bytes;
    // Sig_structure: ["Signature1", protected, external data (none), payload].
    out.signedBytes =
        std::string("\x84\x6aSignature1") + byteString(protectedBytes.bytes) + '\x40' + byteString(payload.bytes);
    return out;
}

}  // namespace scout::signing
