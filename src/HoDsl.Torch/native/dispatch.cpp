// Boxed dispatch: one entry point to every operator that libtorch registers, autograd included.

#include "compat.h"
#include "device.h"
#include "guard.h"

#include <ATen/core/Generator.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <algorithm>
#include <optional>
#include <sstream>

using namespace hodsl;

namespace {

c10::IntArrayRef integers_of(const Argument& argument) {
    return {static_cast<const int64_t*>(argument.pointer), static_cast<size_t>(argument.count)};
}

c10::List<at::Tensor> tensor_list_of(const Argument& argument) {
    const auto* handles = static_cast<const void* const*>(argument.pointer);
    c10::List<at::Tensor> list;
    list.reserve(argument.count);
    for (int32_t i = 0; i < argument.count; i++) {
        list.push_back(borrow(handles[i]));
    }
    return list;
}

c10::List<compat::optional<at::Tensor>> optional_tensor_list_of(const Argument& argument) {
    const auto* handles = static_cast<const void* const*>(argument.pointer);
    c10::List<compat::optional<at::Tensor>> list;
    list.reserve(argument.count);
    for (int32_t i = 0; i < argument.count; i++) {
        list.push_back(handles[i] == nullptr ? compat::optional<at::Tensor>() : borrow(handles[i]));
    }
    return list;
}

c10::IValue value_of(const Argument& argument) {
    switch (argument.kind) {
        case Kind::None: return {};
        case Kind::Tensor: return borrow(argument.pointer);
        case Kind::Int: return argument.integer;
        case Kind::Double: return argument.real;
        case Kind::Bool: return argument.integer != 0;
        case Kind::IntList: return integers_of(argument);
        case Kind::TensorList: return tensor_list_of(argument);
        case Kind::OptionalTensorList: return optional_tensor_list_of(argument);
        case Kind::String: return std::string(static_cast<const char*>(argument.pointer), argument.count);
        case Kind::Device: return device_of(argument.integer >> 32, static_cast<int32_t>(argument.integer & 0xffffffff) - int64_t{1});
        case Kind::Generator:
            return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(
                static_cast<c10::GeneratorImpl*>(const_cast<void*>(argument.pointer))));
    }
    TORCH_CHECK(false, "an argument of unknown kind ", static_cast<int32_t>(argument.kind));
}

void describe(std::ostream& out, const at::Tensor& tensor) {
    out << (tensor.defined() ? c10::toString(tensor.scalar_type()) : "no tensor");
    if (tensor.defined()) {
        out << tensor.sizes();
        if (!tensor.device().is_cpu()) {
            out << " on " << tensor.device();
        }
    }
}

void describe(std::ostream& out, const Argument& argument) {
    switch (argument.kind) {
        case Kind::Tensor:
            describe(out, borrow(argument.pointer));
            break;
        case Kind::TensorList:
        case Kind::OptionalTensorList:
            out << '[';
            for (int32_t i = 0; i < argument.count; i++) {
                out << (i == 0 ? "" : ", ");
                describe(out, borrow(static_cast<const void* const*>(argument.pointer)[i]));
            }
            out << ']';
            break;
        case Kind::IntList:
            out << integers_of(argument);
            break;
        case Kind::Generator:
            out << "a generator";
            break;
        case Kind::Device:
            out << c10::DeviceTypeName(static_cast<c10::DeviceType>(argument.integer >> 32), true);
            break;
        default:
            out << value_of(argument);
            break;
    }
}

// "aten::mm(self=Float[2, 3], mat2=Float[4, 5]): mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"
std::string message_of_call(const c10::OperatorHandle& op, const Argument* arguments, int32_t count, const std::exception& exception) {
    std::ostringstream out;
    const auto& name = op.operator_name();
    out << name.name << (name.overload_name.empty() ? "" : ".") << name.overload_name << '(';
    const auto& schema = op.schema().arguments();
    for (int32_t i = 0; i < count; i++) {
        out << (i == 0 ? "" : ", ");
        if (static_cast<size_t>(i) < schema.size()) {
            out << schema[i].name() << '=';
        }
        describe(out, arguments[i]);
    }
    out << "): " << message_of(exception);
    return out.str();
}

// An exception in here would end the process: arguments that cannot be described are left out.
std::string message_of_failure(const c10::OperatorHandle& op, const Argument* arguments, int32_t count, const std::exception& exception) {
    try {
        return message_of_call(op, arguments, count, exception);
    } catch (const std::exception&) {
        return op.operator_name().name + ": " + message_of(exception);
    }
}

void push_defaults(const c10::OperatorHandle& op, torch::jit::Stack& stack) {
    const auto& schema = op.schema().arguments();
    TORCH_CHECK(stack.size() <= schema.size(), "takes ", schema.size(), " arguments, got ", stack.size());
    for (size_t i = stack.size(); i < schema.size(); i++) {
        TORCH_CHECK(schema[i].default_value().has_value(), "needs the argument ", schema[i].name());
        stack.push_back(*schema[i].default_value());
    }
}

bool requires_grad(const void* handle) {
    return handle != nullptr && static_cast<const c10::TensorImpl*>(handle)->requires_grad();
}

bool requires_grad(const Argument& argument) {
    switch (argument.kind) {
        case Kind::Tensor: return requires_grad(argument.pointer);
        case Kind::TensorList:
        case Kind::OptionalTensorList: {
            const auto* handles = static_cast<const void* const*>(argument.pointer);
            return std::any_of(handles, handles + argument.count, [](const void* handle) { return requires_grad(handle); });
        }
        default: return false;
    }
}

// Where no argument requires a gradient, autograd's kernels would find just that: a call goes past them.
struct PastAutograd {
    PastAutograd(const Argument* arguments, int32_t count) {
        if (std::none_of(arguments, arguments + count, [](const Argument& argument) { return requires_grad(argument); })) {
            below.emplace();
        }
    }

    std::optional<at::AutoDispatchBelowAutograd> below;
};

// The stack of the last call, kept for its memory. It is taken, not shared: an operator may call operators by itself.
thread_local torch::jit::Stack spare_stack;

template <typename Use>
bool call(const void* handle, const Argument* arguments, int32_t count, Use use) {
    const auto& op = *static_cast<const c10::OperatorHandle*>(handle);
    torch::jit::Stack stack = std::move(spare_stack);
    bool succeeded = true;
    try {
        for (int32_t i = 0; i < count; i++) {
            stack.push_back(value_of(arguments[i]));
        }
        push_defaults(op, stack);
        const PastAutograd past(arguments, count);
        op.callBoxed(stack);
        use(stack);
    } catch (const std::exception& exception) {
        last_error() = message_of_failure(op, arguments, count, exception);
        succeeded = false;
    }
    stack.clear();
    spare_stack = std::move(stack);
    return succeeded;
}

// The results of the last call on this thread.
thread_local std::vector<Argument> spread;

Kind kind_of(const c10::IValue& value) {
    if (value.isTensor()) {
        return Kind::Tensor;
    }
    if (value.isInt()) {
        return Kind::Int;
    }
    if (value.isDouble()) {
        return Kind::Double;
    }
    if (value.isBool()) {
        return Kind::Bool;
    }
    TORCH_CHECK(value.isNone(), "a result of the kind ", value.tagKind(), " is not supported");
    return Kind::None;
}

struct Result {
    c10::IValue value;
    Kind kind;
};

void spread_lists(const c10::IValue& value, std::vector<Result>& results) {
    if (!value.isList()) {
        results.push_back({value, kind_of(value)});
        return;
    }
    for (const c10::IValue& element : value.toListRef()) {
        spread_lists(element, results);
    }
}

Argument handed_out(Result&& result) {
    Argument argument{};
    argument.kind = result.kind;
    switch (result.kind) {
        case Kind::Tensor: argument.pointer = hand_out(std::move(result.value).toTensor()); break;
        case Kind::Int: argument.integer = result.value.toInt(); break;
        case Kind::Double: argument.real = result.value.toDouble(); break;
        case Kind::Bool: argument.integer = result.value.toBool(); break;
        default: break;
    }
    return argument;
}

} // namespace

const void* hodsl_operator(const char* name, const char* overload) {
    const c10::OperatorHandle* handle = nullptr;
    guarded([&] {
        const auto op = c10::Dispatcher::singleton().findSchema({name, overload});
        if (op.has_value()) {
            handle = new c10::OperatorHandle(*op);
        }
    });
    return handle;
}

int32_t hodsl_call(const void* op, const Argument* arguments, int32_t count, Results* results) {
    const bool succeeded = call(op, arguments, count, [results](torch::jit::Stack& stack) {
        if (results == nullptr) {
            return;
        }
        // All kinds are known before anything is handed out: what is refused leaves no tensor behind.
        std::vector<Result> given;
        for (const auto& value : stack) {
            spread_lists(value, given);
        }
        spread.clear();
        for (auto& result : given) {
            spread.push_back(handed_out(std::move(result)));
        }
        *results = {spread.data(), static_cast<int32_t>(spread.size())};
    });
    return succeeded ? 0 : -1;
}

int32_t hodsl_call_tensor(const void* op, const Argument* arguments, int32_t count, void** result) {
    const bool succeeded = call(op, arguments, count, [result](torch::jit::Stack& stack) {
        TORCH_CHECK(stack.size() == 1, "gives ", stack.size(), " results, not one");
        *result = hand_out(std::move(stack.front()).toTensor());
    });
    return succeeded ? 0 : -1;
}
