// hodsl::batch_norm_relu: batch norm and the ReLU behind it in one pass, forward and backward, over channels-last maps.
//
// With m and v the mean and variance of a channel and z = w (x - m) / sqrt(v + eps) + b, the output is relu(z). Nothing but x is kept
// for the backward pass; where the ReLU let x through is computed anew from it. Source: Ioffe and Szegedy 2015, arXiv 1502.03167.

#include "compat.h"
#include "maps.h"

#include <ATen/ATen.h>
#include <ATen/record_function.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <cmath>

namespace hodsl {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;
using OptionalTensor = compat::optional<at::Tensor>;

// The rows of the statistics that a forward pass leaves for the backward pass: a number a channel each.
enum Row : int64_t { Mean, InverseDeviation, Scale, Shift, RowCount };

template <typename Real>
Real* row(const at::Tensor& statistics, int64_t index) {
    return statistics.data_ptr<Real>() + index * statistics.size(1);
}

template <typename Real>
NormChannels<Real> channels_of(const at::Tensor& statistics) {
    return {row<Real>(statistics, Mean), row<Real>(statistics, Scale), row<Real>(statistics, Shift)};
}

struct Moments {
    double mean;
    double squares;
};

// The moments of all blocks together (Chan, Golub, LeVeque 1979): means and squared distances merge without cancellation.
template <typename Real>
Moments merged(const PixelBlocks& blocks, const Real* means, const Real* squares, int64_t channel) {
    Moments all{0, 0};
    double seen = 0;
    for (int64_t b = 0; b < blocks.count; b++) {
        const double pixels = static_cast<double>(blocks.pixels_of(b));
        const double distance = means[b * blocks.channels + channel] - all.mean;
        const double together = seen + pixels;
        all.squares += squares[b * blocks.channels + channel] + distance * distance * seen * pixels / together;
        all.mean += distance * pixels / together;
        seen = together;
    }
    return all;
}

template <typename Real>
void keep_running(Real* running, double value, double momentum) {
    *running = static_cast<Real>((1 - momentum) * *running + momentum * value);
}

// Mean and inverse deviation of the batch; the running mean and variance move towards them.
template <typename T>
void statistics_of_batch(const at::Tensor& x, const OptionalTensor& running_mean, const OptionalTensor& running_var,
    double momentum, double eps, const at::Tensor& statistics) {
    using Real = Number<T>;
    const PixelBlocks blocks(x);
    const at::Tensor parts = at::empty({2, blocks.count, blocks.channels}, statistics.options());
    Real* means = parts.data_ptr<Real>();
    Real* squares = means + blocks.count * blocks.channels;
    blocks.for_each([&](int64_t b) {
        kernels<T>().moments(elements<T>(x) + blocks.begin(b), blocks.pixels_of(b), blocks.channels,
            means + b * blocks.channels, squares + b * blocks.channels);
    });
    const double pixels = static_cast<double>(blocks.pixels);
    for (int64_t c = 0; c < blocks.channels; c++) {
        const Moments all = merged(blocks, means, squares, c);
        row<Real>(statistics, Mean)[c] = static_cast<Real>(all.mean);
        row<Real>(statistics, InverseDeviation)[c] = static_cast<Real>(1 / std::sqrt(all.squares / pixels + eps));
        if (running_mean.has_value()) {
            keep_running(running_mean->data_ptr<Real>() + c, all.mean, momentum);
            keep_running(running_var->data_ptr<Real>() + c, all.squares / (pixels - 1), momentum);
        }
    }
    if (running_mean.has_value()) {
        running_mean->unsafeGetTensorImpl()->bump_version();
        running_var->unsafeGetTensorImpl()->bump_version();
    }
}

template <typename Real>
void statistics_of_running(const at::Tensor& running_mean, const at::Tensor& running_var, double eps, const at::Tensor& statistics) {
    for (int64_t c = 0; c < statistics.size(1); c++) {
        row<Real>(statistics, Mean)[c] = running_mean.data_ptr<Real>()[c];
        row<Real>(statistics, InverseDeviation)[c] = static_cast<Real>(1 / std::sqrt(running_var.data_ptr<Real>()[c] + eps));
    }
}

template <typename Real>
void scale_and_shift(const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& statistics) {
    for (int64_t c = 0; c < statistics.size(1); c++) {
        const Real scale = weight.data_ptr<Real>()[c] * row<Real>(statistics, InverseDeviation)[c];
        row<Real>(statistics, Scale)[c] = scale;
        row<Real>(statistics, Shift)[c] = bias.data_ptr<Real>()[c] - row<Real>(statistics, Mean)[c] * scale;
    }
}

struct BatchNormRelu : torch::autograd::Function<BatchNormRelu> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
        const OptionalTensor& running_mean, const OptionalTensor& running_var, bool training, double momentum, double eps) {
        at::Tensor out = at::empty_like(x);
        const at::Tensor statistics = at::empty({RowCount, x.size(1)}, weight.options().requires_grad(false));
        with_element_of(x, [&](auto element) {
            using T = decltype(element);
            if (training) {
                statistics_of_batch<T>(x, running_mean, running_var, momentum, eps, statistics);
            } else {
                statistics_of_running<Number<T>>(*running_mean, *running_var, eps, statistics);
            }
            scale_and_shift<Number<T>>(weight, bias, statistics);
            const PixelBlocks blocks(x);
            blocks.for_each([&](int64_t b) {
                kernels<T>().normalise_relu(elements<T>(x) + blocks.begin(b), blocks.pixels_of(b), blocks.channels,
                    channels_of<Number<T>>(statistics), elements<T>(out) + blocks.begin(b));
            });
        });
        context->save_for_backward({x, weight, bias, statistics});
        context->saved_data["training"] = training;
        context->saved_data["eps"] = eps;
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const bool training = context->saved_data["training"].toBool();
        variable_list result = c10::GradMode::is_enabled()
            ? differentiable(saved, gradients[0], training, context->saved_data["eps"].toDouble())
            : fused(saved, gradients[0], training);
        result.resize(8);
        return result;
    }

private:
    static variable_list fused(const variable_list& saved, const at::Tensor& gradient_of_output, bool training) {
        RECORD_FUNCTION("hodsl::batch_norm_relu_backward", {});
        const at::Tensor &x = saved[0], &weight = saved[1], &statistics = saved[3];
        const at::Tensor gradient = gradient_of_output.to(x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
        at::Tensor gradient_of_x = at::empty_like(x);
        at::Tensor gradient_of_weight = at::empty_like(weight), gradient_of_bias = at::empty_like(weight);
        const PixelBlocks blocks(x);
        const at::Tensor parts = at::empty({2, blocks.count, blocks.channels}, statistics.options());
        const at::Tensor line = at::zeros({2, blocks.channels}, statistics.options());
        with_element_of(x, [&](auto element) {
            using T = decltype(element);
            using Real = Number<T>;
            const auto norm = channels_of<Real>(statistics);
            Real* sums = parts.data_ptr<Real>();
            Real* products = sums + blocks.count * blocks.channels;
            blocks.for_each([&](int64_t b) {
                kernels<T>().gradient_sums(elements<T>(x) + blocks.begin(b), elements<T>(gradient) + blocks.begin(b), blocks.pixels_of(b),
                    blocks.channels, norm, sums + b * blocks.channels, products + b * blocks.channels);
            });
            Real* slope = line.data_ptr<Real>();
            Real* offset = slope + blocks.channels;
            for (int64_t c = 0; c < blocks.channels; c++) {
                double sum = 0, product = 0;
                for (int64_t b = 0; b < blocks.count; b++) {
                    sum += sums[b * blocks.channels + c];
                    product += products[b * blocks.channels + c];
                }
                const double inverse = row<Real>(statistics, InverseDeviation)[c];
                gradient_of_bias.data_ptr<Real>()[c] = static_cast<Real>(sum);
                gradient_of_weight.data_ptr<Real>()[c] = static_cast<Real>(product * inverse);
                if (training) {
                    // The mean and the deviation of the batch move with x, which leaves a line in its distance from the mean.
                    const double scale = norm.scale[c] / static_cast<double>(blocks.pixels);
                    slope[c] = static_cast<Real>(-scale * inverse * inverse * product);
                    offset[c] = static_cast<Real>(-scale * sum);
                }
            }
            blocks.for_each([&](int64_t b) {
                kernels<T>().gradient_of_input(elements<T>(x) + blocks.begin(b), elements<T>(gradient) + blocks.begin(b), blocks.pixels_of(b),
                    blocks.channels, norm, slope, offset, elements<T>(gradient_of_x) + blocks.begin(b));
            });
        });
        return {gradient_of_x, gradient_of_weight, gradient_of_bias};
    }

    // The same by operators that can be differentiated again.
    static variable_list differentiable(const variable_list& saved, const at::Tensor& gradient, bool training, double eps) {
        const at::Tensor &x = saved[0], &weight = saved[1];
        const auto of_channels = [&](Row row) { return saved[3][row].view({1, -1, 1, 1}); };
        const at::Tensor blocked = x.detach() * of_channels(Scale) + of_channels(Shift) <= 0;
        const at::Tensor variance = saved[3][InverseDeviation].pow(-2) - eps;
        auto [of_x, of_weight, of_bias] = at::native_batch_norm_backward(gradient.masked_fill(blocked, 0), x, weight,
            saved[3][Mean], variance, saved[3][Mean], saved[3][InverseDeviation], training, eps, {true, true, true});
        return {of_x, of_weight, of_bias};
    }
};

bool is_numbers(const OptionalTensor& tensor, at::ScalarType type) {
    return tensor.has_value() && tensor->scalar_type() == type && tensor->is_contiguous();
}

at::Tensor batch_norm_relu(const at::Tensor& x, const OptionalTensor& weight, const OptionalTensor& bias,
    const OptionalTensor& running_mean, const OptionalTensor& running_var, bool training, double momentum, double eps) {
    const auto numbers = number_type(x);
    const bool statistics_fit = running_mean.has_value()
        ? is_numbers(running_mean, numbers) && is_numbers(running_var, numbers)
        : training && !running_var.has_value();
    if (has_kernels(x) && x.dim() == 4 && x.is_contiguous(at::MemoryFormat::ChannelsLast) && statistics_fit
        && is_numbers(weight, numbers) && is_numbers(bias, numbers)) {
        TORCH_CHECK(weight->numel() == x.size(1), "there are ", weight->numel(), " channels in the weights and ", x.size(1), " in the map");
        return BatchNormRelu::apply(x, *weight, *bias, running_mean, running_var, training, momentum, eps);
    }
    // In place: batch norm's backward pass needs its input, not its output.
    return at::batch_norm(x, weight, bias, running_mean, running_var, training, momentum, eps, false).relu_();
}

TORCH_LIBRARY_FRAGMENT(hodsl, library) {
    library.def("batch_norm_relu(Tensor input, Tensor? weight, Tensor? bias, Tensor(a!)? running_mean, Tensor(b!)? running_var, "
                "bool training, float momentum, float eps) -> Tensor", &batch_norm_relu);
}

} // namespace
} // namespace hodsl
