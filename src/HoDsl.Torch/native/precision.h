// The precision that autocast asks for. It stands apart as libtorch's header for autocast includes every operator.

#pragma once

#include "compat.h"

#include <c10/core/ScalarType.h>

namespace hodsl {

// The lower precision in which this thread computes convolutions on the processor, if there is one.
compat::optional<c10::ScalarType> lower_precision();

} // namespace hodsl
