// Standard output that remembers why writing failed.
#pragma once

#include <array>
#include <streambuf>

namespace scout::plugin {

/// A file stream forgets errno and drops what it could not write, so that a full disk would look like success.
class StandardOutput final : public std::streambuf {
  public:
    StandardOutput();

    /// errno of the first write that failed; 0 while none has. After it nothing more is written.
    int failure() const { return m_failure; }

  protected:
    int_type overflow(int_type next) override;
    int sync() override;

  private:
    std::array<char, 16384> m_buffer;
    int m_failure = 0;
};

/// A closed stdin, stdout or stderr gives its number to the next file or socket, which output would then go into:
/// each is taken here by a descriptor that fails with EBADF. Before anything is opened.
void occupyClosedDescriptors();

}  // namespace scout::plugin
