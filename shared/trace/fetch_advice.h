// What to do about a source that could not be fetched, told by the words of the controller or of the server it asked:
// Argo CD has one condition for every failure, and Flux one reason for most. Internal to trace.
#pragma once

#include <string>
#include <string_view>

#include "model/trace.h"

namespace scout::trace {

enum class Fetcher { flux, argocd };

/// One or two sentences for what the message tells, "" when it tells nothing of a fetch. Commands in it are about
/// `from` where that is known.
std::string fetchAdvice(std::string_view message, Fetcher fetcher, const model::OciSource* from);
/// Whether it tells that a repository or registry let nobody in without credentials, or with these.
bool wantsCredentials(std::string_view message);

}  // namespace scout::trace
