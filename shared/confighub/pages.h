// Addresses of ConfigHub's web pages (facts: protocols 1.8).
#pragma once

#include <string>

#include "confighub/entities.h"

namespace scout::confighub {

/// `uiUrl` is the base of the pages; "" gives "", and so does anything that is not http or https.
std::string unitPage(const std::string& uiUrl, const Unit& unit);
/// The unit's page with one revision open.
std::string revisionPage(const std::string& uiUrl, const Unit& unit, std::int64_t revision);
std::string spacePage(const std::string& uiUrl, const std::string& spaceId);

}  // namespace scout::confighub
