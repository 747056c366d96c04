// What the tests of pictures draw, and how they look at what was drawn.
#pragma once

#include <QString>
#include <string_view>

#include "recording_canvas.h"
#include "render/picture.h"

namespace scout::test {

using Mark = RecordingCanvas::Mark;

inline constexpr model::State everyState[] = {
    model::State::ready,     model::State::progressing, model::State::failed,      model::State::suspended,
    model::State::outOfSync, model::State::stale,       model::State::terminating, model::State::unknown,
    model::State::forbidden, model::State::missing};

const render::Theme& light();
QString q(std::string_view text);

/// A card in every state, of every form, with texts of any length.
render::Diagram everything(bool longTexts);
/// Paints the whole picture, in detail as asked.
render::PaintOptions all(const render::Picture& picture, render::Detail detail);
bool holds(const render::Rect& outer, const render::Rect& inner);
/// For the message of a failed check.
QByteArray told(const Mark& mark);

}  // namespace scout::test
