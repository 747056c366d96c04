// Credentials in URLs that a cluster, a registry or ConfigHub tells: nothing shows them, and nothing writes them down.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace scout::base {

/// Free text without the credentials of the URLs in it: "https://***@host/x.git?private_token=***&ref=main". User info
/// goes as a whole, because a name alone may be a token; of ssh URLs the name stays. Of query and fragment go the
/// values whose names speak of a token, a password, a key or a signature. Doing it again changes nothing.
std::string withoutCredentials(std::string_view text);
/// The same of every text in a document; the document itself where there are none.
Json withoutCredentials(const Json& document);

/// Whether something was left out of the text: two that look alike may differ.
bool lacksCredentials(std::string_view text);

}  // namespace scout::base
