#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "trace/reverse_match.h"
#include "trace/rules/applicationset.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"

namespace scout::trace {

using Type = ReverseSubject::Type;

namespace {

bool isHex(std::string_view text) {
    return text.size() >= 7 && text.size() <= 64 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

}  // namespace

bool isGenerator(const model::ObjectRef& ref) {
    return ref.group == extensionsGroup && ref.kind == "ArtifactGenerator";
}

bool isRecordingApplier(const model::ObjectRef& ref) {
    return rules::isFluxApplier(ref) || rules::isApplication(ref);
}

std::string placeOf(const model::ObjectRef& ref) {
    return ref.label() + (ref.ns.empty() ? std::string() : " in " + ref.ns);
}

std::string nameOf(const ReverseSubject& subject) {
    switch (subject.type) {
        case Type::object:
            return placeOf(subject.ref);
        case Type::digest:
            return "sha256:" + subject.hex;
        case Type::commit:
            return "commit " + subject.hex;
        case Type::configHub:
            if (!subject.target.empty()) return "ConfigHub target " + subject.space + "/" + subject.target;
            return subject.unit.empty() ? "ConfigHub space " + subject.space
                                        : "ConfigHub unit " + subject.space + "/" + subject.unit;
    }
    return {};
}

std::optional<ReverseSubject> reverseSubject(std::string_view text) {
    constexpr std::string_view hub = "confighub:";
    ReverseSubject subject;
    if (text.starts_with(hub)) {
        const std::vector<std::string> parts = base::split(text.substr(hub.size()), '/');
        if (parts.size() > 2 || parts.front().empty() || parts.back().empty()) return std::nullopt;
        subject.type = Type::configHub;
        subject.space = parts.front();
        if (parts.size() == 2) subject.unit = parts.back();
        return subject;
    }
    const auto at = text.rfind('@');
    const std::string revision = base::lower(at == std::string_view::npos ? text : text.substr(at + 1));
    const auto colon = revision.find(':');
    const std::string algorithm = colon == std::string::npos ? "sha1" : revision.substr(0, colon);
    subject.hex = colon == std::string::npos ? revision : revision.substr(colon + 1);
    if (!isHex(subject.hex) || (algorithm != "sha1" && algorithm != "sha256")) return std::nullopt;
    subject.type = algorithm == "sha256" ? Type::digest : Type::commit;
    return subject;
}

bool isDeliverer(const model::ObjectRef& ref) {
    return isRecordingApplier(ref) || rules::isApplicationSet(ref) || rules::isFluxSource(ref) || isGenerator(ref);
}

}  // namespace scout::trace
