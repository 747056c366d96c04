#include "engine/registry_login.h"

#include <utility>

#include "engine/file_access.h"

namespace scout::engine {

namespace {

constexpr std::chrono::seconds helperTimeout{10};

std::string variable(const kubeconfig::Environment& environment, const std::string& name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
}

}  // namespace

struct RegistryLogin::Search {
    trace::RegistryPlace place;
    Found found;
    std::vector<std::string> files;  ///< that are still to be read, the next one last
    std::unique_ptr<net::Process> helper;
    std::vector<Callback> waiting;
    bool done = false;
};

RegistryLogin::RegistryLogin(const RegistrySettings& settings)
    : m_settings(settings), m_alive(std::make_shared<bool>(true)) {}

RegistryLogin::~RegistryLogin() = default;

void RegistryLogin::find(const trace::RegistryPlace& place, Callback callback) {
    const bool withSecret = m_settings.secrets != nullptr && !place.secretName.empty();
    const std::string key = place.registry + "/" + place.repository +
                            (withSecret ? " " + place.secretNs + "/" + place.secretName : std::string());
    SearchPtr& known = m_searches[key];
    if (known && known->done) return callback(known->found);
    if (known) return known->waiting.push_back(std::move(callback));
    known = std::make_shared<Search>();
    const SearchPtr search = known;
    search->place = place;
    search->waiting.push_back(std::move(callback));
    search->files = files();
    withSecret ? readSecret(search) : readFiles(search);
}

void RegistryLogin::cancel() {
    if (m_settings.secrets != nullptr) m_settings.secrets->cancel();
    for (const auto& [key, search] : m_searches) {
        if (search->helper) search->helper->cancel();
    }
}

void RegistryLogin::readSecret(const SearchPtr& search) {
    const trace::RegistryPlace& place = search->place;
    m_settings.secrets->read(
        place.secretNs, place.secretName,
        [this, search, alive = std::weak_ptr<bool>(m_alive)](const base::Result<base::Json>& secret) {
            if (alive.expired()) return;
            const std::string name = "Secret/" + search->place.secretName;
            if (!secret) {
                search->found.obstacles.push_back(name + " was not read: " + secret.error().what);
                return readFiles(search);
            }
            auto read = oci::readPullSecret(*secret, search->place.registry, search->place.repository);
            if (read && *read) {
                search->found.credentials = std::move(**read);
                return finish(search);
            }
            search->found.obstacles.push_back(read ? name + " holds nothing for " + search->place.registry
                                                   : read.error().what);
            readFiles(search);
        });
}

/// The last one is read first.
std::vector<std::string> RegistryLogin::files() const {
    const auto named = [this](const char* name) { return variable(m_settings.environment, name); };
    std::vector<std::string> paths;
    if (const std::string runtime = named("XDG_RUNTIME_DIR"); !runtime.empty())
        paths.push_back(runtime + "/containers/auth.json");
    if (const std::string folder = named("DOCKER_CONFIG"); !folder.empty()) {
        paths.push_back(folder + "/config.json");
    } else if (const std::string home = named("HOME"); !home.empty()) {
        paths.push_back(home + "/.docker/config.json");
    }
    if (const std::string file = named("REGISTRY_AUTH_FILE"); !file.empty()) paths.push_back(file);
    return paths;
}

void RegistryLogin::readFiles(const SearchPtr& search) {
    while (!search->files.empty()) {
        const std::string path = search->files.back();
        search->files.pop_back();
        const auto text = readFile(path);
        if (!text) {
            if (text.error().kind != base::ErrorKind::notFound)
                search->found.obstacles.push_back(path + " was not read: " + text.error().what);
            continue;
        }
        const auto file = oci::CredentialFile::parse(*text, path);
        if (!file) {
            search->found.obstacles.push_back(path + ": " + file.error().what);
            continue;
        }
        oci::Lookup lookup = file->find(search->place.registry, search->place.repository);
        search->found.credentials = std::move(lookup.credentials);
        if (!lookup.helper.empty() && oci::isHelperName(lookup.helper)) return askHelper(search, lookup.helper);
        if (search->found.credentials) break;
    }
    finish(search);
}

void RegistryLogin::askHelper(const SearchPtr& search, const std::string& name) {
    net::Command command;
    command.program = "docker-credential-" + name;
    command.args = {"get"};
    command.input = oci::helperInput(search->place.registry);
    command.timeout = helperTimeout;
    const auto ended = [this, search, name,
                        alive = std::weak_ptr<bool>(m_alive)](const base::Result<net::Outcome>& outcome) {
        if (alive.expired()) return;
        const std::unique_ptr<net::Process> helper = std::move(search->helper);
        if (!outcome) {
            search->found.obstacles.push_back(outcome.error().what);
        } else {
            auto read = oci::readHelper(name, outcome->exitCode, outcome->output);
            if (!read) search->found.obstacles.push_back(read.error().what);
            if (read && *read) search->found.credentials = std::move(**read);
        }
        // What the file holds itself is better than nothing, and the next file better than that.
        search->found.credentials ? finish(search) : readFiles(search);
    };
    // Its complaints could quote what it keeps.
    search->helper = std::make_unique<net::Process>(
        std::move(command), [](std::string_view) {}, ended);
}

void RegistryLogin::finish(const SearchPtr& search) {
    search->done = true;
    const std::vector<Callback> waiting = std::exchange(search->waiting, {});
    const std::weak_ptr<bool> alive = m_alive;
    for (const Callback& callback : waiting) {
        if (alive.expired()) return;
        callback(search->found);
    }
}

}  // namespace scout::engine
