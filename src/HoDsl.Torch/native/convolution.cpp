#include "convolution.h"
#include "kernels.h"

#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/mkldnn_convolution.h>

namespace hodsl {
namespace {

constexpr Pair no_output_padding{0, 0};

// With bfloat16 it does so from AVX-512 on, as far as libtorch lets it.
bool onednn_computes(at::ScalarType type) {
    return at::globalContext().userEnabledMkldnn() && at::hasMKLDNN() && (type == at::kFloat || (type == at::kBFloat16 && has_avx512()));
}

// oneDNN's convolution with a ReLU in it. libtorch's own operators call it from graphs that torch.jit has frozen.
struct ConvolutionRelu {
    compat::optional<c10::OperatorHandle> prepare, run;

    static const ConvolutionRelu& instance() {
        static const ConvolutionRelu operators{find("mkldnn_prepacked::conv2d_prepack", 8), find("mkldnn_prepacked::conv2d_run", 2)};
        return operators;
    }

    bool is_there() const { return prepare.has_value() && run.has_value(); }

private:
    static compat::optional<c10::OperatorHandle> find(const char* name, size_t arguments) {
        auto found = c10::Dispatcher::singleton().findSchema({name, ""});
        return found.has_value() && found->schema().arguments().size() == arguments ? found : decltype(found)();
    }
};

} // namespace

at::Tensor Geometry::convolve(const at::Tensor& x, const at::Tensor& kernels, const at::Tensor& bias) const {
    return at::convolution(x, kernels, bias, stride, padding, dilation, /*transposed=*/false, no_output_padding, groups);
}

at::Tensor Geometry::convolve_alone(const at::Tensor& x, const at::Tensor& kernels, const at::Tensor& bias) const {
    // libtorch leaves a single map of up to 20,480 elements to products of matrices, at fifty times the time with Debian's BLAS. Others it
    // gives to oneDNN itself, by way of two more operators.
    return onednn_computes(x.scalar_type())
        ? at::mkldnn_convolution(x, kernels, bias, padding, stride, dilation, groups)
        : convolve(x, kernels, bias);
}

at::Tensor Geometry::convolve_relu(const at::Tensor& x, const at::Tensor& kernels, const at::Tensor& bias) const {
    const auto& operators = ConvolutionRelu::instance();
    const auto list = [](const Pair& pair) { return std::vector<int64_t>(pair.begin(), pair.end()); };
    torch::jit::Stack stack{kernels, bias, list(stride), list(padding), list(dilation), groups, x.sizes().vec(), "relu"};
    operators.prepare->callBoxed(stack);
    stack.insert(stack.begin(), x);
    operators.run->callBoxed(stack);
    return stack[0].toTensor();
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> Geometry::backward(const at::Tensor& gradient, const at::Tensor& x, const at::Tensor& kernels,
    std::array<bool, 3> wanted) const {
    return at::convolution_backward(gradient, x, kernels, kernels.sizes().slice(0, 1), stride, padding, dilation, /*transposed=*/false,
        no_output_padding, groups, wanted);
}

bool has_convolve_relu(at::ScalarType type) {
    return onednn_computes(type) && ConvolutionRelu::instance().is_there();
}

} // namespace hodsl
