// Keeps exceptions inside: a failure becomes a message in hodsl_error() and a value that says so.

#pragma once

#include "hodsl_torch.h"

#include <c10/core/TensorImpl.h>
#include <c10/util/Exception.h>

#include <atomic>
#include <exception>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace hodsl {

std::string& last_error();

extern std::atomic<int64_t> live_tensors;

inline std::string message_of(const std::exception& exception) {
    const auto* error = dynamic_cast<const c10::Error*>(&exception);
    return error != nullptr ? error->what_without_backtrace() : exception.what();
}

template <typename Body>
int32_t guarded(Body body) {
    try {
        body();
        return 0;
    } catch (const std::exception& exception) {
        last_error() = message_of(exception);
        return -1;
    }
}

// A tensor out of a handle that stays its caller's.
inline at::Tensor borrow(const void* handle) {
    auto* impl = static_cast<c10::TensorImpl*>(const_cast<void*>(handle));
    return impl == nullptr
        ? at::Tensor()
        : at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(impl));
}

// A handle out of a tensor: the caller's to release.
inline void* hand_out(at::Tensor&& tensor) {
    if (!tensor.defined()) {
        return nullptr;
    }
    live_tensors.fetch_add(1, std::memory_order_relaxed);
    return tensor.unsafeReleaseTensorImpl();
}

inline std::vector<at::Tensor> borrow_all(void* const* handles, int32_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; i++) {
        tensors.push_back(borrow(handles[i]));
    }
    return tensors;
}

} // namespace hodsl
