// Devices as the C interface names them: by type and index, which is -1 where it is left open.

#pragma once

#include <c10/core/Device.h>
#include <c10/util/Exception.h>

#include <limits>

namespace hodsl {

inline c10::DeviceIndex device_index_of(int64_t index) {
    TORCH_CHECK(index >= -1 && index <= std::numeric_limits<c10::DeviceIndex>::max(), "there is no device of the index ", index);
    return static_cast<c10::DeviceIndex>(index);
}

inline c10::Device device_of(int64_t type, int64_t index) {
    return c10::Device(static_cast<c10::DeviceType>(type), device_index_of(index));
}

} // namespace hodsl
