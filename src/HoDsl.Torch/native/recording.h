// Work that is done again and again with other numbers: what its operators compute is noted the first time, those of its backward pass among
// them, and then done without autograd, dispatcher and caller.
//
// Only computations on elements are noted. What else a program does to tensors (views, graphs, handles) follows from where elements lie: a
// tensor is known by the memory that it shows. Memory that has come about meanwhile, or was filled, otherwise than by a computation that
// was noted is found out when something reads it; then the work cannot be recorded, and whoever wants it again does it as before. What
// nobody finds out is code that changes, by pointers of its own, memory that was there before the work.

#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

#include <functional>
#include <utility>
#include <vector>

namespace hodsl {

using Tensors = std::vector<at::Tensor>;

// Takes tensors, which it may give up before it ends, and writes into some of them or gives new ones.
using Computation = std::function<Tensors(Tensors&&)>;

// Whether computations of this thread are being recorded.
bool is_recording();

// Does a computation and notes it.
Tensors record(Tensors&& inputs, Computation computation);

// While it lives, what operators compute is not noted: whoever reads numbers sees to it that they are read again.
class NotRecorded {
public:
    NotRecorded();
    ~NotRecorded();
    NotRecorded(const NotRecorded&) = delete;
    NotRecorded& operator=(const NotRecorded&) = delete;

private:
    const bool was_paused_;
    const c10::impl::ExcludeDispatchKeyGuard no_key_;
};

// Says of the work under way, if it is being recorded, why it cannot be.
void refuse_recording(const char* reason);

// The gradient of a leaf has been given up on this thread, a gradient is read, and a backward pass begins: to all leaves, or to some inputs.
void note_no_gradient(const at::Tensor& leaf);
void note_gradient_read(const at::Tensor& gradient);
void note_backward(const Tensors& roots, const Tensors& inputs);

// Memory for elements has come about on this thread.
void note_allocation(const void* memory);

} // namespace hodsl
