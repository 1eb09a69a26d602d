// Convolutions of channels-last maps on the processor.

#pragma once

#include "compat.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <tuple>

namespace hodsl {

using Pair = std::array<int64_t, 2>;

// Where the kernels of a convolution are put on a map.
struct Geometry {
    Pair stride, padding, dilation;
    int64_t groups;

    // By operators that can be differentiated.
    at::Tensor convolve(const at::Tensor& x, const at::Tensor& kernels, const at::Tensor& bias) const;

    // Without a backward graph.
    at::Tensor convolve_alone(const at::Tensor& x, const at::Tensor& kernels, const at::Tensor& bias) const;

    // relu(convolution), without a backward graph, where `has_convolve_relu`; kernels that lie channels-last, bias of single precision.
    at::Tensor convolve_relu(const at::Tensor& x, const at::Tensor& kernels, const at::Tensor& bias) const;

    // The gradients of x, the kernels and the bias, as far as they are wanted.
    std::tuple<at::Tensor, at::Tensor, at::Tensor> backward(const at::Tensor& gradient, const at::Tensor& x, const at::Tensor& kernels,
        std::array<bool, 3> wanted) const;
};

// Whether there is a convolution that ends with a ReLU, of maps of this type.
bool has_convolve_relu(at::ScalarType type);

} // namespace hodsl
