// The types of a map's elements, and the types in which they are computed.

#pragma once

#include <cstdint>

namespace hodsl {

// The bits of a bfloat16: the upper half of a single-precision number.
struct BFloat16 {
    uint16_t bits;
};

// The type in which elements of type T are computed: single precision for those that are stored in half of it.
template <typename T>
struct NumberOf {
    using type = T;
};

template <>
struct NumberOf<BFloat16> {
    using type = float;
};

template <typename T>
using Number = typename NumberOf<T>::type;

} // namespace hodsl
