// hodsl::combine and hodsl::branch: the linear combinations of a tableau, each one pass over its maps.
//
// The gradient of a stage k_j is sum_i a_ij g_i over the combinations i that read it: the transposed tableau. Autograd would form
// it term by term, a product and a sum for each. Here a stage passes through `branch`, which is the identity: a combination's
// backward pass leaves its gradient and coefficient with the branch of each stage that it read, and the branch, which runs
// when all of them have, forms the sum in one pass. Constant coefficients save no map for the backward pass.

#include "maps.h"

#include <ATen/ATen.h>
#include <c10/util/SmallVector.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/graph_task.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/library.h>

#include <mutex>

namespace hodsl {
namespace {

using torch::autograd::Node;
using torch::autograd::variable_list;

bool fit_together(at::TensorList maps) {
    const at::Tensor& first = maps[0];
    return has_kernels(first) && first.is_non_overlapping_and_dense()
        && std::all_of(maps.begin() + 1, maps.end(), [&](const at::Tensor& map) {
               return map.scalar_type() == first.scalar_type() && map.device() == first.device() && map.sizes() == first.sizes();
           });
}

template <typename T>
void combine_in_one_pass(at::TensorList maps, at::ArrayRef<double> coefficients, at::Tensor& out) {
    c10::SmallVector<const T*, 20> sources;
    c10::SmallVector<Number<T>, 20> factors(coefficients.begin(), coefficients.end());
    for (const auto& map : maps) {
        sources.push_back(elements<T>(map));
    }
    at::parallel_for(0, out.numel(), 1 << 15, [&](int64_t begin, int64_t end) {
        c10::SmallVector<const T*, 20> parts;
        for (const T* source : sources) {
            parts.push_back(source + begin);
        }
        kernels<T>().combine(parts.data(), factors.data(), static_cast<int64_t>(parts.size()), end - begin, elements<T>(out) + begin);
    });
}

// The sum of coefficient times map, whatever the maps are; it can be differentiated where they can.
at::Tensor sum_of_products(at::TensorList maps, at::ArrayRef<double> coefficients) {
    at::Tensor sum = maps[0] * coefficients[0];
    for (size_t j = 1; j < maps.size(); j++) {
        sum = at::add(sum, maps[j], coefficients[j]);
    }
    return sum;
}

at::Tensor combination_of(at::TensorList maps, at::ArrayRef<double> coefficients) {
    if (!fit_together(maps)) {
        return sum_of_products(maps, coefficients);
    }
    std::vector<at::Tensor> alike(maps.begin(), maps.end());
    for (auto& map : alike) {
        if (map.strides() != maps[0].strides()) {
            map = at::empty_like(maps[0]).copy_(map);
        }
    }
    at::Tensor out = at::empty_like(maps[0]);
    with_element_of(out, [&](auto element) { combine_in_one_pass<decltype(element)>(alike, coefficients, out); });
    return out;
}

// One backward pass over a graph, told from others by where its bookkeeping lies.
const void* current_pass() {
    return torch::autograd::get_current_graph_task_exec_info();
}

// Whether this backward pass computes the gradients of all leaves. One that is asked for certain tensors runs, and reads, parts of
// the graph only: there every gradient is handed on as autograd expects it.
bool runs_the_whole_graph() {
    return torch::autograd::get_current_graph_task_exec_info()->empty();
}

// The identity, at which the gradients of a map's uses come together.
struct Branch : Node {
    void leave(double coefficient, const at::Tensor& gradient) {
        const std::lock_guard<std::mutex> lock(mutex_);
        left_.push_back({current_pass(), coefficient, gradient});
    }

    variable_list apply(variable_list&& gradients) override {
        std::vector<at::Tensor> maps;
        std::vector<double> coefficients;
        if (gradients[0].defined()) {
            maps.push_back(gradients[0]);
            coefficients.push_back(1);
        }
        take(maps, coefficients);
        if (maps.size() == 1 && coefficients[0] == 1) {
            return {maps[0]};
        }
        return {maps.empty() ? at::Tensor() : combination_of(maps, coefficients)};
    }

private:
    struct Left {
        const void* pass;
        double coefficient;
        at::Tensor gradient;
    };

    // Takes what this backward pass has left here.
    void take(std::vector<at::Tensor>& maps, std::vector<double>& coefficients) {
        const std::lock_guard<std::mutex> lock(mutex_);
        std::vector<Left> others;
        for (auto& left : left_) {
            if (left.pass != current_pass()) {
                others.push_back(std::move(left));
                continue;
            }
            maps.push_back(std::move(left.gradient));
            coefficients.push_back(left.coefficient);
        }
        left_ = std::move(others);
    }

    std::mutex mutex_;
    std::vector<Left> left_;
};

struct Combination : Node {
    explicit Combination(at::ArrayRef<double> coefficients) : coefficients_(coefficients.begin(), coefficients.end()) {}

    variable_list apply(variable_list&& gradients) override {
        const at::Tensor& gradient = gradients[0];
        variable_list result(coefficients_.size());
        if (!gradient.defined()) {
            return result;
        }
        const bool leaves = !c10::GradMode::is_enabled() && runs_the_whole_graph();
        for (size_t j = 0; j < coefficients_.size(); j++) {
            auto* branch = leaves ? dynamic_cast<Branch*>(next_edge(j).function.get()) : nullptr;
            if (branch != nullptr) {
                branch->leave(coefficients_[j], gradient);
            } else if (should_compute_output(j)) {
                result[j] = coefficients_[j] == 1 ? gradient : gradient * coefficients_[j];
            }
        }
        return result;
    }

private:
    std::vector<double> coefficients_;
};

at::Tensor combine(at::TensorList maps, at::ArrayRef<double> coefficients) {
    TORCH_CHECK(!maps.empty() && maps.size() == coefficients.size(), "takes a coefficient for each of one or more maps");
    if (!torch::autograd::compute_requires_grad(maps)) {
        return combination_of(maps, coefficients);
    }
    if (!fit_together(maps)) {
        return sum_of_products(maps, coefficients);
    }
    auto node = std::shared_ptr<Combination>(new Combination(coefficients), torch::autograd::deleteNode);
    node->set_next_edges(torch::autograd::collect_next_edges(maps));
    at::Tensor out;
    {
        at::AutoDispatchBelowADInplaceOrView below;
        out = combination_of(maps, coefficients);
    }
    torch::autograd::set_history(out, node);
    return out;
}

at::Tensor branch(const at::Tensor& map) {
    if (!torch::autograd::compute_requires_grad(map)) {
        return map.alias();
    }
    auto node = std::shared_ptr<Branch>(new Branch, torch::autograd::deleteNode);
    node->set_next_edges(torch::autograd::collect_next_edges(map));
    at::Tensor same = map.detach();
    torch::autograd::set_history(same, node);
    return same;
}

TORCH_LIBRARY_FRAGMENT(hodsl, library) {
    library.def("combine(Tensor[] maps, float[] coefficients) -> Tensor", &combine);
    library.def("branch(Tensor(a) map) -> Tensor(a)", &branch);
}

} // namespace
} // namespace hodsl
