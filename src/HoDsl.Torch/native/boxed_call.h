// A call of an operator that is made again and again with other tensors.

#pragma once

#include "compat.h"
#include "recording.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <algorithm>

namespace hodsl {

class BoxedCall {
public:
    // Of the arguments on top of the stack. Their tensors are taken out, in their order, and whether the operator writes into them: each call
    // is given others.
    BoxedCall(const c10::OperatorHandle& op, const torch::jit::Stack& stack, Tensors& tensors, std::vector<bool>& is_written) : op_(op) {
        const auto& arguments = op.schema().arguments();
        for (size_t i = 0; i < arguments.size(); i++) {
            arguments_.push_back(without_tensors(stack[stack.size() - arguments.size() + i], tensors));
            is_written.resize(tensors.size(), writes_into(arguments[i]));
        }
    }

    Tensors operator()(Tensors&& tensors) const {
        torch::jit::Stack stack;
        auto next = tensors.begin();
        for (const auto& argument : arguments_) {
            stack.push_back(with_tensors(argument, next));
        }
        op_.callBoxed(stack);
        Tensors results;
        for (const auto& value : stack) {
            flatten(value, results);
        }
        return results;
    }

    // The tensors of a result or a list of results.
    static void flatten(const c10::IValue& value, Tensors& tensors) {
        if (value.isTensor()) {
            tensors.push_back(value.toTensor());
        } else if (value.isList()) {
            for (const c10::IValue& element : value.toListRef()) {
                flatten(element, tensors);
            }
        }
    }

private:
    enum class Kind { Constant, Tensor, TensorList, OptionalTensorList };

    struct Argument {
        Kind kind;
        c10::IValue constant;
        std::vector<bool> elements;  // of a list: which of them are tensors
    };

    static bool writes_into(const c10::Argument& argument) { return argument.alias_info() != nullptr && argument.alias_info()->isWrite(); }

    static Argument without_tensors(const c10::IValue& value, Tensors& tensors) {
        if (value.isTensor()) {
            tensors.push_back(value.toTensor());
            return {Kind::Tensor, {}, {}};
        }
        if (!value.isList()) {
            return {Kind::Constant, value, {}};
        }
        std::vector<bool> elements;
        for (const c10::IValue& element : value.toListRef()) {
            elements.push_back(element.isTensor());
            flatten(element, tensors);
        }
        const bool has_tensors = std::find(elements.begin(), elements.end(), true) != elements.end();
        return {value.isTensorList() ? Kind::TensorList : has_tensors ? Kind::OptionalTensorList : Kind::Constant, value.isTensorList() || has_tensors ? c10::IValue() : value, elements};
    }

    static c10::IValue with_tensors(const Argument& argument, Tensors::iterator& next) {
        switch (argument.kind) {
            case Kind::Tensor: return std::move(*next++);
            case Kind::TensorList: {
                c10::List<at::Tensor> list;
                for (size_t i = 0; i < argument.elements.size(); i++) {
                    list.push_back(std::move(*next++));
                }
                return list;
            }
            case Kind::OptionalTensorList: {
                c10::List<compat::optional<at::Tensor>> list;
                for (const bool is_tensor : argument.elements) {
                    list.push_back(is_tensor ? compat::optional<at::Tensor>(std::move(*next++)) : compat::optional<at::Tensor>());
                }
                return list;
            }
            default: return argument.constant;
        }
    }

    c10::OperatorHandle op_;
    std::vector<Argument> arguments_;
};

} // namespace hodsl
