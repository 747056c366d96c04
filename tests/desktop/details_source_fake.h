// Answers to the details pane that a test gives by hand.
#pragma once

#include <QPointer>
#include <algorithm>
#include <deque>

#include "desktop/window/details_source.h"

namespace scout::test {

class FakeSource : public desktop::ObjectSource {
  public:
    template <typename T>
    struct Request {
        std::string hopId;
        desktop::LogRequest log;
        QPointer<QObject> receiver;
        std::function<void(base::Result<T>)> callback;
        /// As Session does: nothing for a receiver that is gone.
        bool answer(base::Result<T> result) const {
            if (receiver) callback(std::move(result));
            return !receiver.isNull();
        }
    };
    std::deque<Request<base::Json>> objects;
    std::deque<Request<base::Json>> eventLists;
    std::deque<Request<std::string>> logs;
    std::deque<Request<std::shared_ptr<const model::Trace>>> traces;
    std::map<std::string, std::vector<std::string>> folds;
    trace::CommandSource commands{"prod-east", {}, false};

    void object(const std::string& hopId, QObject* receiver, desktop::Session::ObjectCallback callback) override {
        objects.push_back({hopId, {}, receiver, std::move(callback)});
    }
    void events(const std::string& hopId, QObject* receiver, desktop::Session::ObjectCallback callback) override {
        eventLists.push_back({hopId, {}, receiver, std::move(callback)});
    }
    void log(const std::string& hopId, const desktop::LogRequest& request, QObject* receiver,
             desktop::Session::TextCallback callback) override {
        logs.push_back({hopId, request, receiver, std::move(callback)});
    }
    void trace(const std::string& hopId, QObject* receiver, desktop::Session::TraceCallback callback) override {
        traces.push_back({hopId, {}, receiver, std::move(callback)});
    }
    std::vector<std::string> folded(const QString& cardId) const override {
        const auto found = folds.find(cardId.toStdString());
        return found == folds.end() ? std::vector<std::string>() : found->second;
    }
    trace::CommandSource commandSource() const override { return commands; }
};

/// JSON with single quotes in place of double ones, which moc 6.4 stumbles over in raw strings.
inline base::Json json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return base::Json::parse(text, "test").value();
}

}  // namespace scout::test
