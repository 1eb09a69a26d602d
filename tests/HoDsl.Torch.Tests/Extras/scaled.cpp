// Operators of a user's own library: one with the gradient of the operators that it calls, and one of several results.
#include <ATen/ops/mul.h>
#include <torch/library.h>

static at::Tensor scaled(const at::Tensor& x, double factor) {
    return at::mul(x, factor);
}

static std::tuple<int64_t, double, bool> counted(at::TensorList list, at::IntArrayRef numbers, std::string text) {
    return {static_cast<int64_t>(list.size() + numbers.size()), 0.5, text == "yes"};
}

TORCH_LIBRARY(hodsl_tests, library) {
    library.def("scaled(Tensor x, float factor=2.0) -> Tensor", scaled);
    library.def("counted(Tensor[] list, int[] numbers, str text) -> (int, float, bool)", counted);
}
