// Decisions that depend on where the output goes: colour, character set, and the exit code of a verdict.
#pragma once

#include <vector>

#include "kubectl-scout/environment.h"
#include "model/trace.h"
#include "render/marks.h"

namespace scout::plugin {

/// `choice` is --color's value. auto: stdout is a terminal, TERM is not dumb and NO_COLOR is absent - set but empty
/// counts as set, as in kubectl (cli-runtime printers/terminal.go).
bool useColor(const Environment& environment, const std::string& choice);
/// By the first of LC_ALL, LC_CTYPE and LANG that is not empty (POSIX 8.2).
bool isUtf8(const Environment& environment);

/// How text is set on this stdout, with --color's value.
render::TextStyle textStyle(const Environment& environment, const std::string& color, bool wide);

/// --exit-status: the code of the worst verdict (the order is that of `help trace`).
int exitStatus(const std::vector<model::VerdictState>& verdicts);
/// What a verification that was asked for adds to a trace's verdict there: failed where a signature was refused,
/// incomplete where one was not verified or nothing on the chain could be, ready else.
model::VerdictState verificationVerdict(const model::Trace& trace);

}  // namespace scout::plugin
