#include "branch.h"
#include "compat.h"
#include "sums.h"

#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/graph_task.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/library.h>

#include <atomic>

namespace hodsl {
namespace {

using torch::autograd::variable_list;

// 0 outside any.
thread_local uint64_t number_of_pass = 0;

// A backward pass over a graph: its caller's number and, as passes may begin others, where its bookkeeping lies.
std::pair<uint64_t, const void*> current_pass() {
    return {number_of_pass, torch::autograd::get_current_graph_task_exec_info()};
}

} // namespace

BackwardPass::BackwardPass() : outer_(number_of_pass) {
    static std::atomic<uint64_t> last{0};
    number_of_pass = ++last;
}

BackwardPass::~BackwardPass() {
    number_of_pass = outer_;
}

// One that computes the gradients of all leaves, and does so once. A pass that is asked for certain tensors runs, and reads, parts of
// the graph only: there every gradient is handed on as autograd expects it.
bool Branch::takes_gradients() {
    return number_of_pass != 0 && !c10::GradMode::is_enabled() && torch::autograd::get_current_graph_task_exec_info()->empty();
}

void Branch::leave(const Weight& weight, const at::Tensor& gradient) {
    const std::lock_guard<std::mutex> lock(mutex_);
    left_.push_back({current_pass(), weight, gradient});
}

variable_list Branch::apply(variable_list&& gradients) {
    std::vector<at::Tensor> maps;
    std::vector<Weight> weights;
    if (gradients[0].defined()) {
        maps.push_back(gradients[0]);
        weights.emplace_back();
    }
    take(maps, weights);
    if (maps.size() == 1 && weights[0].is_one()) {
        return {maps[0]};
    }
    return {maps.empty() ? at::Tensor() : sum_of(maps, weights)};
}

// Takes what this backward pass has left here.
void Branch::take(std::vector<at::Tensor>& maps, std::vector<Weight>& weights) {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<Left> others;
    const auto pass = current_pass();
    for (auto& left : left_) {
        if (left.pass != pass) {
            others.push_back(std::move(left));
            continue;
        }
        maps.push_back(std::move(left.gradient));
        weights.push_back(std::move(left.weight));
    }
    left_ = std::move(others);
}

at::Tensor branch(const at::Tensor& map, bool of_stage) {
    if (!torch::autograd::compute_requires_grad(map)) {
        return map.alias();
    }
    auto node = compat::make_node<Branch>(of_stage);
    node->set_next_edges(torch::autograd::collect_next_edges(map));
    at::Tensor same = map.tensor_data();  // as detach gives it, without that operator
    torch::autograd::set_history(same, node);
    return same;
}

TORCH_LIBRARY_FRAGMENT(hodsl, library) {
    library.def("branch(Tensor(a) map, bool of_stage) -> Tensor(a)", &branch);
}

} // namespace hodsl
