#include "recording.h"
#include "guard.h"
#include "recorder.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/functions/accumulate_grad.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/library.h>

#include <memory>
#include <unordered_set>
#include <utility>

namespace hodsl {
namespace {

// Above autograd, which builds its graph as ever; no kernel of libtorch's own has this key.
constexpr auto recording_key = c10::DispatchKey::TESTING_ONLY_GenericMode;

void on_call(const c10::OperatorHandle& op, c10::DispatchKeySet keys, torch::jit::Stack* stack) {
    keys = keys.remove(recording_key);
    if (is_recording()) {
        Recorder::current->call(op, keys, *stack);
    } else {
        op.redispatchBoxed(keys, stack);
    }
}

TORCH_LIBRARY_IMPL(_, TESTING_ONLY_GenericMode, library) {
    library.fallback(torch::CppFunction::makeFromBoxedFunction<&on_call>());
}

} // namespace

bool is_recording() {
    return Recorder::current != nullptr && !Recorder::current->is_paused;
}

NotRecorded::NotRecorded() : was_paused_(Recorder::current != nullptr && std::exchange(Recorder::current->is_paused, true)), no_key_(recording_key) {}

NotRecorded::~NotRecorded() {
    if (Recorder::current != nullptr) {
        Recorder::current->is_paused = was_paused_;
    }
}

Tensors record(Tensors&& inputs, Computation computation) {
    return Recorder::current->compute(std::move(inputs), std::move(computation));
}

void refuse_recording(const char* reason) {
    if (Recorder::current != nullptr) {
        Recorder::current->refuse(reason);
    }
}

void note_no_gradient(const at::Tensor& leaf) {
    if (Recorder::current != nullptr) {
        Recorder::current->note_no_gradient(leaf);
    }
}

void note_gradient_read(const at::Tensor& gradient) {
    if (Recorder::current != nullptr) {
        Recorder::current->note_gradient_read(gradient);
    }
}

void note_backward(const Tensors& roots, const Tensors& inputs) {
    if (Recorder::current == nullptr) {
        return;
    }
    for (const auto& input : inputs) {
        Recorder::current->note_gradient_of(input);
    }
    std::vector<torch::autograd::Node*> waiting;
    for (const auto& root : roots) {
        waiting.push_back(torch::autograd::impl::gradient_edge(root).function.get());
    }
    std::unordered_set<torch::autograd::Node*> seen{nullptr};
    while (!waiting.empty() && inputs.empty()) {
        auto* node = waiting.back();
        waiting.pop_back();
        if (!seen.insert(node).second) {
            continue;
        }
        if (const auto* leaf = dynamic_cast<torch::autograd::AccumulateGrad*>(node)) {
            Recorder::current->note_gradient_of(leaf->variable);
        }
        for (const auto& edge : node->next_edges()) {
            waiting.push_back(edge.function.get());
        }
    }
}

} // namespace hodsl

using namespace hodsl;

int32_t hodsl_recording_begin(void* const* inputs, int32_t count) {
    return guarded([&] {
        TORCH_CHECK(Recorder::current == nullptr, "work of this thread is being recorded already");
        Recorder::current = std::make_unique<Recorder>(borrow_all(inputs, count)).release();
        c10::impl::tls_set_dispatch_key_included(recording_key, true);
        at::autocast::clear_cache();  // what was cast before would be taken for a constant
    });
}

void hodsl_recording_constant(void* tensor) {
    if (is_recording()) {
        Recorder::current->note_constant(borrow(tensor));
    }
}

void hodsl_recording_refuse(const char* reason) {
    refuse_recording(reason);
}

int32_t hodsl_recording_end(void* const* results, int32_t count, void** recorded) {
    return guarded([&] {
        const std::unique_ptr<Recorder> ended(std::exchange(Recorder::current, nullptr));
        c10::impl::tls_set_dispatch_key_included(recording_key, false);
        *recorded = nullptr;
        auto finished = ended->finish(borrow_all(results, count));
        if (ended->refusal().empty()) {
            *recorded = finished.release();
        } else {
            last_error() = ended->refusal();
        }
    });
}
