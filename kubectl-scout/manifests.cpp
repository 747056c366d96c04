#include "kubectl-scout/manifests.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/yaml.h"
#include "kubectl-scout/files.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;
namespace fs = std::filesystem;

namespace {

bool isManifest(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".yaml" || extension == ".yml" || extension == ".json";
}

template <typename Iterator>
std::vector<std::string> manifestsIn(const fs::path& folder, std::error_code& failure) {
    std::vector<std::string> found;
    Iterator entry(folder, failure);
    for (; !failure && entry != Iterator(); entry.increment(failure)) {
        std::error_code unreadable;
        if (entry->is_regular_file(unreadable) && isManifest(entry->path())) found.push_back(entry->path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

Error withAdvice(Error error) {
    if (error.advice.empty())
        error.advice = "Correct it there; every document needs apiVersion, kind and metadata.name.";
    return error;
}

// The files that one -f names.
base::Result<std::vector<std::string>> filesOf(const std::string& source, bool recursive) {
    if (source.starts_with("http://") || source.starts_with("https://")) {
        return Error{ErrorKind::usage, "manifests are not fetched from the network", source,
                     "Pipe it in: curl -fsSL " + source + " | kubectl scout trace -f -"};
    }
    std::error_code failure;
    const auto status = fs::status(source, failure);
    if (!fs::exists(status)) {
        return Error{ErrorKind::config, "the path \"" + source + "\" does not exist", "--filename",
                     "Check the spelling and the current directory."};
    }
    if (!fs::is_directory(status)) return std::vector<std::string>{source};
    auto files = recursive ? manifestsIn<fs::recursive_directory_iterator>(source, failure)
                           : manifestsIn<fs::directory_iterator>(source, failure);
    if (failure) return Error{ErrorKind::config, "cannot list the directory: " + failure.message(), source, ""};
    if (files.empty()) {
        return Error{ErrorKind::config, "no .yaml, .yml or .json file in the directory", source,
                     recursive ? "" : "Add -R to look into its subdirectories."};
    }
    return files;
}

}  // namespace

base::Result<std::vector<kube::ManifestObject>> readManifests(const std::vector<std::string>& sources, bool recursive,
                                                              const Environment& environment) {
    if (std::count(sources.begin(), sources.end(), "-") > 1) {
        return Error{ErrorKind::usage, "standard input cannot be used for multiple arguments", "-f -", "Name it once."};
    }
    std::vector<kube::ManifestObject> found;
    for (const auto& source : sources) {
        std::vector<std::string> files{source};
        if (source != "-") {
            auto listed = filesOf(source, recursive);
            if (!listed) return listed.error();
            files = *std::move(listed);
        }
        const std::size_t before = found.size();
        for (const auto& file : files) {
            const std::string where = file == "-" ? "standard input" : file;
            const auto text = readInput(file, environment);
            if (!text) return text.error();
            const auto documents = base::parseYaml(*text, where);
            if (!documents) return withAdvice(documents.error());
            auto objects = kube::manifestObjects(*documents, where);
            if (!objects) return withAdvice(objects.error());
            found.insert(found.end(), objects->begin(), objects->end());
        }
        if (found.size() == before) {
            return Error{ErrorKind::config, "no objects in the manifest", source == "-" ? "standard input" : source,
                         ""};
        }
    }
    return found;
}

}  // namespace scout::plugin
