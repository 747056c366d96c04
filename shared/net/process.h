// Running a command without a shell: credential plugins and registry credential helpers. Lives on the caller's Qt event loop.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace scout::net {

struct Command {
    std::string program;  ///< a path, or a name that is looked up in PATH
    std::vector<std::string> args;
    std::vector<std::pair<std::string, std::string>> env;  ///< added to the environment of this process
    /// A command that may ask on stdin, in this process' group. Otherwise it reads `input` and has a group of
    /// its own, which ends with it when it is stopped.
    bool inheritInput = false;
    std::string input;  ///< what it reads on stdin otherwise; "" is an empty stdin
    std::optional<std::chrono::milliseconds> timeout;  ///< absent: as long as it takes, until cancelled
    std::size_t maxOutput = std::size_t{1} << 20;      ///< bytes of stdout
};

struct Outcome {
    int exitCode = 0;
    std::string output;  ///< all of stdout
    std::string errors;  ///< the end of stderr, at most 4 KiB
};

/// One run of a command. Destroying it ends the command and no callback comes any more.
class Process {
  public:
    using Callback = std::function<void(base::Result<Outcome>)>;
    /// Receives stderr as it comes.
    using ErrorSink = std::function<void(std::string_view)>;

    /// Any exit code is an Outcome. Errors: notFound (no such command), config (found but cannot be run), timeout,
    /// tooLarge, cancelled, server (ended by a signal). The callback runs later, never from inside the constructor, and
    /// exactly once.
    Process(Command command, ErrorSink errorSink, Callback callback);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Ends the command; the callback comes with ErrorKind::cancelled unless it has been called already.
    void cancel();

  private:
    class Run;
    std::unique_ptr<Run> m_run;
};

}  // namespace scout::net
