// Answers of an API server, and a loop that plays them to a conversation. Bodies are as Kubernetes 1.34 sends them.
#pragma once

#include <QFile>
#include <QString>
#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/http.h"
#include "base/json.h"
#include "kube/resource.h"

namespace scout::test {

inline QString shown(const std::string& text) {
    return QString::fromStdString(text);
}

/// JSON with ' for ". Parts of documents are written so, because moc 6.4 loses its way in a raw string with an odd
/// number of quotes.
inline std::string quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

inline base::HttpResponse answer(int status, std::string body, std::string type = "application/json") {
    return {status, {{"content-type", std::move(type)}}, std::move(body)};
}

inline base::HttpResponse statusAnswer(int code, const std::string& reason, const std::string& message,
                                       const std::string& details = "{}", const std::string& metadata = "{}") {
    return answer(code, R"({"kind":"Status","apiVersion":"v1","metadata":)" + metadata +
                            R"(,"status":"Failure","message":")" + message + R"(","reason":")" + reason +
                            R"(","details":)" + details + R"(,"code":)" + std::to_string(code) + "}");
}

inline base::HttpResponse objectNotFound() {
    return statusAnswer(404, "NotFound", R"(deployments.apps \"frontend\" not found)",
                        R"({"name":"frontend","group":"apps","kind":"deployments"})");
}
inline base::HttpResponse pageNotFound() {
    return answer(404, "404 page not found\n", "text/plain; charset=utf-8");
}
inline base::HttpResponse resourceNotFound() {
    return statusAnswer(404, "NotFound", "the server could not find the requested resource");
}
inline base::HttpResponse loginPage(int status = 200) {
    return answer(status,
                  "<!DOCTYPE html>\n<html><head><title>Sign in | Example SSO</title></head><body></body></html>",
                  "text/html; charset=utf-8");
}

inline kube::Resource builtin(const std::string& group, const std::string& kind) {
    const kube::Resource* found = kube::findBuiltin(group, kind);
    return found == nullptr ? kube::Resource{} : *found;
}

/// A file of tests/kube/recorded; "" when it cannot be read.
inline std::string recorded(const std::string& name) {
    QFile file(QString(SCOUT_TESTS_DIR) + "/kube/recorded/" + shown(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// What a conversation asked, in order, and how it ended.
template <typename Answer>
struct Played {
    std::vector<std::string> targets;
    std::vector<std::string> accepts;
    std::variant<std::monostate, Answer, base::Error> end;  ///< monostate: it still asks, and there are no more answers
    std::size_t unused = 0;                                 ///< answers that it did not take

    const Answer* answer() const { return std::get_if<Answer>(&end); }
    const base::Error* error() const { return std::get_if<base::Error>(&end); }
};

template <typename Answer, typename Conversation>
Played<Answer> play(Conversation& conversation, const std::vector<base::HttpResponse>& answers) {
    Played<Answer> played;
    const auto note = [&played](const base::HttpRequest& request) {
        played.targets.push_back(request.target);
        played.accepts.push_back(request.accept);
    };
    note(conversation.start());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        auto step = conversation.next(answers[i]);
        played.unused = answers.size() - i - 1;
        if (const auto* request = std::get_if<base::HttpRequest>(&step)) {
            note(*request);
        } else if (auto* done = std::get_if<Answer>(&step)) {
            played.end = std::move(*done);
            break;
        } else {
            played.end = std::get<base::Error>(std::move(step));
            break;
        }
    }
    return played;
}

}  // namespace scout::test
