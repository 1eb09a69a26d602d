// The loops over maps, one thread's share a call. A channels-last map is a matrix here: a row a pixel, a column a channel.
//
// They are compiled once for each set of vector instructions and know nothing of libtorch: a function of a shared header that
// were compiled for one processor could otherwise be linked into what another one runs.

#pragma once

#include "elements.h"

namespace hodsl {

// The numbers of each channel that batch norm works with: a row of `channels` each.
template <typename Real>
struct NormChannels {
    const Real* mean;
    const Real* scale;   // weight / deviation
    const Real* shift;   // bias - mean * scale
};

// Linear combinations of the same maps, row after row.
template <typename Real>
struct CombinationRows {
    static constexpr int64_t most = 32;

    int64_t count;             // at most `most`
    const int32_t* lengths;    // how many terms each row has
    const int32_t* maps;       // the map of each term
    const Real* coefficients;  // the coefficient of each term, or those of its channels
};

// A step of gradient descent: direction' = direction * momentum + (gradient + parameter * decay) * share, parameter' = parameter + direction' * rate.
template <typename Real>
struct Descent {
    Real rate;
    Real decay;
    Real momentum;
    Real share;     // of a gradient in the direction
    bool nesterov;  // the gradient + direction' * momentum takes the place of direction' in the step
};

template <typename T>
struct Kernels {
    using Real = Number<T>;

    // The mean of each column, and the sum of its squared distances from that mean.
    void (*moments)(const T* x, int64_t rows, int64_t channels, Real* mean, Real* squares);

    // out = relu(x * scale + shift)
    void (*normalise_relu)(const T* x, int64_t rows, int64_t channels, NormChannels<Real> norm, T* out);

    // With g' the gradient g where the ReLU let x through and 0 elsewhere: the sums of g' and of g' (x - mean) over each column.
    void (*gradient_sums)(const T* x, const T* gradient, int64_t rows, int64_t channels, NormChannels<Real> norm,
        Real* sum, Real* product_sum);

    // out = g' * scale + (x - mean) * slope + offset
    void (*gradient_of_input)(const T* x, const T* gradient, int64_t rows, int64_t channels, NormChannels<Real> norm,
        const Real* slope, const Real* offset, T* out);

    // out = sum of coefficient times map, for each row; any of `out` may be one of the maps.
    void (*combine)(const T* const* maps, CombinationRows<Real> rows, int64_t size, T* const* out);

    // The same with a coefficient for each channel: `channels` of them for each term.
    void (*combine_channels)(const T* const* maps, CombinationRows<Real> rows, int64_t pixels, int64_t channels, T* const* out);

    // The sum of gradient times row over all elements; one row only.
    Real (*product_sum)(const T* const* maps, CombinationRows<Real> row, const T* gradient, int64_t size);

    // The same sum over each column.
    void (*product_sums)(const T* const* maps, CombinationRows<Real> row, const T* gradient, int64_t pixels, int64_t channels, Real* sums);

    // The numbers of elements, and elements from numbers, to the nearest.
    void (*widen)(const T* elements, int64_t size, Real* numbers);
    void (*narrow)(const Real* numbers, int64_t size, T* elements);

    // A step; without momentum `direction` is null, and the step goes along the gradient.
    void (*descend)(T* parameter, const T* gradient, T* direction, int64_t size, Descent<Real> step);
};

// Whether this processor has what the kernels for AVX-512 need.
bool has_avx512();

// The kernels for the instructions that this processor has.
template <typename T>
const Kernels<T>& kernels();

} // namespace hodsl
