// What holds for the whole process or thread: seeds, threads, determinism, devices, autocast.

#include "autocast.h"
#include "device.h"
#include "guard.h"
#include "precision.h"
#include "recording.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <mutex>

using namespace hodsl;

namespace {

at::Generator borrow_generator(void* generator) {
    return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(generator)));
}

void* hand_out_generator(const at::Generator& generator) {
    c10::raw::intrusive_ptr::incref(generator.unsafeGetGeneratorImpl());
    return generator.unsafeGetGeneratorImpl();
}

constexpr const char* moves_generator = "sets where random numbers go on";

} // namespace

compat::optional<c10::ScalarType> hodsl::lower_precision() {
    return compat::autocast_enabled(c10::DeviceType::CPU) ? compat::optional<c10::ScalarType>(compat::autocast_dtype(c10::DeviceType::CPU))
                                                          : compat::optional<c10::ScalarType>();
}

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

void* hodsl_generator_state(void* handle) {
    void* result = nullptr;
    guarded([&] {
        auto generator = borrow_generator(handle);
        const std::lock_guard<std::mutex> lock(generator.mutex());
        result = hand_out(generator.get_state());
    });
    return result;
}

int32_t hodsl_generator_set_state(void* handle, void* state) {
    return guarded([&] {
        auto generator = borrow_generator(handle);
        refuse_recording(moves_generator);
        const std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_state(borrow(state));
    });
}

int32_t hodsl_manual_seed(uint64_t seed) {
    return guarded([&] {
        refuse_recording(moves_generator);
        at::manual_seed(seed);
    });
}

const char* hodsl_torch_version() {
    return TORCH_VERSION;
}

int32_t hodsl_threads() {
    return at::get_num_threads();
}

int32_t hodsl_set_threads(int32_t threads) {
    return guarded([&] { at::set_num_threads(threads); });
}

int32_t hodsl_deterministic() {
    return at::globalContext().deterministicAlgorithms();
}

int32_t hodsl_set_deterministic(int32_t enabled) {
    return guarded([&] {
        at::globalContext().setDeterministicAlgorithms(enabled != 0, /*warn_only=*/false);
        at::globalContext().setDeterministicCuDNN(enabled != 0);
    });
}

int32_t hodsl_cuda_device_count() {
    int32_t count = 0;
    guarded([&] { count = static_cast<int32_t>(at::getNumGPUs()); });
    return count;
}

int32_t hodsl_cuda_synchronize(int32_t device_index) {
    return guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(device_index_of(device_index)); });
}

int32_t hodsl_autocast(int32_t device_type, int32_t* enabled, int32_t* dtype) {
    return guarded([&] {
        const auto device = static_cast<c10::DeviceType>(device_type);
        *enabled = compat::autocast_enabled(device);
        *dtype = static_cast<int32_t>(compat::autocast_dtype(device));
    });
}

int32_t hodsl_set_autocast(int32_t device_type, int32_t enabled, int32_t dtype) {
    return guarded([&] {
        compat::set_autocast(static_cast<c10::DeviceType>(device_type), enabled != 0, static_cast<c10::ScalarType>(dtype));
    });
}

void hodsl_autocast_enter() {
    at::autocast::increment_nesting();
}

int32_t hodsl_autocast_leave() {
    return at::autocast::decrement_nesting();
}

void hodsl_autocast_clear_cache() {
    at::autocast::clear_cache();
}
