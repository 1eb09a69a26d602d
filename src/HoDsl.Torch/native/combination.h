// The backward pass of one sum of weight times map. Constant weights save no map for it; for a learnt factor it needs the inner
// product of the gradient with what the factor multiplies, and that is formed from maps that others keep anyway where it can be.

#pragma once

#include "branch.h"

#include <torch/csrc/autograd/saved_variable.h>

namespace hodsl {

// One term: number x factor x map.
struct Term {
    at::Tensor map;
    double number;
    const Factor* factor;  // null: none

    Weight weight() const { return factor == nullptr ? Weight{number, nullptr} : factor->times(number); }
};

// Makes `out`, which is the sum of the terms, the result of a node that forms their gradients.
void record(at::Tensor& out, const std::vector<Term>& terms);

} // namespace hodsl
