// A card in words, for tooltips and screen readers. Plain text; nothing of it is markup.
#pragma once

#include <QString>

#include "desktop/graph/navigation.h"
#include "render/picture.h"

namespace scout::desktop {

/// "Deployment frontend in prod, failed, 2 of 3 ready".
QString spokenName(const render::Card& card);
/// Status and place: "ProgressDeadlineExceeded. Column WORKLOAD. Caused by Kustomization apps. 3 effects".
QString spokenPlace(const render::Picture& picture, const Adjacency& adjacency, std::size_t card);
/// Full name, namespace, status, age; a few lines.
QString cardTip(const render::Card& card);
/// Both ends and the proof of a line.
QString lineTip(const render::Picture& picture, std::size_t line);

}  // namespace scout::desktop
