#include "convolution.h"

#include <ATen/Context.h>
#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/mkldnn_convolution.h>

namespace hodsl {
namespace {

constexpr Pair no_output_padding{0, 0};

} // namespace

at::Tensor Geometry::convolve(const at::Tensor& x, const at::Tensor& kernels, const at::Tensor& bias) const {
    return at::convolution(x, kernels, bias, stride, padding, dilation, /*transposed=*/false, no_output_padding, groups);
}

at::Tensor Geometry::convolve_alone(const at::Tensor& x, const at::Tensor& kernels, const at::Tensor& bias) const {
    // libtorch leaves a single map of up to 20,480 elements to products of matrices, at fifty times the time with Debian's BLAS.
    return x.scalar_type() == at::kFloat && at::globalContext().userEnabledMkldnn() && at::hasMKLDNN()
        ? at::mkldnn_convolution(x, kernels, bias, padding, stride, dilation, groups)
        : convolve(x, kernels, bias);
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> Geometry::backward(const at::Tensor& gradient, const at::Tensor& x, const at::Tensor& kernels,
    std::array<bool, 3> wanted) const {
    return at::convolution_backward(gradient, x, kernels, kernels.sizes().slice(0, 1), stride, padding, dilation, /*transposed=*/false,
        no_output_padding, groups, wanted);
}

} // namespace hodsl
