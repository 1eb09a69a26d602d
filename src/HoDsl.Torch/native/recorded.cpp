#include "recorded.h"
#include "guard.h"

#include <ATen/core/LegacyTypeDispatch.h>

#include <algorithm>

namespace hodsl {
namespace {

// What came about in a replay goes with it, also where it fails.
class Released {
public:
    Released(Tensors& values, const std::vector<Step>& steps, const std::vector<Value>& inputs) : values_(values), steps_(steps), inputs_(inputs) {}

    ~Released() {
        release(inputs_);
        for (const auto& step : steps_) {
            release(step.outputs);
        }
    }

    Released(const Released&) = delete;
    Released& operator=(const Released&) = delete;

private:
    void release(const std::vector<Value>& values) {
        for (const Value value : values) {
            if (value != no_value) {
                values_[value].reset();
            }
        }
    }

    Tensors& values_;
    const std::vector<Step>& steps_;
    const std::vector<Value>& inputs_;
};

} // namespace

bool Recorded::replay(const Tensors& given, Tensors& made) {
    const auto fits = [&](const at::Tensor& tensor, Value value) {
        return tensor.defined() && is_plain(tensor) && !tensor.requires_grad() && (counts_from_start ? views[value].is_of(tensor) : views[value].is_like(tensor));
    };
    if (!std::equal(given.begin(), given.end(), inputs.begin(), inputs.end(), fits)) {
        return false;
    }
    const at::AutoDispatchBelowADInplaceOrView below;
    const c10::impl::ExcludeDispatchKeyGuard no_autocast(c10::autocast_dispatch_keyset);
    const Released released(values, steps, inputs);
    for (size_t i = 0; i < given.size(); i++) {
        values[inputs[i]] = given[i];
    }
    for (auto& [leaf, value] : gradients) {
        leaf.mutable_grad().reset();
    }
    for (const auto& step : steps) {
        run(step);
    }
    for (auto& [leaf, value] : gradients) {
        if (value != no_value) {
            leaf.mutable_grad() = values[value];
        }
    }
    for (const Value value : results) {
        made.push_back(value == no_value ? at::Tensor() : values[value]);
    }
    return true;
}

void Recorded::run(const Step& step) {
    // Below autograd nothing does so by itself.
    for (const Value value : step.changed) {
        values[value].unsafeGetTensorImpl()->bump_version();
    }
    Tensors read;
    read.reserve(step.inputs.size());
    for (size_t i = 0; i < step.inputs.size(); i++) {
        const Value value = step.inputs[i];
        read.push_back(value == no_value ? at::Tensor() : step.reads_last[i] ? std::move(values[value]) : values[value]);
    }
    Tensors given = step.computation(std::move(read));
    TORCH_CHECK(given.size() == step.outputs.size(), "an operator gives another number of tensors than when the work was recorded");
    for (size_t i = 0; i < given.size(); i++) {
        const Value value = step.outputs[i];
        if (value != no_value) {
            TORCH_CHECK(views[value].is_like(given[i]), "an operator gives a tensor of another shape or layout than when the work was recorded");
            values[value] = std::move(given[i]);
        }
    }
}

} // namespace hodsl

using namespace hodsl;

int32_t hodsl_recorded_replay(void* recorded, void* const* inputs, int32_t input_count, void** results, int32_t result_count) {
    bool fits = false;
    const int32_t status = guarded([&] {
        refuse_recording("replays other work");
        Tensors made;
        fits = static_cast<Recorded*>(recorded)->replay(borrow_all(inputs, input_count), made);
        TORCH_CHECK(!fits || made.size() == static_cast<size_t>(result_count), "the work has ", made.size(), " results, not ", result_count);
        for (auto& tensor : made) {
            *results++ = hand_out(std::move(tensor));
        }
    });
    return status < 0 ? status : fits ? 1 : 0;
}

void hodsl_recorded_release(void* recorded) {
    delete static_cast<Recorded*>(recorded);
}
