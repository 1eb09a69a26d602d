// What differs between libtorch 1.13 and 2.14 stands here, and in autocast.h.

#pragma once

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
class Allocator : public c10::Allocator {
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

// A node by such a pointer, within its own functions.
template <typename Node>
auto pointer_to(Node& node) {
#if __has_include(<torch/csrc/autograd/node.h>)
    return node.getptr();
#else
    return node.shared_from_this();
#endif
}

} // namespace compat
