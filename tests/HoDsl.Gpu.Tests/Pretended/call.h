// One call of an operator with tensors of the GPU, done by the processor's kernel for it.

#pragma once

#include "borrowed.h"
#include "device.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/ops/to_native.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>

namespace pretended {

class Call {
public:
    Call(const c10::OperatorHandle& op, torch::jit::Stack& stack)
        : op_(op), schema_(op.schema()), stack_(stack), first_(stack.size() - schema_.arguments().size()) {}

    void run() {
        const at::AutoDispatchBelowADInplaceOrView below_autograd;
        const c10::impl::ExcludeDispatchKeyGuard below_autocast(c10::autocast_dispatch_keyset);
        for (std::size_t i = 0; i < schema_.arguments().size(); i++) {
            stack_[first_ + i] = lent(schema_.arguments()[i], stack_[first_ + i]);
        }
        TORCH_CHECK(
            !has_map_of_processor_ || !borrowed_.is_any() || takes_any_device(),
            "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu! (", schema_.name(), ")");
        widen();
        check_types();
        compute();
        narrow();
        borrowed_.settle();
        for (std::size_t i = 0; i < schema_.returns().size(); i++) {
            auto& result = stack_[stack_.size() - schema_.returns().size() + i];
            result = mapped(result, [&](const at::Tensor& tensor) { return returned(tensor, i); });
        }
    }

private:
    // Does something with each tensor of a value.
    template <typename Function>
    static c10::IValue mapped(const c10::IValue& value, Function&& function) {
        const auto map = [&](const at::Tensor& tensor) { return tensor.defined() ? function(tensor) : tensor; };
        if (value.isTensor()) {
            return map(value.toTensor());
        }
        if (value.isTensorList()) {
            c10::List<at::Tensor> list;
            for (const at::Tensor& tensor : value.toTensorVector()) {
                list.push_back(map(tensor));
            }
            return list;
        }
        if (value.isOptionalTensorList()) {
            c10::List<compat::optional<at::Tensor>> list;
            for (const compat::optional<at::Tensor> tensor : value.toOptionalTensorList()) {
                list.push_back(tensor.has_value() ? compat::optional<at::Tensor>(map(*tensor)) : tensor);
            }
            return list;
        }
        return value;
    }

    // What the processor's kernel gets for an argument.
    c10::IValue lent(const c10::Argument& argument, const c10::IValue& value) {
        if (value.isDevice() && value.toDevice().is_cuda()) {
            return c10::Device(at::kCPU);
        }
        if (argument.name() == "generator") {
            const auto generator = value.isNone() ? draws() : value.toGenerator();
            TORCH_CHECK(generator.device().is_cuda(), "Expected a 'cuda' device type for generator but found 'cpu'");
            return static_cast<Draws*>(generator.unsafeGetGeneratorImpl())->next();
        }
        // Batch norms write their running statistics, and do not say so.
        const bool is_written = (argument.alias_info() != nullptr && argument.alias_info()->isWrite()) || argument.name().rfind("running_", 0) == 0;
        return mapped(value, [&](const at::Tensor& tensor) {
            if (!tensor.is_cuda()) {
                has_map_of_processor_ |= tensor.dim() > 0;
                return tensor;
            }
            return borrowed_.lend(tensor, is_written).host;
        });
    }

    void compute() {
        if (!is("aten::native_dropout")) {
            op_.callBoxed(stack_);
            return;
        }
        // It draws without a word about a generator.
        const DrawsOfProcessor drawn;
        op_.callBoxed(stack_);
    }

    // The processor's default generator goes on where the GPU's stands, and back.
    class DrawsOfProcessor {
    public:
        DrawsOfProcessor() : lock_(processors_.mutex()), before_(processors_.get_state()) {
            processors_.set_state(static_cast<Draws*>(draws().unsafeGetGeneratorImpl())->next().get_state());
            lock_.unlock();
        }

        ~DrawsOfProcessor() {
            lock_.lock();
            processors_.set_state(before_);
        }

    private:
        at::Generator processors_ = at::detail::getDefaultCPUGenerator();
        std::unique_lock<std::mutex> lock_;
        at::Tensor before_;
    };

    bool is(const char* name) const { return schema_.name() == name; }

    // What a GPU takes beside its own tensors: both sides of a copy, and the places of elements in one of its own.
    bool takes_any_device() const {
        return is("aten::copy_")
            || ((is("aten::index") || is("aten::index_put_") || is("aten::_index_put_impl_")) && stack_[first_].toTensor().is_same(borrowed_.loans().front().host));
    }

    bool gives_views() const {
        for (const auto& result : schema_.returns()) {
            if (result.alias_info() != nullptr && !result.alias_info()->isWrite()) {
                return true;
            }
        }
        return false;
    }

    static bool is_low(at::ScalarType type) { return type == at::kHalf || type == at::kBFloat16; }

    // A GPU reads and writes low precisions, and adds up in single. The processor has no kernels of that kind for all its operators: it
    // gets single precision, and what comes out is rounded.
    void widen() {
        if (gives_views() || is("aten::copy_") || is("aten::resize_")) {
            return;
        }
        for (auto& loan : borrowed_.loans()) {
            if (is_low(loan.host.scalar_type())) {
                loan.used = loan.host.to(at::kFloat);
            }
        }
        round_to(type_of_result());
        for (std::size_t i = 0; i < schema_.arguments().size(); i++) {
            stack_[first_ + i] = widened(schema_.arguments()[i].name(), stack_[first_ + i]);
        }
    }

    // Of numbers of several types, those of maps come before single ones, and the wider before the lower; a norm gives what it takes.
    at::ScalarType type_of_result() const {
        auto type = at::kByte;
        bool is_of_maps = false;
        for (const auto& loan : borrowed_.loans()) {
            const bool is_map = loan.host.dim() > 0;
            if (!loan.host.is_floating_point() || (is_of_maps && !is_map)) {
                continue;
            }
            type = is_of_maps == is_map ? at::promote_types(type, loan.host.scalar_type()) : loan.host.scalar_type();
            is_of_maps = is_map;
            if (is_norm()) {
                break;
            }
        }
        return type;
    }

    bool is_norm() const { return schema_.name().find("_norm") != std::string::npos; }

    // A GPU multiplies matrices, convolves and takes norms of layers and groups in one type.
    void check_types() const {
        for (const auto* name : {"aten::addmm", "aten::mm", "aten::bmm", "aten::convolution", "aten::convolution_backward", "aten::native_layer_norm", "aten::native_group_norm"}) {
            for (const auto& loan : borrowed_.loans()) {
                const auto type = loan.host.scalar_type(), first = borrowed_.loans().front().host.scalar_type();
                TORCH_CHECK(!is(name) || type == first, "expected scalar type ", first, " but found ", type);
            }
        }
    }

    c10::IValue widened(const std::string& name, const c10::IValue& value) {
        if (name == "half_to_float" && value.toBool()) {
            rounding_.reset();
            return false;
        }
        if ((name == "dtype" || name == "input_dtype") && value.isInt()) {
            round_to(value.toScalarType());
            return static_cast<int64_t>(is_low(value.toScalarType()) ? at::kFloat : value.toScalarType());
        }
        return mapped(value, [&](const at::Tensor& tensor) {
            for (const auto& loan : borrowed_.loans()) {
                if (loan.host.is_same(tensor)) {
                    return loan.used;
                }
            }
            return tensor;
        });
    }

    void round_to(at::ScalarType type) { rounding_ = is_low(type) ? compat::optional<at::ScalarType>(type) : compat::optional<at::ScalarType>(); }

    // Rounds what was written.
    void narrow() {
        for (const auto& loan : borrowed_.loans()) {
            if (loan.is_written && !loan.used.is_same(loan.host)) {
                loan.host.resize_(loan.used.sizes()).copy_(loan.used);
            }
        }
    }

    at::Tensor returned(const at::Tensor& result, std::size_t place) {
        if (!borrowed_.is_any() || (is("aten::copy_") && borrowed_.loans().front().is_written == false)) {
            return result;
        }
        return borrowed_.returned(is_rounded(result, place) ? result.to(*rounding_) : result);
    }

    // Norms give statistics, and gradients of their weights, in single precision.
    bool is_rounded(const at::Tensor& result, std::size_t place) const {
        const bool is_lent = std::any_of(borrowed_.loans().begin(), borrowed_.loans().end(), [&](const auto& loan) { return loan.used.is_same(result); });
        return rounding_.has_value() && !is_lent && !(is_norm() && place > 0) && result.scalar_type() == at::kFloat;
    }

    const c10::OperatorHandle& op_;
    const c10::FunctionSchema& schema_;
    torch::jit::Stack& stack_;
    const std::size_t first_;
    Borrowed borrowed_;
    bool has_map_of_processor_ = false;
    compat::optional<at::ScalarType> rounding_;
};

} // namespace pretended
