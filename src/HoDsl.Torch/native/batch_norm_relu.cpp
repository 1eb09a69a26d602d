// hodsl::batch_norm_relu: the operator.

#include "blanks.h"
#include "maps.h"
#include "normalisation.h"
#include "recording.h"

#include <ATen/Context.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/relu.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

namespace hodsl {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Forward and backward, where they may be recorded.
Normalised normalise_and_note(const at::Tensor& x, const BatchNorm& norm) {
    const auto made = record({x, *norm.weight, *norm.bias, norm.running_mean.value_or(at::Tensor()), norm.running_var.value_or(at::Tensor())},
        [uses_batch = norm.uses_batch, momentum = norm.momentum, eps = norm.eps](Tensors&& read) {
            const BatchNorm again{read[1], read[2], if_defined(read[3]), if_defined(read[4]), uses_batch, momentum, eps};
            const auto [out, statistics] = normalise_relu(read[0], again, blank_like(read[0]));
            return Tensors{out, statistics};
        });
    return {made[0], made[1]};
}

NormGradients gradients_noted(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& statistics, const at::Tensor& gradient, bool uses_batch) {
    const auto made = record({x, weight, statistics, gradient}, [uses_batch](Tensors&& read) {
        const auto of = normalise_relu_backward(read[0], read[1], read[2], read[3], uses_batch);
        return Tensors{of.of_x, of.of_weight, of.of_bias};
    });
    return {made[0], made[1], made[2]};
}

struct BatchNormRelu : torch::autograd::Function<BatchNormRelu> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const BatchNorm& norm) {
        const auto [out, statistics] = is_recording() ? normalise_and_note(x, norm) : normalise_relu(x, norm, blank_like(x));
        context->save_for_backward({x, weight, bias, statistics});
        context->saved_data["uses_batch"] = norm.uses_batch;
        context->saved_data["eps"] = norm.eps;
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const at::Tensor &x = saved[0], &weight = saved[1], &bias = saved[2], &statistics = saved[3];
        const bool uses_batch = context->saved_data["uses_batch"].toBool();
        variable_list result;
        if (c10::GradMode::is_enabled()) {
            const double eps = context->saved_data["eps"].toDouble();
            result = gradients_of_gradients({x, weight, bias}, gradients[0], [&, &statistics = statistics](const variable_list& inputs) {
                return normalise_relu_again(inputs[0], inputs[1], inputs[2], statistics, uses_batch, eps);
            });
        } else {
            const auto of = is_recording() ? gradients_noted(x, weight, statistics, gradients[0], uses_batch)
                                           : normalise_relu_backward(x, weight, statistics, gradients[0], uses_batch);
            result = {of.of_x, of.of_weight, of.of_bias};
        }
        result.resize(4);
        return result;
    }
};

at::Tensor batch_norm_relu(const at::Tensor& x, const OptionalTensor& weight, const OptionalTensor& bias,
    const OptionalTensor& running_mean, const OptionalTensor& running_var, bool training, double momentum, double eps) {
    TORCH_CHECK(!weight.has_value() || x.dim() < 2 || weight->numel() == x.size(1),
        "there are ", weight->numel(), " channels in the weights and ", x.size(1), " in the map");
    const BatchNorm norm{weight, bias, running_mean, running_var, training, momentum, eps};
    if (has_kernels(x) && is_channels_last(x) && norm.fits(x.scalar_type(), x.size(1))) {
        return BatchNormRelu::apply(x, *weight, *bias, norm);
    }
    // In place: batch norm's backward pass needs its input, not its output.
    return at::batch_norm(x, weight, bias, running_mean, running_var, training, momentum, eps, at::globalContext().userEnabledCuDNN()).relu_();
}

TORCH_LIBRARY_FRAGMENT(hodsl, library) {
    library.def("batch_norm_relu(Tensor input, Tensor? weight, Tensor? bias, Tensor(a!)? running_mean, Tensor(b!)? running_var, "
                "bool training, float momentum, float eps) -> Tensor", &batch_norm_relu);
}

} // namespace
} // namespace hodsl
