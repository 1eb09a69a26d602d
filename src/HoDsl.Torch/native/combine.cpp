// The linear combinations of a tableau, those of one moment in one pass over their maps, and hodsl::branch.
//
// The gradient of a stage k_j is sum_i a_ij g_i over the combinations i that read it: the transposed tableau. Autograd would form
// it term by term, a product and a sum for each. Here a stage passes through `branch`, which is the identity: a combination's
// backward pass leaves its gradient and coefficient with the branch of each stage that it read, and the branch, which runs
// when all of them have, forms the sum in one pass. Constant coefficients save no map for the backward pass.

#include "compat.h"
#include "guard.h"
#include "maps.h"

#include <ATen/ATen.h>
#include <c10/util/SmallVector.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/graph_task.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/library.h>

#include <mutex>
#include <numeric>

namespace hodsl {
namespace {

using torch::autograd::Node;
using torch::autograd::variable_list;

// One or more combinations of the same maps, as hodsl_combine is given them.
struct Rows {
    c10::ArrayRef<int32_t> lengths;
    const int32_t* maps;
    const double* coefficients;

    size_t terms() const { return std::accumulate(lengths.begin(), lengths.end(), size_t{0}); }
};

bool fit_together(at::ArrayRef<at::Tensor> maps) {
    const at::Tensor& first = maps[0];
    return has_kernels(first) && first.is_non_overlapping_and_dense()
        && std::all_of(maps.begin() + 1, maps.end(), [&](const at::Tensor& map) {
               return map.scalar_type() == first.scalar_type() && map.device() == first.device() && map.sizes() == first.sizes();
           });
}

template <typename T>
void combine_in_one_pass(at::ArrayRef<at::Tensor> maps, const Rows& rows, at::ArrayRef<at::Tensor> out) {
    const c10::SmallVector<Number<T>, 64> coefficients(rows.coefficients, rows.coefficients + rows.terms());
    const CombinationRows<Number<T>> combinations{
        static_cast<int64_t>(rows.lengths.size()), rows.lengths.data(), rows.maps, coefficients.data()};
    at::parallel_for(0, out[0].numel(), 1 << 15, [&](int64_t begin, int64_t end) {
        c10::SmallVector<const T*, 20> sources;
        c10::SmallVector<T*, 20> targets;
        for (const auto& map : maps) {
            sources.push_back(elements<T>(map) + begin);
        }
        for (const auto& map : out) {
            targets.push_back(const_cast<T*>(elements<T>(map)) + begin);
        }
        kernels<T>().combine(sources.data(), combinations, end - begin, targets.data());
    });
}

// The sum of coefficient times map, whatever the maps are; it can be differentiated where they can.
at::Tensor sum_of_products(at::ArrayRef<at::Tensor> maps, at::ArrayRef<double> coefficients) {
    at::Tensor sum = maps[0] * coefficients[0];
    for (size_t j = 1; j < maps.size(); j++) {
        sum = at::add(sum, maps[j], coefficients[j]);
    }
    return sum;
}

// The maps as they are, but those in another layout than the first copied into its.
std::vector<at::Tensor> in_one_layout(at::ArrayRef<at::Tensor> maps) {
    std::vector<at::Tensor> alike(maps.begin(), maps.end());
    for (auto& map : alike) {
        if (map.strides() != maps[0].strides()) {
            map = at::empty_like(maps[0]).copy_(map);
        }
    }
    return alike;
}

at::Tensor combination_of(at::ArrayRef<at::Tensor> maps, at::ArrayRef<double> coefficients) {
    if (!fit_together(maps)) {
        return sum_of_products(maps, coefficients);
    }
    c10::SmallVector<int32_t, 20> indices(maps.size());
    std::iota(indices.begin(), indices.end(), 0);
    const auto length = static_cast<int32_t>(maps.size());
    const at::Tensor out = at::empty_like(maps[0]);
    with_element_of(out, [&](auto element) {
        combine_in_one_pass<decltype(element)>(in_one_layout(maps), {length, indices.data(), coefficients.data()}, out);
    });
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

// A row by operators of libtorch, for maps that have no kernels or do not fit together.
at::Tensor plain_row(at::ArrayRef<at::Tensor> maps, at::ArrayRef<int32_t> indices, at::ArrayRef<double> coefficients) {
    std::vector<at::Tensor> read;
    for (const int32_t index : indices) {
        read.push_back(maps[index]);
    }
    return sum_of_products(read, coefficients);
}

void record(at::Tensor& out, at::ArrayRef<at::Tensor> maps, at::ArrayRef<int32_t> indices, at::ArrayRef<double> coefficients) {
    torch::autograd::edge_list edges;
    for (const int32_t index : indices) {
        edges.push_back(torch::autograd::impl::gradient_edge(maps[index]));
    }
    auto node = compat::make_node<Combination>(coefficients);
    node->set_next_edges(std::move(edges));
    torch::autograd::set_history(out, node);
}

// Whether a map that `maps` and one handle of the caller's refer to is known to nobody else.
bool is_the_callers_alone(const at::Tensor& map) {
    return map.use_count() == 2 && map.storage().use_count() == 1;
}

std::vector<at::Tensor> combine(at::ArrayRef<at::Tensor> maps, const uint8_t* last, const Rows& rows) {
    TORCH_CHECK(!maps.empty() && rows.terms() > 0, "takes one or more maps");
    const bool records = c10::GradMode::is_enabled() && torch::autograd::compute_requires_grad(maps);
    const bool fit = fit_together(maps) && rows.lengths.size() <= CombinationRows<float>::most;
    std::vector<at::Tensor> out;
    size_t unclaimed = 0;
    const auto claim = [&]() -> at::Tensor {
        while (!records && unclaimed < maps.size()) {
            const at::Tensor& map = maps[unclaimed];
            if (last[unclaimed++] != 0 && map.strides() == maps[0].strides() && is_the_callers_alone(map)) {
                return map;
            }
        }
        return at::empty_like(maps[0]);
    };
    if (fit) {
        at::AutoDispatchBelowADInplaceOrView below;
        for (size_t r = 0; r < rows.lengths.size(); r++) {
            out.push_back(claim());
        }
        with_element_of(maps[0], [&](auto element) { combine_in_one_pass<decltype(element)>(in_one_layout(maps), rows, out); });
    }
    size_t term = 0;
    for (size_t r = 0; r < rows.lengths.size(); r++) {
        const auto length = static_cast<size_t>(rows.lengths[r]);
        const at::ArrayRef<int32_t> indices(rows.maps + term, length);
        const at::ArrayRef<double> coefficients(rows.coefficients + term, length);
        if (!fit) {
            out.push_back(plain_row(maps, indices, coefficients));
        } else if (records) {
            record(out[r], maps, indices, coefficients);
        }
        term += length;
    }
    return out;
}

at::Tensor branch(const at::Tensor& map) {
    if (!torch::autograd::compute_requires_grad(map)) {
        return map.alias();
    }
    auto node = compat::make_node<Branch>();
    node->set_next_edges(torch::autograd::collect_next_edges(map));
    at::Tensor same = map.detach();
    torch::autograd::set_history(same, node);
    return same;
}

TORCH_LIBRARY_FRAGMENT(hodsl, library) {
    library.def("branch(Tensor(a) map) -> Tensor(a)", &branch);
}

} // namespace
} // namespace hodsl

int32_t hodsl_combine(void* const* maps, int32_t map_count, const uint8_t* last, const int32_t* lengths, int32_t row_count,
    const int32_t* term_maps, const double* term_coefficients, void** results) {
    return hodsl::guarded([&] {
        const hodsl::Rows rows{{lengths, static_cast<size_t>(row_count)}, term_maps, term_coefficients};
        auto out = hodsl::combine(hodsl::borrow_all(maps, map_count), last, rows);
        for (auto& map : out) {
            *results++ = hodsl::hand_out(std::move(map));
        }
    });
}
