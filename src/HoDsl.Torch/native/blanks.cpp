#include "blanks.h"
#include "maps.h"

#include <ATen/EmptyTensor.h>
#include <ATen/record_function.h>

namespace hodsl {
namespace {

constexpr int64_t share = 1 << 15;

template <typename From, typename To>
void convert(void (*kernel)(const From*, int64_t, To*), const at::Tensor& from, at::Tensor& to) {
    at::parallel_for(0, from.numel(), share, [&](int64_t begin, int64_t end) {
        kernel(elements<From>(from) + begin, end - begin, elements<To>(to) + begin);
    });
}

} // namespace

at::Tensor blank(at::IntArrayRef sizes, at::ScalarType type) {
    return at::detail::empty_cpu(sizes, type);
}

at::Tensor blank_like(const at::Tensor& tensor, at::ScalarType type) {
    return at::detail::empty_strided_cpu(tensor.sizes(), tensor.strides(), type);
}

at::Tensor converted(const at::Tensor& tensor, at::ScalarType type) {
    if (tensor.scalar_type() == type) {
        return tensor;
    }
    const bool narrows = tensor.scalar_type() == at::kFloat && type == at::kBFloat16;
    const bool widens = tensor.scalar_type() == at::kBFloat16 && type == at::kFloat;
    if (!(narrows || widens) || !tensor.device().is_cpu() || !tensor.is_non_overlapping_and_dense()) {
        return tensor.to(type);
    }
    RECORD_FUNCTION("hodsl::convert", {});
    at::Tensor result = blank_like(tensor, type);
    if (narrows) {
        convert(kernels<BFloat16>().narrow, tensor, result);
    } else {
        convert(kernels<BFloat16>().widen, tensor, result);
    }
    return result;
}

} // namespace hodsl
