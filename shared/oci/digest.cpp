#include "oci/digest.h"

#include <openssl/evp.h>

#include <array>

namespace scout::oci {

namespace {

std::string hash(std::string_view bytes, const EVP_MD* algorithm) {
    static constexpr char hex[] = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), value.data(), &size, algorithm, nullptr) != 1) return {};
    std::string out;
    for (unsigned int i = 0; i < size; ++i) {
        out += hex[value[i] >> 4];
        out += hex[value[i] & 15];
    }
    return out;
}

}  // namespace

bool isDigest(std::string_view text) {
    const bool longer = text.starts_with("sha512:");
    if (!longer && !text.starts_with("sha256:")) return false;
    text.remove_prefix(7);
    return text.size() == (longer ? 128U : 64U) && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string sha256(std::string_view bytes) {
    return "sha256:" + hash(bytes, EVP_sha256());
}

bool hasDigest(std::string_view bytes, const std::string& digest) {
    if (!isDigest(digest)) return false;
    return digest == (digest.starts_with("sha512:") ? "sha512:" + hash(bytes, EVP_sha512()) : sha256(bytes));
}

}  // namespace scout::oci
