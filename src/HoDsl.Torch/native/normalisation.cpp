#include "normalisation.h"
#include "blanks.h"
#include "maps.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/relu.h>
#include <ATen/record_function.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>

namespace hodsl {
namespace {

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

// A number for each channel of each block.
template <typename Real>
class ChannelParts {
public:
    explicit ChannelParts(const PixelBlocks& blocks) : channels_(blocks.channels), numbers_(new Real[blocks.count * blocks.channels]) {}

    Real* of_block(int64_t block) const { return numbers_.get() + block * channels_; }

    Real of(int64_t block, int64_t channel) const { return of_block(block)[channel]; }

private:
    int64_t channels_;
    std::unique_ptr<Real[]> numbers_;
};

struct Moments {
    double mean;
    double squares;
};

// The moments of all blocks together (Chan, Golub, LeVeque 1979): means and squared distances merge without cancellation.
template <typename Real>
Moments merged(const PixelBlocks& blocks, const ChannelParts<Real>& means, const ChannelParts<Real>& squares, int64_t channel) {
    Moments all{0, 0};
    double seen = 0;
    for (int64_t b = 0; b < blocks.count; b++) {
        const double pixels = static_cast<double>(blocks.pixels_of(b));
        const double distance = means.of(b, channel) - all.mean;
        const double together = seen + pixels;
        all.squares += squares.of(b, channel) + distance * distance * seen * pixels / together;
        all.mean += distance * pixels / together;
        seen = together;
    }
    return all;
}

template <typename Real>
void keep_running(Real* running, double value, double momentum) {
    *running = static_cast<Real>((1 - momentum) * *running + momentum * value);
}

// Mean and inverse deviation of the batch; the running mean and variance move towards them. As with libtorch's norm their versions do not
// move: a norm that is called twice in a graph may have run there the first time, and has saved them.
template <typename T>
void statistics_of_batch(const at::Tensor& x, const BatchNorm& norm, const at::Tensor& statistics) {
    using Real = Number<T>;
    const PixelBlocks blocks(x);
    const ChannelParts<Real> means(blocks), squares(blocks);
    blocks.for_each([&](int64_t b) {
        kernels<T>().moments(elements<T>(x) + blocks.begin(b), blocks.pixels_of(b), blocks.channels,
            means.of_block(b), squares.of_block(b));
    });
    const double pixels = static_cast<double>(blocks.pixels);
    for (int64_t c = 0; c < blocks.channels; c++) {
        const Moments all = merged(blocks, means, squares, c);
        row<Real>(statistics, Mean)[c] = static_cast<Real>(all.mean);
        row<Real>(statistics, InverseDeviation)[c] = static_cast<Real>(1 / std::sqrt(all.squares / pixels + norm.eps));
        if (norm.running_mean.has_value()) {
            keep_running(norm.running_mean->data_ptr<Real>() + c, all.mean, norm.momentum);
            keep_running(norm.running_var->data_ptr<Real>() + c, all.squares / (pixels - 1), norm.momentum);
        }
    }
}

template <typename Real>
void statistics_of_running(const BatchNorm& norm, const at::Tensor& statistics) {
    for (int64_t c = 0; c < statistics.size(1); c++) {
        row<Real>(statistics, Mean)[c] = norm.running_mean->data_ptr<Real>()[c];
        row<Real>(statistics, InverseDeviation)[c] = static_cast<Real>(1 / std::sqrt(norm.running_var->data_ptr<Real>()[c] + norm.eps));
    }
}

template <typename Real>
void scale_and_shift(const BatchNorm& norm, const at::Tensor& statistics) {
    for (int64_t c = 0; c < statistics.size(1); c++) {
        const Real scale = norm.weight->data_ptr<Real>()[c] * row<Real>(statistics, InverseDeviation)[c];
        row<Real>(statistics, Scale)[c] = scale;
        row<Real>(statistics, Shift)[c] = norm.bias->data_ptr<Real>()[c] - row<Real>(statistics, Mean)[c] * scale;
    }
}

bool is_numbers(const OptionalTensor& tensor, at::ScalarType type, int64_t channels) {
    return tensor.has_value() && tensor->device().is_cpu() && tensor->scalar_type() == type && tensor->is_contiguous() && tensor->numel() == channels;
}

} // namespace

bool BatchNorm::fits(at::ScalarType map_type, int64_t channels) const {
    const auto type = number_type(map_type);
    const bool statistics_fit = running_mean.has_value()
        ? is_numbers(running_mean, type, channels) && is_numbers(running_var, type, channels)
        : uses_batch && !running_var.has_value();
    return statistics_fit && is_numbers(weight, type, channels) && is_numbers(bias, type, channels);
}

std::pair<at::Tensor, at::Tensor> scale_and_shift(const BatchNorm& norm) {
    const at::Tensor statistics = blank({RowCount, norm.weight->numel()}, norm.weight->scalar_type());
    statistics_of_running<float>(norm, statistics);
    scale_and_shift<float>(norm, statistics);
    return {statistics[Scale], statistics[Shift]};
}

Normalised normalise_relu(const at::Tensor& x, const BatchNorm& norm, at::Tensor out) {
    RECORD_FUNCTION("hodsl::batch_norm_relu_forward", {});
    const at::Tensor statistics = blank({RowCount, x.size(1)}, norm.weight->scalar_type());
    with_element_of(x, [&](auto element) {
        using T = decltype(element);
        if (norm.uses_batch) {
            statistics_of_batch<T>(x, norm, statistics);
        } else {
            statistics_of_running<Number<T>>(norm, statistics);
        }
        scale_and_shift<Number<T>>(norm, statistics);
        const PixelBlocks blocks(x);
        blocks.for_each([&](int64_t b) {
            kernels<T>().normalise_relu(elements<T>(x) + blocks.begin(b), blocks.pixels_of(b), blocks.channels,
                channels_of<Number<T>>(statistics), elements<T>(out) + blocks.begin(b));
        });
    });
    return {out, statistics};
}

NormGradients normalise_relu_backward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& statistics,
    const at::Tensor& gradient, bool uses_batch) {
    RECORD_FUNCTION("hodsl::batch_norm_relu_backward", {});
    const at::Tensor of_out = converted(gradient, x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
    at::Tensor of_x = blank_like(x);
    at::Tensor of_weight = blank_like(weight), of_bias = blank_like(weight);
    const PixelBlocks blocks(x);
    with_element_of(x, [&](auto element) {
        using T = decltype(element);
        using Real = Number<T>;
        const auto norm = channels_of<Real>(statistics);
        const ChannelParts<Real> sums(blocks), products(blocks);
        blocks.for_each([&](int64_t b) {
            kernels<T>().gradient_sums(elements<T>(x) + blocks.begin(b), elements<T>(of_out) + blocks.begin(b), blocks.pixels_of(b),
                blocks.channels, norm, sums.of_block(b), products.of_block(b));
        });
        std::vector<Real> slope(blocks.channels), offset(blocks.channels);
        for (int64_t c = 0; c < blocks.channels; c++) {
            double sum = 0, product = 0;
            for (int64_t b = 0; b < blocks.count; b++) {
                sum += sums.of(b, c);
                product += products.of(b, c);
            }
            const double inverse = row<Real>(statistics, InverseDeviation)[c];
            of_bias.data_ptr<Real>()[c] = static_cast<Real>(sum);
            of_weight.data_ptr<Real>()[c] = static_cast<Real>(product * inverse);
            if (uses_batch) {
                // The mean and the deviation of the batch move with x, which leaves a line in its distance from the mean.
                const double scale = norm.scale[c] / static_cast<double>(blocks.pixels);
                slope[c] = static_cast<Real>(-scale * inverse * inverse * product);
                offset[c] = static_cast<Real>(-scale * sum);
            }
        }
        blocks.for_each([&](int64_t b) {
            kernels<T>().gradient_of_input(elements<T>(x) + blocks.begin(b), elements<T>(of_out) + blocks.begin(b), blocks.pixels_of(b),
                blocks.channels, norm, slope.data(), offset.data(), elements<T>(of_x) + blocks.begin(b));
        });
    });
    return {of_x, of_weight, of_bias};
}

at::Tensor normalise_relu_again(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& statistics,
    bool uses_batch, double eps) {
    const at::Tensor mean = uses_batch ? at::Tensor() : statistics[Mean];
    const at::Tensor variance = uses_batch ? at::Tensor() : statistics[InverseDeviation].pow(-2) - eps;
    return at::relu(at::batch_norm(x, weight, bias, mean, variance, uses_batch, 0, eps, false));
}

std::vector<at::Tensor> gradients_of_gradients(const std::vector<at::Tensor>& inputs, const at::Tensor& gradient,
    const std::function<at::Tensor(const std::vector<at::Tensor>&)>& forward) {
    // One input may have come from another, as a map from weights that are used twice: an alias has its gradient from here alone.
    std::vector<at::Tensor> own, wanted;
    std::transform(inputs.begin(), inputs.end(), std::back_inserter(own), [](const at::Tensor& input) { return input.defined() ? input.alias() : input; });
    std::copy_if(own.begin(), own.end(), std::back_inserter(wanted), [](const at::Tensor& input) { return input.defined() && input.requires_grad(); });
    const at::Tensor output = forward(own);
    const auto found = torch::autograd::grad({output}, wanted, {gradient}, /*retain_graph=*/true, /*create_graph=*/true, /*allow_unused=*/true);
    std::vector<at::Tensor> gradients(inputs.size());
    auto next = found.begin();
    for (size_t i = 0; i < inputs.size(); i++) {
        if (own[i].defined() && own[i].requires_grad()) {
            gradients[i] = *next++;
        }
    }
    return gradients;
}

} // namespace hodsl
