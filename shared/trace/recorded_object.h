// What a snapshot keeps of an object: what traces read, and nothing else. Internal to trace.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/json.h"

namespace scout::trace {

/// Of metadata: everything but annotations of other tools and what managedFields say beside who wrote which field when.
/// Of spec, of operation and of sources in status: numbers and booleans, and texts only under names that traces and
/// states of objects are read from; nothing of settings that are passed on to programs, charts and templates. Of status
/// the rest. Of other members nothing but argocd-cm's intervals. An object's items, where it is an array of objects.
nlohmann::json recordedObject(const base::Json& object);

}  // namespace scout::trace
