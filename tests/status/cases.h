// The cases of tests/status/cases/*.yaml.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "model/object.h"

struct StatusCase {
    std::string name;  ///< "pod: evicted"
    scout::model::KubeObject object;
    scout::base::Time now;  ///< one fixed time where the case names none
    scout::base::Json expected;
};

/// Every case of every file; a file that cannot be read or parsed ends the program.
std::vector<StatusCase> statusCases();
