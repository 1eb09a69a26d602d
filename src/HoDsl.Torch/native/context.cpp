// What holds for the whole process or thread: threads, determinism, devices, autocast.

#include "autocast.h"
#include "device.h"
#include "guard.h"
#include "precision.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

using namespace hodsl;

compat::optional<c10::ScalarType> hodsl::lower_precision() {
    return compat::autocast_enabled(c10::DeviceType::CPU) ? compat::optional<c10::ScalarType>(compat::autocast_dtype(c10::DeviceType::CPU))
                                                          : compat::optional<c10::ScalarType>();
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
