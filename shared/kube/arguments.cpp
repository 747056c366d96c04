#include "kube/arguments.h"

#include <algorithm>

#include "base/text.h"
#include "kube/mapper.h"

namespace scout::kube {

namespace {

using base::Error;
using base::ErrorKind;

constexpr std::string_view forms =
    "Name objects as TYPE/NAME or TYPE NAME, for example deploy/frontend or deployment frontend.";

Error usage(std::string what, std::string advice = std::string(forms)) {
    return {ErrorKind::usage, std::move(what), {}, std::move(advice)};
}

std::string quoted(std::string_view text) {
    return "\"" + base::escapeControl(text) + "\"";
}

bool isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool isCapital(char c) {
    return c >= 'A' && c <= 'Z';
}

// RFC 1123, as apimachinery's IsDNS1123Subdomain reads it.
std::optional<std::string> subdomainProblem(std::string_view name) {
    if (std::any_of(name.begin(), name.end(), isCapital)) {
        return "has capital letters, and names of this kind have none (" + quoted(base::lower(name)) + "?)";
    }
    if (name.size() > 253) return "is longer than 253 characters";
    for (const std::string& label : base::split(name, '.')) {
        const bool allowed =
            std::all_of(label.begin(), label.end(), [](char c) { return isAlphanumeric(c) || c == '-'; });
        if (!allowed) return "has characters other than a-z, 0-9, '-' and '.'";
        if (label.empty() || !isAlphanumeric(label.front()) || !isAlphanumeric(label.back())) {
            return "has a part that does not begin and end with a letter or digit";
        }
    }
    return std::nullopt;
}

bool hasFreeNames(const Resource& resource) {
    return resource.group == "rbac.authorization.k8s.io" || resource.kind == "IPAddress";
}

std::optional<Error> typeProblem(const std::string& typeName) {
    if (typeName.empty()) return usage("a resource type is empty");
    const bool allowed =
        std::all_of(typeName.begin(), typeName.end(),
                    [](char c) { return isAlphanumeric(c) || isCapital(c) || c == '-' || c == '.'; }) &&
        typeName.front() != '.';
    if (!allowed) return usage(quoted(typeName) + " is not the name of a resource type");
    return std::nullopt;
}

base::Result<ResourceArgument> checked(std::string typeName, std::string name) {
    if (const auto problem = typeProblem(typeName)) return *problem;
    if (name.empty()) return usage("no name is given for the resource type " + quoted(typeName));
    const auto match = builtinType(typeName);
    if (const auto problem = nameProblem(match ? &match->resource : nullptr, name)) {
        return usage("the name " + quoted(name) + " " + *problem,
                     "Names are as kubectl get " + typeName + " shows them.");
    }
    return ResourceArgument{std::move(typeName), std::move(name)};
}

base::Result<ResourceArgument> splitSlash(const std::string& argument) {
    if (argument.find(',') != std::string::npos) {
        return usage(quoted(argument) + " mixes ',' and '/'",
                     "Separate objects by spaces: deploy/x svc/y. Types by commas: deploy,svc x.");
    }
    const auto parts = base::split(argument, '/');
    if (parts.size() > 2) {
        return usage(quoted(argument) +
                     " has more than one slash: arguments in TYPE/NAME form may not have more than one");
    }
    if (parts[0].empty()) return usage(quoted(argument) + " has no resource type before the slash");
    if (parts[1].empty()) return usage(quoted(argument) + " has no name after the slash");
    return checked(parts[0], parts[1]);
}

}  // namespace

std::optional<std::string> nameProblem(const Resource* resource, std::string_view name) {
    if (name.empty()) return "is empty";
    if (name == "." || name == "..") return "may not be '" + std::string(name) + "'";
    for (const char c : name) {
        if (c == '/' || c == '%') return "may not contain '" + std::string(1, c) + "'";
    }
    if (!isPossibleName(name)) return "may not contain spaces or control characters";
    if (resource == nullptr || hasFreeNames(*resource) || findBuiltin(resource->group, resource->kind) == nullptr)
        return std::nullopt;
    return subdomainProblem(name);
}

base::Result<std::vector<ResourceArgument>> parseArguments(const std::vector<std::string>& arguments) {
    if (arguments.empty()) return usage("no object is named");
    const auto withSlash =
        static_cast<std::size_t>(std::count_if(arguments.begin(), arguments.end(), [](const std::string& text) {
            return text.find('/') != std::string::npos;
        }));
    if (withSlash > 0 && withSlash < arguments.size()) {
        return usage(
            "there is no need to give a resource type as a separate argument beside arguments in TYPE/NAME form");
    }
    std::vector<ResourceArgument> out;
    if (withSlash > 0) {
        for (const std::string& argument : arguments) {
            auto one = splitSlash(argument);
            if (!one) return one.error();
            out.push_back(std::move(one).value());
        }
        return out;
    }
    const std::vector<std::string> types = base::split(arguments.front(), ',');
    if (arguments.size() == 1) {
        for (const std::string& type : types) {
            if (const auto problem = typeProblem(type)) return *problem;
        }
        return usage("no name is given for the resource type " + quoted(arguments.front()));
    }
    for (auto type = types.begin(); type != types.end(); ++type) {
        if (std::find(types.begin(), type, *type) != type) continue;
        for (auto name = arguments.begin() + 1; name != arguments.end(); ++name) {
            auto one = checked(*type, *name);
            if (!one) return one.error();
            out.push_back(std::move(one).value());
        }
    }
    return out;
}

}  // namespace scout::kube
