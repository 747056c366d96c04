#include <filesystem>
#include <ostream>
#include <system_error>

#include "engine/file_access.h"
#include "kubectl-scout/commands.h"
#include "kubectl-scout/live.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/subjects.h"

namespace scout::plugin {

using base::ErrorKind;

int snapshotCommand(const Environment& environment, const Options& options) {
    const std::string path = options.textOr("output", "scout-snapshot.json");
    std::error_code ignored;
    if (path != "-" && !options.isTrue("force") && std::filesystem::exists(path, ignored)) {
        return report(environment, {ErrorKind::usage, "the file exists already", path,
                                    "Choose another name with -o FILE, or add --force."});
    }
    const auto request = readRequest(options, environment);
    if (!request) return report(environment, request.error());
    if (request->empty()) {
        return report(
            environment,
            {ErrorKind::usage, "nothing to record: name an object", "",
             "For example: kubectl scout snapshot deploy/frontend -n prod. See 'kubectl scout help snapshot'."});
    }
    auto live = Live::connect(environment, options);
    if (!live) return report(environment, live.error());
    const auto gathered = (*live)->gather(*request);
    if (!gathered) return report(environment, gathered.error());

    int code = kSuccess;
    for (const auto& trace : gathered->traces) {
        if (!trace) code = report(environment, trace.error());
    }
    const std::size_t subjects = gathered->snapshot.subjects.size();
    if (subjects == 0) return code;
    const std::string text = trace::writeSnapshot(gathered->snapshot);
    if (path == "-") {
        *environment.out << text;
        return code;
    }
    if (const auto failure = engine::writeFile(path, text, engine::Readers::owner))
        return report(environment, *failure);
    *environment.err << "wrote " << path << ": " << subjects << (subjects == 1 ? " object, " : " objects, ")
                     << gathered->snapshot.evidence.entries().size() << " answers\n";
    return code;
}

}  // namespace scout::plugin
