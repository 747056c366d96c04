#include "confighub/fake_socket.h"

namespace scout::test {

HostileServer::Handler serve(FakeConfigHub& hub) {
    return [&hub](const Seen& seen, QTcpSocket& socket) {
        base::WebRequest request;
        request.method = seen.method.toStdString();
        request.url = "http://hub" + seen.target.toStdString();
        request.body = seen.body.toStdString();
        if (const QByteArray said = seen.header("Authorization"); !said.isEmpty())
            request.headers["Authorization"] = said.toStdString();
        const base::HttpResponse response = hub.respond(request);
        QByteArray headers;
        for (const auto& [name, value] : response.headers)
            headers += QByteArray::fromStdString(name) + ": " + QByteArray::fromStdString(value) + "\r\n";
        socket.write(answer(response.status, QByteArray::fromStdString(response.body), headers));
    };
}

}  // namespace scout::test
