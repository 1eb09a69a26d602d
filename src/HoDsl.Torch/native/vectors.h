// Sixty-four bytes of numbers at once, in the vector extensions that GCC and Clang share: each processor's own instructions
// come out, and no intrinsics stand here. For the kernels only: how a vector is passed depends on the instructions in use.

#pragma once

#include "elements.h"

#include <cstring>

namespace hodsl {

#define HODSL_INLINE inline __attribute__((always_inline))

typedef float Floats __attribute__((vector_size(64)));
typedef double Doubles __attribute__((vector_size(64)));
typedef uint32_t Words __attribute__((vector_size(64)));
typedef uint16_t HalfWords __attribute__((vector_size(32)));

// A pack is a vector of numbers, or a single number for what is left over at the end.
template <typename T>
struct VectorOf;

template <>
struct VectorOf<float> {
    using type = Floats;
};

template <>
struct VectorOf<double> {
    using type = Doubles;
};

template <typename T>
using Vector = typename VectorOf<Number<T>>::type;

template <typename Pack, typename T>
constexpr int64_t width_of = sizeof(Pack) / sizeof(Number<T>);

template <typename To, typename From>
HODSL_INLINE To bits_of(const From& value) {
    static_assert(sizeof(To) == sizeof(From));
    To result;
    std::memcpy(&result, &value, sizeof result);
    return result;
}

template <typename Pack, typename T>
HODSL_INLINE Pack load(const T* source) {
    Pack result;
    std::memcpy(&result, source, sizeof result);
    return result;
}

template <>
HODSL_INLINE Floats load<Floats, BFloat16>(const BFloat16* source) {
    HalfWords halves;
    std::memcpy(&halves, source, sizeof halves);
    return bits_of<Floats>(__builtin_convertvector(halves, Words) << 16);
}

template <>
HODSL_INLINE float load<float, BFloat16>(const BFloat16* source) {
    return bits_of<float>(static_cast<uint32_t>(source->bits) << 16);
}

// To the nearest bfloat16, ties to even; a NaN stays one.
template <typename Bits>
HODSL_INLINE Bits rounded_to_upper_half(Bits bits) {
    const Bits rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
    const Bits nan = (bits >> 16) | 0x40u;
    return (bits & 0x7fffffffu) > 0x7f800000u ? nan : rounded;
}

template <typename Pack, typename T>
HODSL_INLINE void store(T* target, const Pack& value) {
    std::memcpy(target, &value, sizeof value);
}

template <>
HODSL_INLINE void store<Floats, BFloat16>(BFloat16* target, const Floats& value) {
    const HalfWords halves = __builtin_convertvector(rounded_to_upper_half(bits_of<Words>(value)), HalfWords);
    std::memcpy(target, &halves, sizeof halves);
}

template <>
HODSL_INLINE void store<float, BFloat16>(BFloat16* target, const float& value) {
    target->bits = static_cast<uint16_t>(rounded_to_upper_half(bits_of<uint32_t>(value)));
}

// max(0, x), with NaN kept as PyTorch keeps it.
template <typename Pack>
HODSL_INLINE Pack relu(const Pack& x) {
    return x <= 0 ? Pack{} : x;
}

// Calls `body` with a vector for each full group of columns, and with a single number for each column left over.
template <typename T, typename Body>
HODSL_INLINE void for_packs(int64_t count, Body body) {
    constexpr int64_t width = width_of<Vector<T>, T>;
    int64_t i = 0;
    for (; i + width <= count; i += width) {
        body(i, Vector<T>{});
    }
    for (; i < count; i++) {
        body(i, Number<T>{});
    }
}

} // namespace hodsl
