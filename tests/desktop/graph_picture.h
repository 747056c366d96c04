// Pictures with places that a test can name: a small shop, and a wide field of cards.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "render/picture.h"

namespace scout::test {

/// Cards of 224 x 64 in columns 288 apart, Pods of 168 x 64.
class PictureMaker {
  public:
    /// Returns the card for changes; valid until the next call.
    render::Card& card(const std::string& id, int column, double y);
    /// A flowing card, the `place`-th of its row, from 0.
    render::Card& pod(const std::string& id, int column, double y, int place);
    render::Line& line(const std::string& from, const std::string& to, bool primary = true);
    std::shared_ptr<const render::Picture> make() const;

  private:
    struct Placed {
        render::Card card;
        render::Rect rect;
    };
    struct Drawn {
        render::Line line;
        bool primary = true;
    };
    std::vector<Placed> m_cards;
    std::vector<Drawn> m_lines;
};

/// column 0 GIT: git, mirror; 1 OCI: oci; 2 GITOPS: apps; 3 WORKLOAD: frontend, backend, lonely; 4 PODS: pod-1 to pod-3
/// in one row, fold:backend:Pod below. mirror -> oci is a secondary line, nothing leads to or from lonely.
PictureMaker shop();

/// `columns` x `rows` cards, 76 apart from `top` on, each caused by the one on its left: "c3r12".
std::shared_ptr<const render::Picture> field(int columns, int rows, double top = 0);

}  // namespace scout::test
