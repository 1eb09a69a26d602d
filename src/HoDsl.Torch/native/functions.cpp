// Functions whose backward pass is written in C#: a node of the graph that calls back.

#include "compat.h"
#include "guard.h"

#include <algorithm>

#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

using namespace hodsl;

namespace {

using torch::autograd::Node;
using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

struct ManagedFunction : Node {
    explicit ManagedFunction(const ManagedBackward& backward) : backward_(backward) {}

    ~ManagedFunction() override { backward_.release(backward_.owner); }

    void save(const std::vector<at::Tensor>& tensors, const variable_list& outputs) {
        for (const auto& tensor : tensors) {
            const bool is_output = std::any_of(outputs.begin(), outputs.end(), [&](const auto& output) { return output.is_same(tensor); });
            saved_.emplace_back(tensor, is_output);
        }
    }

    variable_list saved() {
        TORCH_CHECK(!released_, "a second backward pass through a function whose saved tensors are freed: pass retain_graph to the first one");
        variable_list tensors;
        for (const auto& variable : saved_) {
            tensors.push_back(variable.unpack(compat::pointer_to(*this)));
        }
        return tensors;
    }

    variable_list apply(variable_list&& gradients) override {
        std::vector<void*> given;
        for (size_t i = 0; i < gradients.size(); i++) {
            if (!gradients[i].defined() && backward_.materialize_grads != 0) {
                gradients[i] = input_metadata(i).zeros_like();
            }
            given.push_back(hand_out(std::move(gradients[i])));
        }
        std::vector<void*> received(num_outputs(), nullptr);
        const int32_t failure = backward_.call(
            backward_.owner, this, given.data(), static_cast<int32_t>(given.size()), received.data(), static_cast<int32_t>(received.size()));
        variable_list results;
        for (void* handle : received) {
            results.push_back(borrow(handle));
            hodsl_tensor_release(handle);
        }
        TORCH_CHECK(failure == 0, "managed exception ", failure, ".");
        return results;
    }

    void release_variables() override {
        saved_.clear();
        released_ = true;
    }

private:
    ManagedBackward backward_;
    std::vector<SavedVariable> saved_;
    bool released_ = false;
};

} // namespace

int32_t hodsl_record_function(const ManagedBackward* backward, void* const* inputs, int32_t input_count, void* const* outputs, int32_t output_count,
    void* const* saved, int32_t saved_count, void** results) {
    return guarded([&] {
        auto node = compat::make_node<ManagedFunction>(*backward);
        torch::autograd::edge_list edges;
        for (const auto& input : borrow_all(inputs, input_count)) {
            edges.push_back(input.defined() ? torch::autograd::impl::gradient_edge(input) : torch::autograd::Edge());
        }
        node->set_next_edges(std::move(edges));
        variable_list recorded;
        auto kept = borrow_all(saved, saved_count);
        for (const auto& output : borrow_all(outputs, output_count)) {
            recorded.push_back(output.detach());
            if (torch::autograd::isDifferentiableType(output.scalar_type())) {
                torch::autograd::set_history(recorded.back(), node);
            } else {
                node->add_input_metadata(recorded.back());  // counted, but nobody differentiates it
            }
            // What is saved of the outputs is what the caller gets.
            std::replace_if(kept.begin(), kept.end(), [&](const auto& tensor) { return tensor.is_same(output); }, recorded.back());
        }
        node->save(kept, recorded);
        for (auto& output : recorded) {
            *results++ = hand_out(std::move(output));
        }
    });
}

int32_t hodsl_saved_variables(void* node, void** results) {
    return guarded([&] {
        for (auto& tensor : static_cast<ManagedFunction*>(node)->saved()) {
            *results++ = hand_out(std::move(tensor));
        }
    });
}
