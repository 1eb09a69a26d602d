// Operators of a user's own library: one with the gradient of the operators that it calls, those of several results, and those with
// kernels of their own, of which one keeps something for its backward pass and one gives as many numbers as are positive.
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/gt.h>
#include <ATen/ops/masked_select.h>
#include <ATen/ops/mul.h>
#include <torch/csrc/autograd/custom_function.h>
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

static at::Tensor tripled(const at::Tensor& x) {
    return at::mul(x, 3);
}

struct Tripled : torch::autograd::Function<Tripled> {
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x) {
        context->save_for_backward({at::full_like(x, 3)});
        at::AutoDispatchBelowADInplaceOrView below;
        return tripled(x);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
        return {at::mul(gradients[0], context->get_saved_variables()[0])};
    }
};

static at::Tensor positive(const at::Tensor& x) {
    return at::masked_select(x, at::gt(x, 0));
}

TORCH_LIBRARY(hodsl_tests, library) {
    library.def("tripled(Tensor x) -> Tensor");
    library.def("positive(Tensor x) -> Tensor");
    library.def("scaled(Tensor x, float factor=2.0) -> Tensor", scaled);
    library.def("counted(Tensor[] list, int[] numbers, str text) -> (int, float, bool)", counted);
    library.def("listed(Tensor x) -> (int[], float[])", listed);
    library.def("named(Tensor x) -> (Tensor, str)", named);
}

TORCH_LIBRARY_IMPL(hodsl_tests, CPU, library) {
    library.impl("tripled", tripled);
    library.impl("positive", positive);
}

TORCH_LIBRARY_IMPL(hodsl_tests, Autograd, library) {
    library.impl("tripled", [](const at::Tensor& x) { return Tripled::apply(x); });
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
