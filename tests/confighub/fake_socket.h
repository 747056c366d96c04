// The fake ConfigHub behind a socket.
#pragma once

#include "confighub/fake_server.h"
#include "hostile_server.h"

namespace scout::test {

/// `hub` must outlive the server.
HostileServer::Handler serve(FakeConfigHub& hub);

}  // namespace scout::test
