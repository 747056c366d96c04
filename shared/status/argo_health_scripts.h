// Health rules that Argo CD ships as scripts. Only for argo_health.cpp.
#pragma once

#include <string_view>

#include "status/argo_health.h"

namespace scout::status {

using HealthRule = ArgoHealth (*)(const model::KubeObject&);

/// nullptr for a kind without a script here. Scripts come before the built-in rules.
HealthRule scriptedHealthRule(std::string_view group, std::string_view kind);

}  // namespace scout::status
