// Where random numbers come from, and where they stand.

#include "random.h"
#include "device.h"
#include "guard.h"
#include "recorder.h"

#include <ATen/Context.h>

#include <mutex>

namespace hodsl {

at::Tensor RandomStates::shared(const at::Generator& generator, at::Tensor state) {
    const auto found = last_.find(generator.unsafeGetGeneratorImpl());
    const at::Tensor last = found != last_.end() ? at::Tensor(found->second.lock()) : at::Tensor();
    const NotRecorded compares;
    if (last.defined() && last.equal(state)) {
        return last;
    }
    last_.insert_or_assign(generator.unsafeGetGeneratorImpl(), Weak(state.getIntrusivePtr()));
    return state;
}

} // namespace hodsl

using namespace hodsl;

namespace {

at::Generator borrow_generator(void* generator) {
    return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(generator)));
}

void* hand_out_generator(const at::Generator& generator) {
    c10::raw::intrusive_ptr::incref(generator.unsafeGetGeneratorImpl());
    return generator.unsafeGetGeneratorImpl();
}

// Does something to a source of random numbers, in replays too where work is being recorded.
Tensors done(Tensors&& inputs, Computation computation) {
    return is_recording() ? record(std::move(inputs), std::move(computation)) : computation(std::move(inputs));
}

RandomStates& states() {
    static thread_local RandomStates unrecorded;
    return Recorder::current != nullptr ? Recorder::current->random_states : unrecorded;
}

} // namespace

void* hodsl_default_generator(int32_t device_type, int32_t device_index) {
    void* result = nullptr;
    guarded([&] {
        result = hand_out_generator(at::globalContext().defaultGenerator(device_of(device_type, device_index)));
    });
    return result;
}

void hodsl_generator_release(void* generator) {
    c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(static_cast<c10::GeneratorImpl*>(generator));
}

void* hodsl_generator_state(void* handle, int32_t is_shared) {
    void* result = nullptr;
    guarded([&] {
        auto generator = borrow_generator(handle);
        Tensors taken = done({}, [generator](Tensors&&) mutable {
            const std::lock_guard<std::mutex> lock(generator.mutex());
            return Tensors{generator.get_state()};
        });
        result = hand_out(is_shared != 0 ? states().shared(generator, taken[0]) : std::move(taken[0]));
    });
    return result;
}

int32_t hodsl_generator_set_state(void* handle, void* state) {
    return guarded([&] {
        auto generator = borrow_generator(handle);
        done({borrow(state)}, [generator](Tensors&& given) mutable {
            const std::lock_guard<std::mutex> lock(generator.mutex());
            generator.set_state(given[0]);
            return Tensors{};
        });
        states().forget();
    });
}

int32_t hodsl_manual_seed(uint64_t seed) {
    return guarded([&] {
        done({}, [seed](Tensors&&) {
            at::manual_seed(seed);
            return Tensors{};
        });
        states().forget();
    });
}
