// Operators of a user's own library: one with the gradient of the operators that it calls, and those of several results.
#include <ATen/ops/mul.h>
#include <torch/library.h>

#include <csignal>
#include <cstdlib>

static at::Tensor scaled(const at::Tensor& x, double factor) {
    return at::mul(x, factor);
}

static std::tuple<int64_t, double, bool> counted(at::TensorList list, at::IntArrayRef numbers, std::string text) {
    return {static_cast<int64_t>(list.size() + numbers.size()), 0.5, text == "yes"};
}

static std::tuple<std::vector<int64_t>, std::vector<double>> listed(const at::Tensor& x) {
    return {x.sizes().vec(), {0.5, 0.25}};
}

static std::tuple<at::Tensor, std::string> named(const at::Tensor& x) {
    return {at::mul(x, 2), "twice"};
}

TORCH_LIBRARY(hodsl_tests, library) {
    library.def("scaled(Tensor x, float factor=2.0) -> Tensor", scaled);
    library.def("counted(Tensor[] list, int[] numbers, str text) -> (int, float, bool)", counted);
    library.def("listed(Tensor x) -> (int[], float[])", listed);
    library.def("named(Tensor x) -> (Tensor, str)", named);
}

// As some libraries do when they are loaded: a fault of the process is theirs from then on.
static void end_process(int) {
    std::_Exit(1);
}

__attribute__((constructor)) static void take_over_faults() {
    for (const int fault : {SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV}) {
        std::signal(fault, end_process);
    }
}
