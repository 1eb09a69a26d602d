// The types of a map's elements, and the types in which they are computed.

#pragma once

#include <cstdint>
#include <cstring>

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

inline double number_of(float element) { return element; }
inline double number_of(double element) { return element; }

inline double number_of(BFloat16 element) {
    const uint32_t bits = static_cast<uint32_t>(element.bits) << 16;
    float number;
    std::memcpy(&number, &bits, sizeof number);
    return number;
}

} // namespace hodsl
