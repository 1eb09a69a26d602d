#include "recorder.h"
#include "boxed_call.h"

#include <ATen/ops/empty_strided.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

namespace hodsl {
namespace {

const void* start_of(const at::Tensor& tensor) {
    return tensor.storage().data();
}

// Whether a tensor has elements whose memory tells where they come from.
bool has_memory(const at::Tensor& tensor) {
    return tensor.defined() && is_plain(tensor) && tensor.numel() > 0;
}

// When memory has come about last, while anything was being recorded on any thread.
class Births {
public:
    static Births& all() {
        static Births births;
        return births;
    }

    // Gives the time.
    int64_t begin() {
        const std::lock_guard<std::mutex> lock(mutex_);
        recordings_++;
        return time_;
    }

    void end() {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (--recordings_ == 0) {
            of_.clear();
        }
    }

    // Gives the time.
    int64_t note(const void* memory) {
        if (recordings_.load(std::memory_order_relaxed) == 0) {
            return never;
        }
        const std::lock_guard<std::mutex> lock(mutex_);
        return of_[memory] = time_++;
    }

    int64_t of(const void* memory) {
        const std::lock_guard<std::mutex> lock(mutex_);
        const auto found = of_.find(memory);
        return found != of_.end() ? found->second : never;
    }

    static constexpr int64_t never = -1;

private:
    std::mutex mutex_;
    std::atomic<int> recordings_{0};
    int64_t time_ = 0;
    std::unordered_map<const void*, int64_t> of_;
};

bool is_view(const c10::OperatorHandle& op) {
    const auto& returns = op.schema().returns();
    return !returns.empty() && std::all_of(returns.begin(), returns.end(), [](const c10::Argument& result) {
        return result.alias_info() != nullptr && !result.alias_info()->isWrite();
    });
}

// Whether an operator gives memory that another one is to fill.
bool gives_blanks(const c10::OperatorHandle& op) {
    const auto& name = op.operator_name().name;
    return name.rfind("aten::empty", 0) == 0 || name.rfind("aten::new_empty", 0) == 0;
}

// Whether an operator is a norm, which does not say that it moves statistics.
bool moves_statistics(const c10::OperatorHandle& op) {
    const auto& arguments = op.schema().arguments();
    return std::any_of(arguments.begin(), arguments.end(), [](const c10::Argument& argument) { return argument.name() == "running_mean"; });
}

// Whether an operator takes a tensor that C++ code has made of numbers.
bool takes_numbers(const c10::OperatorHandle& op) {
    return op.operator_name().name == "aten::lift_fresh";
}

// Whether the shape of what an operator gives depends on numbers. Indices that are no masks choose as many as they are.
bool has_free_shape(const c10::OperatorHandle& op, const Tensors& inputs) {
    const auto is_mask = [](const at::Tensor& tensor) { return tensor.defined() && (tensor.scalar_type() == at::kBool || tensor.scalar_type() == at::kByte); };
    return op.hasTag(at::Tag::dynamic_output_shape)
        && (op.operator_name().name != "aten::index" || std::any_of(inputs.begin() + 1, inputs.end(), is_mask));
}

// Operators made of others that read numbers between them.
bool reads_numbers_between(const c10::OperatorHandle& op) {
    static const std::set<std::pair<std::string, std::string>> names{{"aten::ctc_loss", "Tensor"}, {"aten::tensor_split", "tensor_indices_or_sections"},
        {"aten::lstm", "data"}, {"aten::gru", "data"}, {"aten::rnn_tanh", "data"}, {"aten::rnn_relu", "data"}};
    return names.count({op.operator_name().name, op.operator_name().overload_name}) != 0;
}

bool is_others(const c10::OperatorHandle& op) {
    const auto& name = op.operator_name().name;
    return name.rfind("aten::", 0) != 0 && name.rfind("hodsl::", 0) != 0;
}

// Of others' operators nobody knows what those do that have no kernel for the processor by itself.
bool is_opaque(const c10::OperatorHandle& op) {
    return is_others(op) && !op.hasKernelForDispatchKey(c10::DispatchKey::CPU);
}

bool changes_memory(const c10::OperatorHandle& op) {
    const auto& name = op.operator_name().name;
    return name == "aten::set_" || name == "aten::resize_" || name == "aten::resize_as_";
}

// Whether an operator has a tensor show other elements of its memory.
bool shows_others(const c10::OperatorHandle& op) {
    return op.hasTag(at::Tag::inplace_view) && !changes_memory(op);
}

// Whether an operator is told places in the memory of a tensor, not in the tensor.
bool counts_from_start(const c10::OperatorHandle& op) {
    return op.operator_name().name.rfind("aten::as_strided", 0) == 0;
}

// Whether how many random numbers an operator draws may depend on numbers.
bool may_draw(const c10::OperatorHandle& op) {
    const auto& arguments = op.schema().arguments();
    return is_others(op)
        || std::any_of(arguments.begin(), arguments.end(), [](const c10::Argument& argument) { return argument.name() == "generator"; });
}

// Why a call is not the same for all numbers and all tensors of a shape; none where it is.
const char* objection(const c10::OperatorHandle& op, const Tensors& inputs) {
    if (op.hasTag(at::Tag::data_dependent_output) || reads_numbers_between(op)) {
        return "reads the numbers of a tensor";
    }
    if (has_free_shape(op, inputs)) {
        return "makes a tensor whose shape depends on numbers";
    }
    if (shows_others(op) || changes_memory(op)) {
        return "changes the shape or the memory of a tensor";
    }
    if (op.operator_name().name == "aten::_backward") {
        return "calls a backward pass by its operator";
    }
    return is_opaque(op) ? "calls an operator without a kernel of its own" : nullptr;
}

// Whether an operator computes by itself. Others call operators that do: those that are made of differentiable ones, and those that autocast
// turns into casts and a call.
bool computes(const c10::OperatorHandle& op, c10::DispatchKeySet keys) {
    const bool is_cast = keys.has(c10::DispatchKey::AutocastCPU) && op.hasKernelForDispatchKey(c10::DispatchKey::AutocastCPU);
    const bool is_composite = op.hasKernelForDispatchKey(c10::DispatchKey::CompositeImplicitAutograd) && !op.hasKernelForDispatchKey(c10::DispatchKey::CPU);
    return !is_cast && !is_composite;
}

// While it lives, an operator is being called, of which a refusal tells.
class Named {
public:
    Named(const c10::OperatorName*& current, const c10::OperatorName& name) : current_(current) { current_ = &name; }
    ~Named() { current_ = nullptr; }
    Named(const Named&) = delete;
    Named& operator=(const Named&) = delete;

private:
    const c10::OperatorName*& current_;
};

} // namespace

thread_local Recorder* Recorder::current = nullptr;

void note_allocation(const void* memory) {
    const int64_t born = Births::all().note(memory);
    if (Recorder::current != nullptr) {
        Recorder::current->note_allocation(memory, born);
    }
}

Recorder::Recorder(const Tensors& inputs) : begun_(Births::all().begin()) {
    for (const auto& input : inputs) {
        if (!has_memory(input) || input.requires_grad() || memory_.count(start_of(input)) != 0) {
            refuse("has inputs that are not on the processor, are empty, require a gradient or share memory");
            return;
        }
        const Value value = new_value(input);
        recorded_->inputs.push_back(value);
        memory_[start_of(input)] = {Births::all().of(start_of(input)), State::Known, {value}};
    }
}

Recorder::~Recorder() {
    Births::all().end();
}

Tensors Recorder::compute(Tensors&& inputs, Computation computation) {
    Step step{computation, values_of(inputs), {}, {}, {}};
    for (const auto& input : inputs) {
        expect_read(input);
        expect_not_filled(input);  // a kernel of our own may write there
    }
    Tensors outputs;
    {
        const NotRecorded part;
        outputs = computation(std::move(inputs));
    }
    note(std::move(step), outputs);
    return outputs;
}

void Recorder::call(const c10::OperatorHandle& op, c10::DispatchKeySet keys, torch::jit::Stack& stack) {
    Tensors inputs;
    std::vector<bool> is_written;
    BoxedCall again(op, stack, inputs, is_written);
    if (counts_from_start(op)) {
        recorded_->counts_from_start = true;
    }
    if (shows_others(op) && is_own(inputs[0])) {
        inputs.clear();
        op.redispatchBoxed(keys, &stack);  // what is known by its memory may show any of it
        return;
    }
    if (const char* reason = objection(op, inputs)) {
        refuse(std::string(reason) + " (" + op.operator_name().name + ")");
    }
    if (!computes(op, keys)) {
        inputs.clear();
        op.redispatchBoxed(keys, &stack);
        return;
    }
    if (may_draw(op)) {
        random_states.forget();
    }
    const Named named(operator_, op.operator_name());
    Step step{std::move(again), values_read(op, inputs), {}, {}, {}};
    for (size_t i = 0; i < inputs.size() && !gives_blanks(op); i++) {
        if (!is_written[i]) {
            expect_read(inputs[i]);
        } else if (inputs[i].defined()) {
            expect_written(inputs[i]);
            step.changed.push_back(step.inputs[i]);
        }
    }
    inputs.clear();
    {
        const NotRecorded part;
        op.redispatchBoxed(keys, &stack);
    }
    Tensors outputs;
    for (auto result = stack.end() - static_cast<std::ptrdiff_t>(op.schema().returns().size()); result != stack.end(); result++) {
        if (!result->isTensor() && !result->isTensorList()) {
            refuse("gives something that is no tensor");
        }
        BoxedCall::flatten(*result, outputs);
    }
    if (!is_view(op)) {
        note(std::move(step), outputs);
    }
    for (const auto& output : outputs) {
        auto* memory = gives_blanks(op) ? memory_of(output) : nullptr;
        if (memory != nullptr) {
            memory->state = State::Blank;
        }
    }
}

// What an operator is given.
std::vector<Value> Recorder::values_read(const c10::OperatorHandle& op, const Tensors& inputs) {
    auto* fresh = takes_numbers(op) ? memory_of(inputs[0]) : nullptr;
    if (fresh != nullptr && fresh->state == State::Unknown) {
        note_constant(inputs[0]);
    }
    if (moves_statistics(op)) {
        for (const auto& input : inputs) {
            expect_not_filled(input);
        }
    }
    return values_of(inputs);
}

void Recorder::note_constant(const at::Tensor& tensor) {
    if (has_memory(tensor)) {
        auto& memory = memory_[start_of(tensor)];
        memory = {memory.born, State::Filled, {}};
    }
}

void Recorder::note_gradient_read(const at::Tensor& gradient) {
    if (has_memory(gradient) && memory_of(gradient) == nullptr) {
        refuse("reads a gradient that was there before");
    }
}

void Recorder::note_gradient_of(const at::Tensor& leaf) {
    if (has_memory(leaf) && memory_of(leaf) == nullptr && given_up_.count(leaf.unsafeGetTensorImpl()) == 0) {
        refuse("gives gradients without giving up those that were there before");
    }
}

void Recorder::refuse(std::string reason) {
    if (refusal_.empty()) {
        refusal_ = std::move(reason) + (operator_ == nullptr ? "" : " (" + operator_->name + ")");
    }
}

std::unique_ptr<Recorded> Recorder::finish(const Tensors& results) {
    recorded_->results = values_of(results);
    for (const auto& result : results) {
        expect_read(result);
        expect_not_filled(result);
        if (result.defined() && result.requires_grad() && (!result.is_leaf() || result.numel() == 0 || memory_of(result) != nullptr)) {
            refuse("gives results with a backward graph, or leaves of its own");
        }
    }
    note_gradients();
    mark_last_reads();
    return std::move(recorded_);
}

// The gradients of the leaves that had given theirs up: some may have none now.
void Recorder::note_gradients() {
    for (const auto& [impl, leaf] : given_up_) {
        if (memory_of(leaf) != nullptr) {
            continue;  // made by the work: another one each time
        }
        const at::Tensor gradient = leaf.grad();
        const Value value = value_of(gradient);
        if (value != no_value && is_constant_[value]) {
            refuse("gives gradients that nothing computes");
        }
        recorded_->gradients.emplace_back(leaf, value);
    }
}

// Whether a tensor shows memory that operators of the work have given.
bool Recorder::is_own(const at::Tensor& tensor) {
    const auto* memory = memory_of(tensor);
    const auto lies_there = [&](Value input) { return std::find(memory->values.begin(), memory->values.end(), input) != memory->values.end(); };
    return memory != nullptr && memory->state == State::Known
        && std::none_of(recorded_->inputs.begin(), recorded_->inputs.end(), lies_there);
}

Recorder::Memory* Recorder::memory_of(const at::Tensor& tensor) {
    const auto found = has_memory(tensor) ? memory_.find(start_of(tensor)) : memory_.end();
    return found == memory_.end() ? nullptr : &found->second;
}

Value Recorder::new_value(const at::Tensor& tensor, bool is_constant) {
    recorded_->values.push_back(is_constant ? tensor : at::Tensor());
    recorded_->views.emplace_back(tensor);
    is_constant_.push_back(is_constant);
    return static_cast<Value>(is_constant_.size() - 1);
}

std::vector<Value> Recorder::values_of(const Tensors& tensors) {
    std::vector<Value> values;
    std::transform(tensors.begin(), tensors.end(), std::back_inserter(values), [&](const at::Tensor& tensor) { return value_of(tensor); });
    return values;
}

Value Recorder::value_of(const at::Tensor& tensor) {
    if (!tensor.defined()) {
        return no_value;
    }
    if (!is_plain(tensor)) {
        refuse("has tensors that are not on the processor, or not dense");
        return no_value;
    }
    if (tensor.numel() == 0) {
        // Without the memory beside which it may lie.
        return new_value(at::empty_strided(tensor.sizes(), tensor.strides(), tensor.options()), true);
    }
    auto* memory = memory_of(tensor);
    const int64_t born = Births::all().of(start_of(tensor));
    if (born >= begun_ && (memory == nullptr || memory->born != born)) {
        refuse("reads what another thread has made meanwhile");
    }
    if (memory == nullptr || memory->state == State::Filled) {
        return constant(tensor);
    }
    if (memory->state == State::Unknown) {
        refuse("makes tensors otherwise than by operators");
        return no_value;
    }
    const auto& values = memory->values;
    const auto same = std::find_if(values.begin(), values.end(), [&](Value value) { return recorded_->views[value].is_of(tensor); });
    return same != values.end() ? *same : view_of(memory->values, tensor);
}

Value Recorder::constant(const at::Tensor& tensor) {
    const auto [found, is_new] = constants_.try_emplace(tensor.unsafeGetTensorImpl(), no_value);
    if (is_new) {
        found->second = new_value(tensor, true);
    }
    return found->second;
}

// Other elements of memory that is known.
Value Recorder::view_of(std::vector<Value>& in_memory, const at::Tensor& tensor) {
    const Value first = in_memory.front();
    if (recorded_->views[first].type != tensor.scalar_type()) {
        refuse("reads elements as such of another type");
    }
    const Value view = new_value(tensor);
    in_memory.push_back(view);
    recorded_->steps.push_back({[elements = View(tensor), start = recorded_->views[first].offset](Tensors&& inputs) {
        return Tensors{inputs[0].as_strided(elements.sizes, elements.strides, inputs[0].storage_offset() + elements.offset - start)};
    }, {first}, {view}, {}, {}});
    return view;
}

// Nobody reads what no operator has written.
void Recorder::expect_read(const at::Tensor& tensor) {
    const auto* memory = memory_of(tensor);
    if (memory != nullptr && memory->state == State::Blank) {
        refuse("fills tensors otherwise than by operators");
    }
}

void Recorder::expect_written(const at::Tensor& tensor) {
    auto* memory = memory_of(tensor);
    if (memory != nullptr && memory->state == State::Blank) {
        memory->state = State::Known;
    }
    expect_not_filled(tensor);
    if (tensor.numel() == 0) {
        refuse("changes the shape or the memory of a tensor");
    }
}

// Numbers of the caller's are the same each time.
void Recorder::expect_not_filled(const at::Tensor& tensor) {
    const auto* memory = memory_of(tensor);
    if (memory != nullptr && memory->state == State::Filled) {
        refuse("writes over numbers of the caller's, or gives them away");
    }
}

void Recorder::note(Step step, const Tensors& outputs) {
    for (const auto& output : outputs) {
        auto* memory = memory_of(output);
        step.outputs.push_back(no_value);
        if (memory != nullptr && memory->state == State::Unknown) {
            step.outputs.back() = new_value(output);
            *memory = {memory->born, State::Known, {step.outputs.back()}};
        }
    }
    recorded_->steps.push_back(std::move(step));
}

void Recorder::mark_last_reads() {
    std::vector<bool> is_read_later = is_constant_;
    const auto is_read = [&](Value value) {
        if (value != no_value) {
            is_read_later[value] = true;
        }
    };
    std::for_each(recorded_->results.begin(), recorded_->results.end(), is_read);
    for (const auto& [leaf, gradient] : recorded_->gradients) {
        is_read(gradient);
    }
    for (auto step = recorded_->steps.rbegin(); step != recorded_->steps.rend(); step++) {
        for (auto& output : step->outputs) {
            if (output != no_value && !is_read_later[output]) {
                output = no_value;
            }
        }
        step->reads_last.resize(step->inputs.size());
        for (size_t i = step->inputs.size(); i-- > 0;) {
            const Value value = step->inputs[i];
            step->reads_last[i] = value != no_value && !is_read_later[value];
            is_read(value);
        }
    }
}

} // namespace hodsl
