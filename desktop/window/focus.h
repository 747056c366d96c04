// The keyboard in panes that are made of several controls.
#pragma once

class QWidget;

namespace scout::desktop {

/// Whoever gives the keyboard to `pane` gives it to `control` within it. Unlike a focus proxy, with which Tab skips
/// what stands before the control in the pane, or comes back to it for ever.
void passFocusOn(QWidget* pane, QWidget* control);

}  // namespace scout::desktop
