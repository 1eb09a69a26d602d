// Batch norm and the ReLU behind it in one pass, forward and backward, over a channels-last map.
//
// With m and v the mean and variance of a channel and z = weight (x - m) / sqrt(v + eps) + bias, the result is relu(z). Nothing but x is
// kept for the backward pass; where the ReLU let x through is computed anew from it. Source: Ioffe and Szegedy 2015, arXiv 1502.03167.

#pragma once

#include "compat.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace hodsl {

using OptionalTensor = compat::optional<at::Tensor>;

inline OptionalTensor if_defined(const at::Tensor& tensor) {
    return tensor.defined() ? OptionalTensor(tensor) : OptionalTensor();
}

struct BatchNorm {
    OptionalTensor weight;
    OptionalTensor bias;
    OptionalTensor running_mean;
    OptionalTensor running_var;
    bool uses_batch;  // mean and variance are those of the batch, towards which the running ones move; else they are the running ones
    double momentum;
    double eps;

    // Whether there are numbers of its own for each channel, of the type in which maps of `map_type` are computed.
    bool fits(at::ScalarType map_type, int64_t channels) const;
};

// What a forward pass gives, and the numbers of each channel that the backward pass wants.
struct Normalised {
    at::Tensor out;
    at::Tensor statistics;
};

struct NormGradients {
    at::Tensor of_x;
    at::Tensor of_weight;
    at::Tensor of_bias;
};

// relu(z) into `out`, a map like x, or x itself where nobody needs it any more.
Normalised normalise_relu(const at::Tensor& x, const BatchNorm& norm, at::Tensor out);

// The numbers of each channel, in single precision, for which z = scale x + shift with the running mean and variance.
std::pair<at::Tensor, at::Tensor> scale_and_shift(const BatchNorm& norm);

NormGradients normalise_relu_backward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& statistics,
    const at::Tensor& gradient, bool uses_batch);

// relu(z) by operators that can be differentiated twice, with the statistics that a forward pass has left.
at::Tensor normalise_relu_again(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& statistics,
    bool uses_batch, double eps);

// What can be differentiated again: the gradients of those of `inputs` that require one, the others undefined.
std::vector<at::Tensor> gradients_of_gradients(const std::vector<at::Tensor>& inputs, const at::Tensor& gradient,
    const std::function<at::Tensor(const std::vector<at::Tensor>&)>& forward);

} // namespace hodsl
