// What notes the computations of work that is being recorded.

#pragma once

#include "random.h"
#include "recorded.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <memory>
#include <string>
#include <unordered_map>

namespace hodsl {

class Recorder {
public:
    // Of the work of this thread; null where none is being recorded.
    static thread_local Recorder* current;

    explicit Recorder(const Tensors& inputs);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    // While something is done that is not to be noted.
    bool is_paused = false;

    // Those that the work has shared.
    RandomStates random_states;

    Tensors compute(Tensors&& inputs, Computation computation);

    // Makes an operator's call, and notes it if it computes something. One that is made of others only is asked for those.
    void call(const c10::OperatorHandle& op, c10::DispatchKeySet keys, torch::jit::Stack& stack);

    // Memory has come about; no computation has given it yet.
    void note_allocation(const void* memory, int64_t born) { memory_[memory] = {born, State::Unknown, {}}; }

    // The caller has filled a tensor with numbers, which are the same each time.
    void note_constant(const at::Tensor& tensor);

    // A leaf's gradient has been given up, is read, and will be given by a backward pass.
    void note_no_gradient(const at::Tensor& leaf) { given_up_.emplace(leaf.unsafeGetTensorImpl(), leaf); }
    void note_gradient_read(const at::Tensor& gradient);
    void note_gradient_of(const at::Tensor& leaf);

    // Says why the work cannot be recorded. The first reason stays.
    void refuse(std::string reason);

    // That reason, or nothing.
    const std::string& refusal() const { return refusal_; }

    std::unique_ptr<Recorded> finish(const Tensors& results);

private:
    // What is known of memory that has come about since the recording began, and of the inputs'.
    struct Memory {
        enum class State { Unknown, Blank, Filled, Known };

        int64_t born = 0;
        State state = State::Unknown;  // Blank: an operator gave it for another to write to; Filled: the caller's numbers lie there
        std::vector<Value> values;     // that show it
    };

    using State = Memory::State;

    bool is_own(const at::Tensor& tensor);
    Memory* memory_of(const at::Tensor& tensor);
    Value new_value(const at::Tensor& tensor, bool is_constant = false);
    Value value_of(const at::Tensor& tensor);
    std::vector<Value> values_of(const Tensors& tensors);
    std::vector<Value> values_read(const c10::OperatorHandle& op, const Tensors& inputs);
    Value constant(const at::Tensor& tensor);
    Value view_of(std::vector<Value>& in_memory, const at::Tensor& tensor);
    void expect_read(const at::Tensor& tensor);
    void expect_written(const at::Tensor& tensor);
    void expect_not_filled(const at::Tensor& tensor);
    void note(Step step, const Tensors& outputs);
    void note_gradients();
    void mark_last_reads();

    const int64_t begun_;  // by the births of memory
    std::unique_ptr<Recorded> recorded_ = std::make_unique<Recorded>();
    std::vector<bool> is_constant_;  // of each value
    std::unordered_map<c10::TensorImpl*, Value> constants_;
    std::unordered_map<const void*, Memory> memory_;
    std::unordered_map<c10::TensorImpl*, at::Tensor> given_up_;  // leaves that have given their gradients up
    std::string refusal_;
    const c10::OperatorName* operator_ = nullptr;  // that is being called
};

} // namespace hodsl
