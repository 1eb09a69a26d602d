// Sums of weight times map, in one pass over the maps, and their products with a gradient.

#pragma once

#include "kernels.h"
#include "weights.h"

#include <c10/util/ArrayRef.h>

namespace hodsl {

// One or more sums over the same maps. Row r has lengths[r] terms; the terms of all rows stand one after another.
struct Rows {
    c10::ArrayRef<int32_t> lengths;
    c10::ArrayRef<int32_t> maps;
    c10::ArrayRef<Weight> weights;
};

// The most rows that one pass computes.
constexpr size_t most_rows = CombinationRows<float>::most;

// Whether one pass can read the maps, with these weights; they may lie in different layouts.
bool fit_together(at::ArrayRef<at::Tensor> maps, c10::ArrayRef<Weight> weights);

// Writes each row, of maps that fit together, into one of `out`, which are like the first map and may be some of the maps.
void write_sums(at::ArrayRef<at::Tensor> maps, const Rows& rows, at::ArrayRef<at::Tensor> out);

// The sum of weight times map, whatever the maps are; where operators of libtorch compute it, it can be differentiated.
at::Tensor sum_of(at::ArrayRef<at::Tensor> maps, c10::ArrayRef<Weight> weights);

// The same by operators of libtorch.
at::Tensor sum_by_libtorch(at::ArrayRef<at::Tensor> maps, c10::ArrayRef<Weight> weights);

// The sum over all elements of gradient times (the sum of weight times map), weights that are numbers; for each channel, or in all.
at::Tensor product_sum(const at::Tensor& gradient, at::ArrayRef<at::Tensor> maps, c10::ArrayRef<Weight> weights, bool by_channel);

} // namespace hodsl
