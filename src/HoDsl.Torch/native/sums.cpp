#include "sums.h"
#include "blanks.h"
#include "maps.h"
#include "recording.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>
#include <ATen/ops/zeros.h>
#include <ATen/record_function.h>
#include <c10/util/SmallVector.h>

#include <numeric>

namespace hodsl {
namespace {

template <typename T>
using Coefficients = c10::SmallVector<Number<T>, 64>;

bool differ_by_channel(c10::ArrayRef<Weight> weights) {
    return std::any_of(weights.begin(), weights.end(), [](const Weight& weight) { return weight.channels != nullptr; });
}

// The maps as they are, but those in another layout than the first copied into its.
std::vector<at::Tensor> in_one_layout(at::ArrayRef<at::Tensor> maps) {
    std::vector<at::Tensor> alike(maps.begin(), maps.end());
    for (auto& map : alike) {
        if (map.strides() != maps[0].strides()) {
            map = blank_like(maps[0]).copy_(map);
        }
    }
    return alike;
}

// The elements of maps from a place on.
template <typename T, typename Elements = const T>
c10::SmallVector<Elements*, 20> elements_from(at::ArrayRef<at::Tensor> maps, int64_t place) {
    c10::SmallVector<Elements*, 20> from;
    for (const auto& map : maps) {
        from.push_back(const_cast<Elements*>(elements<T>(map)) + place);
    }
    return from;
}

template <typename T>
struct Pass {
    at::ArrayRef<at::Tensor> maps;
    const Rows& rows;
    at::ArrayRef<at::Tensor> out;

    static constexpr int64_t share = 1 << 15;

    CombinationRows<Number<T>> with(const Coefficients<T>& coefficients) const {
        return {static_cast<int64_t>(rows.lengths.size()), rows.lengths.data(), rows.maps.data(), coefficients.data()};
    }

    Coefficients<T> of_channel(int64_t channel) const {
        Coefficients<T> coefficients;
        for (const auto& weight : rows.weights) {
            coefficients.push_back(static_cast<Number<T>>(weight.of_channel(channel)));
        }
        return coefficients;
    }

    void all_alike() const {
        const auto coefficients = of_channel(0);
        at::parallel_for(0, out[0].numel(), share, [&](int64_t begin, int64_t end) {
            kernels<T>().combine(elements_from<T>(maps, begin).data(), with(coefficients), end - begin, elements_from<T, T>(out, begin).data());
        });
    }

    void by_pixel() const {
        const int64_t channels = out[0].size(1);
        Coefficients<T> coefficients;
        for (const auto& weight : rows.weights) {
            for (int64_t c = 0; c < channels; c++) {
                coefficients.push_back(static_cast<Number<T>>(weight.of_channel(c)));
            }
        }
        at::parallel_for(0, out[0].numel() / channels, std::max<int64_t>(1, share / channels), [&](int64_t begin, int64_t end) {
            kernels<T>().combine_channels(elements_from<T>(maps, begin * channels).data(), with(coefficients), end - begin, channels,
                elements_from<T, T>(out, begin * channels).data());
        });
    }

    void by_plane() const {
        const int64_t channels = out[0].size(1), size = out[0].size(2) * out[0].size(3);
        at::parallel_for(0, out[0].numel() / size, std::max<int64_t>(1, share / size), [&](int64_t begin, int64_t end) {
            for (int64_t plane = begin; plane < end; plane++) {
                kernels<T>().combine(elements_from<T>(maps, plane * size).data(), with(of_channel(plane % channels)), size,
                    elements_from<T, T>(out, plane * size).data());
            }
        });
    }
};

// Sums of products, each over a block of elements of a fixed size: they do not depend on the number of threads.
template <typename T>
struct ProductPass {
    at::ArrayRef<at::Tensor> maps;
    const at::Tensor& gradient;
    CombinationRows<Number<T>> row;

    double all_together() const {
        constexpr int64_t block = 1 << 14;
        const int64_t size = gradient.numel();
        std::vector<double> sums((size + block - 1) / block);
        at::parallel_for(0, static_cast<int64_t>(sums.size()), 2, [&](int64_t first, int64_t last) {
            for (int64_t b = first; b < last; b++) {
                sums[b] = kernels<T>().product_sum(elements_from<T>(maps, b * block).data(), row, elements<T>(gradient) + b * block,
                    std::min(block, size - b * block));
            }
        });
        return std::accumulate(sums.begin(), sums.end(), 0.0);
    }

    void by_pixel(double* of_channel) const {
        const PixelBlocks blocks(gradient);
        std::vector<Number<T>> sums(blocks.count * blocks.channels);
        blocks.for_each([&](int64_t b) {
            kernels<T>().product_sums(elements_from<T>(maps, blocks.begin(b)).data(), row, elements<T>(gradient) + blocks.begin(b),
                blocks.pixels_of(b), blocks.channels, sums.data() + b * blocks.channels);
        });
        for (size_t i = 0; i < sums.size(); i++) {
            of_channel[i % blocks.channels] += sums[i];
        }
    }

    void by_plane(double* of_channel) const {
        const int64_t channels = gradient.size(1), size = gradient.size(2) * gradient.size(3);
        for (int64_t plane = 0; plane < gradient.numel() / size; plane++) {
            of_channel[plane % channels] += kernels<T>().product_sum(
                elements_from<T>(maps, plane * size).data(), row, elements<T>(gradient) + plane * size, size);
        }
    }
};

} // namespace

bool fit_together(at::ArrayRef<at::Tensor> maps, c10::ArrayRef<Weight> weights) {
    const at::Tensor& first = maps[0];
    return has_kernels(first) && first.is_non_overlapping_and_dense()
        && (!differ_by_channel(weights) || (first.dim() == 4 && (first.is_contiguous() || is_channels_last(first))))
        && std::all_of(maps.begin() + 1, maps.end(), [&](const at::Tensor& map) {
               return map.scalar_type() == first.scalar_type() && map.device() == first.device() && map.sizes() == first.sizes();
           });
}

void write_sums(at::ArrayRef<at::Tensor> maps, const Rows& rows, at::ArrayRef<at::Tensor> out) {
    RECORD_FUNCTION("hodsl::combine", {});
    const auto alike = in_one_layout(maps);
    with_element_of(out[0], [&](auto element) {
        const Pass<decltype(element)> pass{alike, rows, out};
        if (!differ_by_channel(rows.weights)) {
            pass.all_alike();
        } else if (is_channels_last(out[0])) {
            pass.by_pixel();
        } else {
            pass.by_plane();
        }
    });
}

at::Tensor sum_of(at::ArrayRef<at::Tensor> maps, c10::ArrayRef<Weight> weights) {
    if (!fit_together(maps, weights)) {
        return sum_by_libtorch(maps, weights);
    }
    if (is_recording()) {
        Tensors inputs = maps.vec();
        Factor::append_read(weights.vec(), inputs);
        return record(std::move(inputs), [weights = weights.vec()](Tensors&& read) {
            const at::ArrayRef<at::Tensor> all(read);
            return Tensors{sum_of(all.slice(0, weights.size()), Factor::read_again(weights, all.slice(weights.size())))};
        })[0];
    }
    c10::SmallVector<int32_t, 20> indices(maps.size());
    std::iota(indices.begin(), indices.end(), 0);
    const auto length = static_cast<int32_t>(maps.size());
    const at::Tensor out = blank_like(maps[0]);
    write_sums(maps, {length, indices, weights}, out);
    return out;
}

at::Tensor sum_by_libtorch(at::ArrayRef<at::Tensor> maps, c10::ArrayRef<Weight> weights) {
    if (std::any_of(weights.begin(), weights.end(), [](const Weight& weight) { return weight.learnt.defined(); })) {
        refuse_recording("weighs maps by numbers that it reads");
    }
    at::Tensor sum = weights[0].channels == nullptr ? maps[0] * weights[0].number : weights[0].times(maps[0]);
    for (size_t j = 1; j < maps.size(); j++) {
        sum = weights[j].channels == nullptr ? at::add(sum, maps[j], weights[j].number) : at::add(sum, weights[j].times(maps[j]));
    }
    return sum;
}

at::Tensor product_sum(const at::Tensor& gradient, at::ArrayRef<at::Tensor> maps, c10::ArrayRef<Weight> weights, bool by_channel) {
    std::vector<at::Tensor> all(maps.begin(), maps.end());
    all.push_back(gradient);
    if (is_recording()) {
        return record(std::move(all), [weights = weights.vec(), by_channel](Tensors&& read) {
            return Tensors{product_sum(read.back(), at::ArrayRef<at::Tensor>(read).slice(0, read.size() - 1), weights, by_channel)};
        })[0];
    }
    RECORD_FUNCTION("hodsl::product_sum", {});
    const bool in_order = is_channels_last(maps[0]) || maps[0].is_contiguous();
    if (!in_order || !fit_together(all, {})) {
        const at::Tensor products = sum_by_libtorch(maps, weights) * gradient;
        return by_channel ? products.sum({0, 2, 3}).view({-1, 1, 1}) : products.sum();
    }
    all = in_one_layout(all);
    const at::Tensor last = all.back();
    all.pop_back();
    const at::Tensor sums = by_channel ? at::zeros({gradient.size(1), 1, 1}, at::kDouble) : at::zeros({}, at::kDouble);
    c10::SmallVector<int32_t, 20> indices(all.size());
    std::iota(indices.begin(), indices.end(), 0);
    const auto length = static_cast<int32_t>(all.size());
    with_element_of(last, [&](auto element) {
        using T = decltype(element);
        Coefficients<T> coefficients;
        for (const auto& weight : weights) {
            coefficients.push_back(static_cast<Number<T>>(weight.number));
        }
        const ProductPass<T> pass{all, last, {1, &length, indices.data(), coefficients.data()}};
        double* target = sums.data_ptr<double>();
        if (!by_channel) {
            *target = pass.all_together();
        } else if (is_channels_last(last)) {
            pass.by_pixel(target);
        } else {
            pass.by_plane(target);
        }
    });
    return sums;
}

} // namespace hodsl
