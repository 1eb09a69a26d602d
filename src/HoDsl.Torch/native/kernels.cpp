// Compiled once for each set of vector instructions; HODSL_INSTRUCTIONS names the set.

#include "kernels.h"
#include "vectors.h"

namespace hodsl {
namespace {

template <typename T>
void moments(const T* x, int64_t rows, int64_t channels, Number<T>* mean, Number<T>* squares) {
    for_packs<T>(channels, [&](int64_t c, auto sum) {
        using Pack = decltype(sum);
        // Sums of distances from the first pixel are small where the mean is far from 0.
        const Pack origin = load<Pack>(x + c);
        for (int64_t r = 1; r < rows; r++) {
            sum += load<Pack>(x + r * channels + c) - origin;
        }
        const Pack average = origin + sum / static_cast<Number<T>>(rows);
        // A second pass, over rows that are in the cache by now: a difference of large sums would lose its digits.
        Pack spread{};
        for (int64_t r = 0; r < rows; r++) {
            const Pack distance = load<Pack>(x + r * channels + c) - average;
            spread += distance * distance;
        }
        store(mean + c, average);
        store(squares + c, spread);
    });
}

template <typename T>
void normalise_relu(const T* x, int64_t rows, int64_t channels, NormChannels<Number<T>> norm, T* out) {
    for_packs<T>(channels, [&](int64_t c, auto zero) {
        using Pack = decltype(zero);
        const Pack scale = load<Pack>(norm.scale + c), shift = load<Pack>(norm.shift + c);
        for (int64_t i = c; i < rows * channels; i += channels) {
            store(out + i, relu(load<Pack>(x + i) * scale + shift));
        }
    });
}

// The gradient where the ReLU let x through.
template <typename Pack>
HODSL_INLINE Pack passed(const Pack& gradient, const Pack& normalised) {
    return normalised <= 0 ? Pack{} : gradient;
}

template <typename T>
void gradient_sums(const T* x, const T* gradient, int64_t rows, int64_t channels, NormChannels<Number<T>> norm,
    Number<T>* sum, Number<T>* product_sum) {
    for_packs<T>(channels, [&](int64_t c, auto gradients) {
        using Pack = decltype(gradients);
        const Pack mean = load<Pack>(norm.mean + c), scale = load<Pack>(norm.scale + c), shift = load<Pack>(norm.shift + c);
        Pack products{};
        for (int64_t i = c; i < rows * channels; i += channels) {
            const Pack value = load<Pack>(x + i);
            const Pack g = passed<Pack>(load<Pack>(gradient + i), value * scale + shift);
            gradients += g;
            products += g * (value - mean);
        }
        store(sum + c, gradients);
        store(product_sum + c, products);
    });
}

template <typename T>
void gradient_of_input(const T* x, const T* gradient, int64_t rows, int64_t channels, NormChannels<Number<T>> norm,
    const Number<T>* slope, const Number<T>* offset, T* out) {
    for_packs<T>(channels, [&](int64_t c, auto zero) {
        using Pack = decltype(zero);
        const Pack scale = load<Pack>(norm.scale + c), shift = load<Pack>(norm.shift + c);
        const Pack a = load<Pack>(slope + c), b = load<Pack>(offset + c);
        for (int64_t i = c; i < rows * channels; i += channels) {
            const Pack value = load<Pack>(x + i);
            const Pack g = passed<Pack>(load<Pack>(gradient + i), value * scale + shift);
            store(out + i, g * scale + (value * a + b));
        }
    });
}

template <typename T>
void combine(const T* const* maps, CombinationRows<Number<T>> rows, int64_t size, T* const* out) {
    for_packs<T>(size, [&](int64_t i, auto zero) {
        using Pack = decltype(zero);
        // All rows are summed before any is written: they may be written over the maps.
        Pack sums[CombinationRows<Number<T>>::most];
        int64_t term = 0;
        for (int64_t r = 0; r < rows.count; r++) {
            Pack sum = zero;
            for (int32_t j = 0; j < rows.lengths[r]; j++, term++) {
                sum += load<Pack>(maps[rows.maps[term]] + i) * rows.coefficients[term];
            }
            sums[r] = sum;
        }
        for (int64_t r = 0; r < rows.count; r++) {
            store(out[r] + i, sums[r]);
        }
    });
}

template <typename T>
constexpr Kernels<T> all = {moments<T>, normalise_relu<T>, gradient_sums<T>, gradient_of_input<T>, combine<T>};

} // namespace

namespace HODSL_INSTRUCTIONS {

extern const Kernels<float> float_kernels;
extern const Kernels<double> double_kernels;
extern const Kernels<BFloat16> bfloat16_kernels;
const Kernels<float> float_kernels = all<float>;
const Kernels<double> double_kernels = all<double>;
const Kernels<BFloat16> bfloat16_kernels = all<BFloat16>;

} // namespace HODSL_INSTRUCTIONS
} // namespace hodsl
