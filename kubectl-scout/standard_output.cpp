#include "kubectl-scout/standard_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace scout::plugin {

StandardOutput::StandardOutput() {
    setp(m_buffer.data(), m_buffer.data() + m_buffer.size());
}

StandardOutput::int_type StandardOutput::overflow(int_type next) {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(next, traits_type::eof())) sputc(traits_type::to_char_type(next));
    return traits_type::not_eof(next);
}

int StandardOutput::sync() {
    const char* at = pbase();
    while (m_failure == 0 && at != pptr()) {
        const ssize_t written = ::write(STDOUT_FILENO, at, static_cast<std::size_t>(pptr() - at));
        if (written >= 0)
            at += written;
        else if (errno != EINTR)
            m_failure = errno;
    }
    setp(m_buffer.data(), m_buffer.data() + m_buffer.size());
    return m_failure == 0 ? 0 : -1;
}

void occupyClosedDescriptors() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) != -1) continue;
        // The lowest free number, which is this one.
        if (::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) == -1) return;
    }
}

}  // namespace scout::plugin
