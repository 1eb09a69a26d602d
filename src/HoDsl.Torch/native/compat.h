// The one place for what differs between libtorch 1.13 and 2.11.

#pragma once

#include <ATen/Context.h>
#include <ATen/autocast_mode.h>
#include <c10/core/Allocator.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/autograd/function.h>

#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#define HODSL_TORCH_AT_LEAST(major, minor) \
    (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

namespace compat {

// c10::optional became std::optional, and its name went out of use.
#if HODSL_TORCH_AT_LEAST(2, 4)
template <typename T>
using optional = std::optional<T>;
#else
template <typename T>
using optional = c10::optional<T>;
#endif

// An allocator's virtual functions: `allocate` was const at first, `copy_data` came later.
// All forms stand here, without `override`, and those that a version does not know are never called.
class CpuAllocator : public c10::Allocator {
public:
    virtual c10::DataPtr make(std::size_t size) const = 0;

    c10::DataPtr allocate(std::size_t size) const { return make(size); }

    c10::DataPtr allocate(std::size_t size) { return make(size); }

    void copy_data(void* destination, const void* source, std::size_t count) const { std::memcpy(destination, source, count); }
};

// The nodes of a backward graph: one of libtorch's own pointers holds them since they have a header of their own, before that a
// shared_ptr that frees long chains of them without recursion.
template <typename Node, typename... Arguments>
auto make_node(Arguments&&... arguments) {
#if __has_include(<torch/csrc/autograd/node.h>)
    return c10::make_intrusive<Node>(std::forward<Arguments>(arguments)...);
#else
    return std::shared_ptr<Node>(new Node(std::forward<Arguments>(arguments)...), torch::autograd::deleteNode);
#endif
}

// Autocast is asked by type of device since 2.4.
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
