// Sixty-four bytes of numbers at once, in the vector extensions that GCC and Clang share: each processor's own instructions
// come out. Intrinsics stand only where GCC does not find the instruction by itself. For the kernels only: how a vector is passed depends on the instructions in use.

#pragma once

#include "elements.h"

#include <cstring>

#ifdef __AVX512F__
#include <immintrin.h>
#endif

namespace hodsl {

#define HODSL_ALWAYS __attribute__((always_inline))
#define HODSL_INLINE inline HODSL_ALWAYS

typedef float Floats __attribute__((vector_size(64)));
typedef double Doubles __attribute__((vector_size(64)));
typedef uint32_t Words __attribute__((vector_size(64)));
typedef uint16_t HalfWords __attribute__((vector_size(32)));

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

template <typename To, typename From>
HODSL_INLINE To bits_of(const From& value) {
    static_assert(sizeof(To) == sizeof(From));
    To result;
    std::memcpy(&result, &value, sizeof result);
    return result;
}

// Four vectors side by side: columns that lie next to each other in memory are read together.
template <typename V>
struct Quad {
    static constexpr int count = 4;

    V vectors[count];
};

template <typename V, typename Operation>
HODSL_INLINE Quad<V> for_each_vector(Operation operation) {
    Quad<V> result;
    for (int i = 0; i < Quad<V>::count; i++) {
        result.vectors[i] = operation(i);
    }
    return result;
}

template <typename V>
HODSL_INLINE Quad<V> operator+(const Quad<V>& a, const Quad<V>& b) {
    return for_each_vector<V>([&](int i) { return a.vectors[i] + b.vectors[i]; });
}

template <typename V>
HODSL_INLINE Quad<V> operator-(const Quad<V>& a, const Quad<V>& b) {
    return for_each_vector<V>([&](int i) { return a.vectors[i] - b.vectors[i]; });
}

template <typename V>
HODSL_INLINE Quad<V> operator*(const Quad<V>& a, const Quad<V>& b) {
    return for_each_vector<V>([&](int i) { return a.vectors[i] * b.vectors[i]; });
}

template <typename V, typename Real>
HODSL_INLINE Quad<V> operator*(const Quad<V>& a, Real factor) {
    return for_each_vector<V>([&](int i) { return a.vectors[i] * factor; });
}

template <typename V, typename Real>
HODSL_INLINE Quad<V> operator/(const Quad<V>& a, Real divisor) {
    return for_each_vector<V>([&](int i) { return a.vectors[i] / divisor; });
}

template <typename V>
HODSL_INLINE Quad<V>& operator+=(Quad<V>& a, const Quad<V>& b) {
    return a = a + b;
}

// `value` where the sign of `condition` lets it through, 0 where that is 0 or less; with NaN as a condition it passes.
template <typename Pack>
HODSL_INLINE Pack passed(const Pack& value, const Pack& condition) {
    return condition <= 0 ? Pack{} : value;
}

template <typename V>
HODSL_INLINE Quad<V> passed(const Quad<V>& value, const Quad<V>& condition) {
    return for_each_vector<V>([&](int i) { return passed(value.vectors[i], condition.vectors[i]); });
}

// To the nearest bfloat16, ties to even; a NaN stays one.
template <typename Bits>
HODSL_INLINE Bits rounded_to_upper_half(Bits bits) {
    const Bits rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
    const Bits nan = (bits >> 16) | 0x40u;
    return (bits & 0x7fffffffu) > 0x7f800000u ? nan : rounded;
}

// A pack is a quad, a vector or a single number; this is how one is read from and written to elements of type T.
template <typename Pack, typename T>
struct Access {
    static HODSL_INLINE Pack load(const T* source) {
        Pack result;
        std::memcpy(&result, source, sizeof result);
        return result;
    }

    static HODSL_INLINE void store(T* target, const Pack& value) { std::memcpy(target, &value, sizeof value); }
};

template <>
struct Access<float, BFloat16> {
    static HODSL_INLINE float load(const BFloat16* source) { return bits_of<float>(static_cast<uint32_t>(source->bits) << 16); }

    static HODSL_INLINE void store(BFloat16* target, float value) {
        target->bits = static_cast<uint16_t>(rounded_to_upper_half(bits_of<uint32_t>(value)));
    }
};

template <>
struct Access<Floats, BFloat16> {
    static HODSL_INLINE Floats load(const BFloat16* source) {
        HalfWords halves;
        std::memcpy(&halves, source, sizeof halves);
#ifdef __AVX512F__
        const Words words = bits_of<Words>(_mm512_maskz_cvtepu16_epi32(0xffff, bits_of<__m256i>(halves)));
#else
        const Words words = __builtin_convertvector(halves, Words);
#endif
        return bits_of<Floats>(words << 16);
    }

    static HODSL_INLINE void store(BFloat16* target, const Floats& value) {
#ifdef __AVX512BF16__
        const auto halves = _mm512_cvtneps_pbh(bits_of<__m512>(value));
#elif defined(__AVX512F__)
        const auto halves = _mm512_maskz_cvtepi32_epi16(0xffff, bits_of<__m512i>(rounded_to_upper_half(bits_of<Words>(value))));
#else
        const HalfWords halves = __builtin_convertvector(rounded_to_upper_half(bits_of<Words>(value)), HalfWords);
#endif
        std::memcpy(target, &halves, sizeof halves);
    }
};

template <typename V, typename T>
struct Access<Quad<V>, T> {
    static constexpr int64_t width = sizeof(V) / sizeof(Number<T>);

    static HODSL_INLINE Quad<V> load(const T* source) {
        return for_each_vector<V>([&](int i) { return Access<V, T>::load(source + i * width); });
    }

    static HODSL_INLINE void store(T* target, const Quad<V>& value) {
        for (int i = 0; i < Quad<V>::count; i++) {
            Access<V, T>::store(target + i * width, value.vectors[i]);
        }
    }
};

template <typename Pack, typename T>
HODSL_INLINE Pack load(const T* source) {
    return Access<Pack, T>::load(source);
}

template <typename Pack, typename T>
HODSL_INLINE void store(T* target, const Pack& value) {
    Access<Pack, T>::store(target, value);
}

// Calls `body` with the first column and a zero of each pack: quads, then vectors, then single numbers for what is left over.
template <typename T, typename Body>
HODSL_INLINE void for_packs(int64_t count, Body body) {
    constexpr int64_t vector = sizeof(Vector<T>) / sizeof(Number<T>), quad = Quad<Vector<T>>::count * vector;
    int64_t i = 0;
    for (; i + quad <= count; i += quad) {
        body(i, Quad<Vector<T>>{});
    }
    for (; i + vector <= count; i += vector) {
        body(i, Vector<T>{});
    }
    for (; i < count; i++) {
        body(i, Number<T>{});
    }
}

// A sum in several parts: an addition need not wait for the one before it. A quad's vectors do not wait for each other anyway.
template <typename Pack>
struct Sum {
    static constexpr int64_t ways = 4;

    Pack parts[ways]{};

    HODSL_INLINE Pack total() const { return (parts[0] + parts[1]) + (parts[2] + parts[3]); }
};

template <typename V>
struct Sum<Quad<V>> {
    static constexpr int64_t ways = 1;

    Quad<V> parts[ways]{};

    HODSL_INLINE Quad<V> total() const { return parts[0]; }
};

// Calls `body` with the number of each row and the part of a sum of packs that it goes to.
template <typename Pack, typename Body>
HODSL_INLINE void for_rows(int64_t rows, Body body) {
    constexpr int64_t ways = Sum<Pack>::ways;
    int64_t r = 0;
    for (; r + ways <= rows; r += ways) {
        for (int64_t way = 0; way < ways; way++) {
            body(r + way, way);
        }
    }
    for (; r < rows; r++) {
        body(r, 0);
    }
}

} // namespace hodsl
