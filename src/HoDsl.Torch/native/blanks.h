// Tensors on the processor that a kernel is about to write. Libtorch's own operators for this go through its dispatcher, which takes as
// long as a kernel takes for a small map.

#pragma once

#include <ATen/core/Tensor.h>

namespace hodsl {

at::Tensor blank(at::IntArrayRef sizes, at::ScalarType type);

// With its elements in the same order as those of `tensor`, which lie one beside the other.
at::Tensor blank_like(const at::Tensor& tensor, at::ScalarType type);

inline at::Tensor blank_like(const at::Tensor& tensor) {
    return blank_like(tensor, tensor.scalar_type());
}

// The same numbers in another type, rounded to the nearest, without a backward graph; the tensor itself where it has that type.
at::Tensor converted(const at::Tensor& tensor, at::ScalarType type);

} // namespace hodsl
