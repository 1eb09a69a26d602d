// Backward passes and grad mode.

#include "branch.h"
#include "guard.h"
#include "recording.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace hodsl;

int32_t hodsl_backward(void* const* tensors, int32_t count, void* const* gradients, int32_t gradient_count,
    void* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph) {
    return guarded([&] {
        const BackwardPass pass;
        const auto roots = borrow_all(tensors, count), leaves = borrow_all(inputs, input_count);
        note_backward(roots, leaves);
        torch::autograd::backward(roots, borrow_all(gradients, gradient_count), retain_graph != 0, create_graph != 0, leaves);
    });
}

int32_t hodsl_gradients(void* const* outputs, int32_t output_count, void* const* output_gradients, int32_t gradient_count,
    void* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** results) {
    return guarded([&] {
        const BackwardPass pass;
        auto gradients = torch::autograd::grad(borrow_all(outputs, output_count), borrow_all(inputs, input_count),
            borrow_all(output_gradients, gradient_count), retain_graph != 0, create_graph != 0, allow_unused != 0);
        for (auto& gradient : gradients) {
            *results++ = hand_out(std::move(gradient));
        }
    });
}

int32_t hodsl_grad_mode() {
    return c10::GradMode::is_enabled();
}

void hodsl_set_grad_mode(int32_t enabled) {
    c10::GradMode::set_enabled(enabled != 0);
}
