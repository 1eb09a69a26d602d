// Chooses the kernels for the best vector instructions of this processor.

#include "hodsl_torch.h"
#include "kernels.h"

#include <cstring>

namespace hodsl {

#define HODSL_DECLARE_KERNELS(instructions)                \
    namespace instructions {                               \
    extern const Kernels<float> float_kernels;             \
    extern const Kernels<double> double_kernels;           \
    extern const Kernels<BFloat16> bfloat16_kernels;       \
    }

HODSL_DECLARE_KERNELS(baseline)
#ifdef __x86_64__
HODSL_DECLARE_KERNELS(avx2)
HODSL_DECLARE_KERNELS(avx512)
HODSL_DECLARE_KERNELS(avx512bf16)

static bool has_avx2() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

bool has_avx512() {
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

static bool has_avx512bf16() {
    return has_avx512() && __builtin_cpu_supports("avx512bf16");
}

#else

bool has_avx512() {
    return false;
}

#endif

namespace {

struct KernelSet {
    const char* instructions;
    bool (*has_processor)();
    const Kernels<float>* of_float;
    const Kernels<double>* of_double;
    const Kernels<BFloat16>* of_bfloat16;
};

bool has_any() {
    return true;
}

#define HODSL_KERNEL_SET(instructions, has_processor) \
    {#instructions, has_processor, &instructions::float_kernels, &instructions::double_kernels, &instructions::bfloat16_kernels}

// The best first.
const KernelSet sets[] = {
#ifdef __x86_64__
    HODSL_KERNEL_SET(avx512bf16, has_avx512bf16),
    HODSL_KERNEL_SET(avx512, has_avx512),
    HODSL_KERNEL_SET(avx2, has_avx2),
#endif
    HODSL_KERNEL_SET(baseline, has_any),
};

const KernelSet* best() {
    const KernelSet* set = sets;
    while (!set->has_processor()) {
        set++;
    }
    return set;
}

const KernelSet*& chosen() {
    static const KernelSet* set = best();
    return set;
}

} // namespace

template <>
const Kernels<float>& kernels<float>() {
    return *chosen()->of_float;
}

template <>
const Kernels<double>& kernels<double>() {
    return *chosen()->of_double;
}

template <>
const Kernels<BFloat16>& kernels<BFloat16>() {
    return *chosen()->of_bfloat16;
}

} // namespace hodsl

int32_t hodsl_use_instructions(const char* instructions) {
    for (const auto& set : hodsl::sets) {
        if (std::strcmp(set.instructions, instructions) == 0 && set.has_processor()) {
            hodsl::chosen() = &set;
            return 1;
        }
    }
    return 0;
}
