// What differs in autocast: since 2.4 it is asked by type of device. Apart from compat.h, as libtorch's header for it includes every operator.

#pragma once

#include "compat.h"

#include <ATen/autocast_mode.h>

namespace compat {

#if HODSL_TORCH_AT_LEAST(2, 4)

inline bool autocast_enabled(c10::DeviceType device) { return at::autocast::is_autocast_enabled(device); }
inline c10::ScalarType autocast_dtype(c10::DeviceType device) { return at::autocast::get_autocast_dtype(device); }

inline void set_autocast(c10::DeviceType device, bool enabled, c10::ScalarType dtype) {
    at::autocast::set_autocast_enabled(device, enabled);
    at::autocast::set_autocast_dtype(device, dtype);
}

#else

inline bool autocast_enabled(c10::DeviceType device) {
    return device == c10::DeviceType::CPU ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
}

inline c10::ScalarType autocast_dtype(c10::DeviceType device) {
    return device == c10::DeviceType::CPU ? at::autocast::get_autocast_cpu_dtype() : at::autocast::get_autocast_gpu_dtype();
}

inline void set_autocast(c10::DeviceType device, bool enabled, c10::ScalarType dtype) {
    if (device == c10::DeviceType::CPU) {
        at::autocast::set_cpu_enabled(enabled);
        at::autocast::set_autocast_cpu_dtype(dtype);
    } else {
        at::autocast::set_enabled(enabled);
        at::autocast::set_autocast_gpu_dtype(dtype);
    }
}

#endif

} // namespace compat
