// The gradient of a stage k_j is sum_i a_ij g_i over the combinations i that read it: the transposed tableau. Autograd would form
// it term by term, a product and a sum for each. Here a stage passes through `branch`, which is the identity: a combination's
// backward pass leaves its gradient and coefficient with the branch of each stage that it read, and the branch, which runs
// when all of them have, forms the sum in one pass.

#pragma once

#include "weights.h"

#include <torch/csrc/autograd/function.h>

#include <mutex>
#include <utility>

namespace hodsl {

// A backward pass as its caller sees it, while it lives: a number tells it from others, that of a later pass too whose bookkeeping lies
// where that of one that failed did. The nodes of maps on the processor run on the thread that called.
class BackwardPass {
public:
    BackwardPass();
    ~BackwardPass();
    BackwardPass(const BackwardPass&) = delete;
    BackwardPass& operator=(const BackwardPass&) = delete;

private:
    const uint64_t outer_;
};

// The identity, at which the gradients of a map's uses come together.
class Branch : public torch::autograd::Node {
public:
    // A stage is given up when the last combination has read it; a state is held by others.
    explicit Branch(bool of_stage) : is_of_stage(of_stage) {}

    const bool is_of_stage;

    // Whether the backward pass that is under way leaves gradients with branches.
    static bool takes_gradients();

    void leave(const Weight& weight, const at::Tensor& gradient);

    torch::autograd::variable_list apply(torch::autograd::variable_list&& gradients) override;

private:
    struct Left {
        std::pair<uint64_t, const void*> pass;
        Weight weight;
        at::Tensor gradient;
    };

    void take(std::vector<at::Tensor>& maps, std::vector<Weight>& weights);

    std::mutex mutex_;
    std::vector<Left> left_;
};

// The same map, its gradient summed in one pass.
at::Tensor branch(const at::Tensor& map, bool of_stage);

} // namespace hodsl
