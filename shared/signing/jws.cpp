#include <algorithm>

#include "base/base64.h"
#include "base/json.h"
#include "signing/notation_envelope.h"

namespace scout::signing {

namespace {

std::optional<std::string> decodeUrl(std::string text) {
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    return base::decodeBase64(text);
}

base::Error broken(std::string what) {
    return {base::ErrorKind::protocol, std::move(what), "", ""};
}

}  // namespace

base::Result<NotationEnvelope> readJws(const std::string& text) {
    const auto json = base::Json::parse(text, "envelope");
    if (!json) return broken("it is no JSON");
    const std::string protectedText = (*json)["protected"].text();
    const std::string payloadText = (*json)["payload"].text();
    const auto headers = decodeUrl(protectedText);
    const auto payload = decodeUrl(payloadText);
    const auto signature = decodeUrl((*json)["signature"].text());
    if (!headers || !payload || !signature || signature->empty()) return broken("a part of it is no base64url");
    const auto header = base::Json::parse(*headers, "header");
    if (!header) return broken("its protected header is no JSON");

    NotationEnvelope out;
    out.algorithm = (*header)["alg"].text();
    out.contentType = (*header)["cty"].text();
    out.scheme = (*header)["io.cncf.notary.signingScheme"].text();
    for (const base::Json& name : (*header)["crit"].elements()) out.critical.push_back(name.text());
    out.authenticSigningTime = base::parseTime((*header)["io.cncf.notary.authenticSigningTime"].text());
    if (const base::Json expiry = (*header)["io.cncf.notary.expiry"]; expiry.exists()) {
        out.expiry = base::parseTime(expiry.text());
        if (!out.expiry) return broken("its expiry is no time");
    }
    for (const base::Json& one : (*json)["header"]["x5c"].elements()) {
        const auto der = base::decodeBase64(one.text());
        auto certificate = der ? Certificate::fromDer(*der) : std::nullopt;
        if (!certificate) return broken("a certificate in it cannot be read");
        out.chain.push_back(*std::move(certificate));
    }
    out.payload = *payload;
    out.signedBytes = protectedText + "." + payloadText;
    out.signature = *signature;
    return out;
}

}  // namespace scout::signing
