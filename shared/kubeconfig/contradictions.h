// What cannot be right in a cluster or user entry after the flags were applied (clientcmd/validation.go, and the rest
// of client-go where it refuses later). For the .cpp files of kubeconfig only.
#pragma once

#include <string>
#include <vector>

#include "kubeconfig/kubeconfig.h"

namespace scout::kubeconfig {

/// A complaint and what to do about it ("" where the complaint says it all).
struct Contradiction {
    std::string what;
    std::string advice;
};

/// `owner` is how the messages call the entry: cluster "prod".
std::vector<Contradiction> contradictions(const std::string& owner, const Cluster& cluster);
std::vector<Contradiction> contradictions(const std::string& owner, const User& user);

}  // namespace scout::kubeconfig
