// Several places that are asked, as one source of answers: which place a query belongs to.
#pragma once

#include "engine/answer_source.h"

namespace scout::engine {

class Router final : public AnswerSource {
  public:
    /// All must outlive the router; nullptr where a place is not asked.
    struct Places {
        AnswerSource* cluster = nullptr;
        AnswerSource* management = nullptr;  ///< the management cluster's API server
        AnswerSource* registries = nullptr;
        AnswerSource* configHub = nullptr;
    };
    explicit Router(Places places) : m_places(places) {}

    /// Unseen (unsupported) for a query whose place is not asked.
    void answer(const trace::Query& query, Callback callback) override;
    void cancel() override;
    /// The sum; requests to registries and to ConfigHub are told apart too.
    net::Usage usage() const override;

  private:
    AnswerSource* placeOf(const trace::Query& query) const;

    Places m_places;
};

}  // namespace scout::engine
