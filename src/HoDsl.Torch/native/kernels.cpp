// Compiled once for each set of vector instructions; HODSL_INSTRUCTIONS names the set.

#include "kernels.h"
#include "vectors.h"

namespace hodsl {
namespace {

template <typename T>
void moments(const T* x, int64_t rows, int64_t channels, Number<T>* mean, Number<T>* squares) {
    for_packs<T>(channels, [&](int64_t c, auto zero) HODSL_ALWAYS {
        using Pack = decltype(zero);
        // Distances from the first pixel add up to little where the mean is far from 0.
        const Pack origin = load<Pack>(x + c);
        Sum<Pack> distances;
        for_rows<Pack>(rows, [&](int64_t r, int64_t way) HODSL_ALWAYS { distances.parts[way] += load<Pack>(x + r * channels + c) - origin; });
        const Pack average = origin + distances.total() / static_cast<Number<T>>(rows);
        // A second pass, over rows that are in the cache by now: a difference of large sums would lose its digits.
        Sum<Pack> spread;
        for_rows<Pack>(rows, [&](int64_t r, int64_t way) HODSL_ALWAYS {
            const Pack distance = load<Pack>(x + r * channels + c) - average;
            spread.parts[way] += distance * distance;
        });
        store(mean + c, average);
        store(squares + c, spread.total());
    });
}

template <typename T>
void normalise_relu(const T* x, int64_t rows, int64_t channels, NormChannels<Number<T>> norm, T* out) {
    for_packs<T>(channels, [&](int64_t c, auto zero) HODSL_ALWAYS {
        using Pack = decltype(zero);
        const Pack scale = load<Pack>(norm.scale + c), shift = load<Pack>(norm.shift + c);
        for (int64_t i = c; i < rows * channels; i += channels) {
            const Pack normalised = load<Pack>(x + i) * scale + shift;
            store(out + i, passed(normalised, normalised));
        }
    });
}

template <typename T>
void gradient_sums(const T* x, const T* gradient, int64_t rows, int64_t channels, NormChannels<Number<T>> norm,
    Number<T>* sum, Number<T>* product_sum) {
    for_packs<T>(channels, [&](int64_t c, auto zero) HODSL_ALWAYS {
        using Pack = decltype(zero);
        const Pack mean = load<Pack>(norm.mean + c), scale = load<Pack>(norm.scale + c), shift = load<Pack>(norm.shift + c);
        Sum<Pack> gradients, products;
        for_rows<Pack>(rows, [&](int64_t r, int64_t way) HODSL_ALWAYS {
            const Pack value = load<Pack>(x + r * channels + c);
            const Pack g = passed(load<Pack>(gradient + r * channels + c), value * scale + shift);
            gradients.parts[way] += g;
            products.parts[way] += g * (value - mean);
        });
        store(sum + c, gradients.total());
        store(product_sum + c, products.total());
    });
}

template <typename T>
void gradient_of_input(const T* x, const T* gradient, int64_t rows, int64_t channels, NormChannels<Number<T>> norm,
    const Number<T>* slope, const Number<T>* offset, T* out) {
    for_packs<T>(channels, [&](int64_t c, auto zero) HODSL_ALWAYS {
        using Pack = decltype(zero);
        const Pack mean = load<Pack>(norm.mean + c), scale = load<Pack>(norm.scale + c), shift = load<Pack>(norm.shift + c);
        const Pack a = load<Pack>(slope + c), b = load<Pack>(offset + c);
        for (int64_t i = c; i < rows * channels; i += channels) {
            const Pack value = load<Pack>(x + i);
            const Pack g = passed(load<Pack>(gradient + i), value * scale + shift);
            store(out + i, g * scale + ((value - mean) * a + b));
        }
    });
}

// The rows at one place of the maps. All are summed before any is written: they may be written over the maps.
template <typename T, typename Pack, typename Coefficient>
HODSL_INLINE void combine_at(const T* const* maps, const CombinationRows<Number<T>>& rows, int64_t place, Pack, T* const* out, Coefficient coefficient) {
    const int64_t last = rows.count - 1;
    int64_t term = 0;
    const auto sum_of_row = [&](int64_t r) HODSL_ALWAYS {
        Pack sum{};
        for (const int64_t end = term + rows.lengths[r]; term != end; term++) {
            sum += load<Pack>(maps[rows.maps[term]] + place) * coefficient(term);
        }
        return sum;
    };
    Pack sums[CombinationRows<Number<T>>::most];
    for (int64_t r = 0; r < last; r++) {
        sums[r] = sum_of_row(r);
    }
    store(out[last] + place, sum_of_row(last));
    for (int64_t r = 0; r < last; r++) {
        store(out[r] + place, sums[r]);
    }
}

template <typename T>
void combine(const T* const* maps, CombinationRows<Number<T>> rows, int64_t size, T* const* out) {
    for_packs<T>(size, [&](int64_t i, auto zero) HODSL_ALWAYS {
        combine_at<T>(maps, rows, i, zero, out, [&](int64_t term) HODSL_ALWAYS { return rows.coefficients[term]; });
    });
}

template <typename T>
void combine_channels(const T* const* maps, CombinationRows<Number<T>> rows, int64_t pixels, int64_t channels, T* const* out) {
    for (int64_t pixel = 0; pixel < pixels; pixel++) {
        for_packs<T>(channels, [&](int64_t c, auto zero) HODSL_ALWAYS {
            using Pack = decltype(zero);
            combine_at<T>(maps, rows, pixel * channels + c, zero, out,
                [&](int64_t term) HODSL_ALWAYS { return load<Pack>(rows.coefficients + term * channels + c); });
        });
    }
}

// Gradient times row, at one place of the maps.
template <typename Pack, typename T>
HODSL_INLINE Pack product_at(const T* const* maps, const CombinationRows<Number<T>>& row, const T* gradient, int64_t place) {
    Pack sum{};
    for (int32_t term = 0; term < row.lengths[0]; term++) {
        sum += load<Pack>(maps[row.maps[term]] + place) * row.coefficients[term];
    }
    return sum * load<Pack>(gradient + place);
}

template <typename T>
Number<T> product_sum(const T* const* maps, CombinationRows<Number<T>> row, const T* gradient, int64_t size) {
    // A column for each number of a quad: what is left over comes one by one.
    constexpr int64_t columns = sizeof(Quad<Vector<T>>) / sizeof(Number<T>);
    const int64_t in_columns = size / columns * columns;
    Quad<Vector<T>> sums{};
    for (int64_t i = 0; i < in_columns; i += columns) {
        sums += product_at<Quad<Vector<T>>>(maps, row, gradient, i);
    }
    Number<T> parts[columns], total = 0;
    store(parts, sums);
    for (const Number<T> part : parts) {
        total += part;
    }
    for (int64_t i = in_columns; i < size; i++) {
        total += product_at<Number<T>>(maps, row, gradient, i);
    }
    return total;
}

template <typename T>
void product_sums(const T* const* maps, CombinationRows<Number<T>> row, const T* gradient, int64_t pixels, int64_t channels, Number<T>* sums) {
    for_packs<T>(channels, [&](int64_t c, auto zero) HODSL_ALWAYS {
        using Pack = decltype(zero);
        Sum<Pack> products;
        for_rows<Pack>(pixels, [&](int64_t r, int64_t way) HODSL_ALWAYS {
            products.parts[way] += product_at<Pack>(maps, row, gradient, r * channels + c);
        });
        store(sums + c, products.total());
    });
}

template <typename From, typename To>
void copy(const From* from, int64_t size, To* to) {
    for_packs<From>(size, [&](int64_t i, auto zero) HODSL_ALWAYS { store(to + i, load<decltype(zero)>(from + i)); });
}

template <typename T>
void descend(T* parameter, const T* gradient, T* direction, int64_t size, Descent<Number<T>> step) {
    for_packs<T>(size, [&](int64_t i, auto zero) HODSL_ALWAYS {
        using Pack = decltype(zero);
        const Pack place = load<Pack>(parameter + i);
        Pack towards = load<Pack>(gradient + i) + place * step.decay;
        if (direction != nullptr) {
            const Pack next = load<Pack>(direction + i) * step.momentum + towards * step.share;
            store(direction + i, next);
            towards = step.nesterov ? towards + next * step.momentum : next;
        }
        store(parameter + i, place + towards * step.rate);
    });
}

template <typename T>
constexpr Kernels<T> all = {moments<T>, normalise_relu<T>, gradient_sums<T>, gradient_of_input<T>, combine<T>, combine_channels<T>,
    product_sum<T>, product_sums<T>, copy<T, Number<T>>, copy<Number<T>, T>, descend<T>};

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
