// Questions to ConfigHub with typed answers. Internal to the rules about ConfigHub.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "confighub/targets.h"
#include "trace/board.h"

namespace scout::trace::rules {

/// What is known about one question.
template <typename Entity>
struct Told {
    enum class State {
        notAsked,  ///< it cannot be put, or this run does not ask ConfigHub
        pending,
        known,
        hole,  ///< see `answer`
    };
    State state = State::notAsked;
    std::vector<Entity> entities;
    const Answer* answer = nullptr;  ///< of a hole: missing, not installed or unseen
    std::string uiUrl;               ///< of the server's pages, where it answered
    std::string organization;

    bool isKnown() const { return state == State::known; }
    bool isPending() const { return state == State::pending; }
    bool isHole() const { return state == State::hole; }
    const Entity* first() const { return entities.empty() ? nullptr : &entities.front(); }
};

/// Keeps only those that `isOne` accepts: a server that does not understand a where clause answers with all it has.
template <typename Entity, typename IsOne>
Told<Entity> askConfigHub(Board& board, const confighub::Question& question, Entity (*read)(const base::Json&),
                          IsOne isOne) {
    Told<Entity> told;
    if (!question) return told;
    Query query{Query::Type::configHub, {}};
    query.target = *question;
    const bool ask = board.options().reach.configHub;
    const Answer* answer = board.look(std::move(query), ask);
    if (answer == nullptr) {
        told.state = ask ? Told<Entity>::State::pending : Told<Entity>::State::notAsked;
        return told;
    }
    told.answer = answer;
    told.state = answer->isKnown() ? Told<Entity>::State::known : Told<Entity>::State::hole;
    for (const base::Json& json : answer->value().elements()) {
        Entity entity = read(json);
        told.uiUrl = json["UIURL"].text();
        told.organization = json["Organization"].text();
        if (isOne(entity)) told.entities.push_back(std::move(entity));
    }
    return told;
}

}  // namespace scout::trace::rules
