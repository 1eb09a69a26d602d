// Streams of any device that has them: what is asked for between fork and join runs beside what else the device does.

#include "device.h"
#include "guard.h"

#include <c10/core/Event.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <memory>

using namespace hodsl;

namespace {

struct Fork {
    Fork(c10::Device device) : guard(device.type()), outer(guard.getStream(device)), own(guard.getStreamFromGlobalPool(device)) {}

    c10::impl::VirtualGuardImpl guard;
    c10::Stream outer;
    c10::Stream own;
};

// Work on `later` begins when all that `earlier` has been given is done.
void order(const c10::Stream& earlier, const c10::Stream& later) {
    c10::Event event(earlier.device_type());
    event.record(earlier);
    event.block(later);
}

} // namespace

int32_t hodsl_stream_fork(int32_t device_type, int32_t device_index, void** fork) {
    return guarded([&] {
        auto begun = std::make_unique<Fork>(device_of(device_type, device_index));
        order(begun->outer, begun->own);
        begun->guard.exchangeStream(begun->own);
        *fork = begun.release();
    });
}

int32_t hodsl_stream_join(void* fork) {
    return guarded([&] {
        const std::unique_ptr<Fork> ended(static_cast<Fork*>(fork));
        ended->guard.exchangeStream(ended->outer);
        order(ended->own, ended->outer);
    });
}
