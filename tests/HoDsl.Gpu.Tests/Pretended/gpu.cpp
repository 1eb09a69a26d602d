// A pretended NVIDIA GPU for a libtorch without CUDA: what tests of the ways to a GPU run on where there is none. The processor cannot
// read its memory, its random numbers are its own, and it computes with the processor's kernels. Loaded before libtorch is first asked
// for a GPU, it is the only one.

#include "call.h"
#include "device.h"

#include <ATen/EmptyTensor.h>
#include <torch/library.h>

#include <algorithm>
#include <string>

namespace at {

C10_REGISTER_CLASS(CUDAHooksRegistry, CUDAHooks, pretended::Hooks)

} // namespace at

namespace pretended {

C10_REGISTER_GUARD_IMPL(CUDA, Guard)

namespace {

const c10::DispatchKeySet key(c10::DispatchKey::CUDA);

at::ScalarType type_of(compat::optional<at::ScalarType> type) {
    return type.value_or(at::typeMetaToScalarType(at::get_default_dtype()));
}

at::Tensor empty(
    at::IntArrayRef size, compat::optional<at::ScalarType> type, compat::optional<at::Layout>, compat::optional<at::Device> device,
    compat::optional<bool>, compat::optional<at::MemoryFormat> format) {
    check(device.value_or(gpu));
    return at::detail::empty_generic(size, &memory(), key, type_of(type), format);
}

at::Tensor empty_strided(
    at::IntArrayRef size, at::IntArrayRef stride, compat::optional<at::ScalarType> type, compat::optional<at::Layout>,
    compat::optional<at::Device> device, compat::optional<bool>) {
    check(device.value_or(gpu));
    return at::detail::empty_strided_generic(size, stride, &memory(), key, type_of(type));
}

void run(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
    Call(op, *stack).run();
}

const auto kernel = torch::CppFunction::makeFromBoxedFunction<&run>;

bool takes_tensors(const c10::FunctionSchema& schema) {
    const auto& arguments = schema.arguments();
    return std::any_of(arguments.begin(), arguments.end(), [](const auto& argument) { return argument.type()->str().find("Tensor") != std::string::npos; });
}

TORCH_LIBRARY_IMPL(aten, CUDA, library) {
    c10::SetAllocator(gpu.type(), &memory());
    library.impl("empty.memory_format", &empty);
    library.impl("empty_strided", &empty_strided);
    // Of these libtorch has kernels for all devices, which call CUDA's own within.
    for (const auto* name : {"copy_", "convolution", "_convolution", "convolution_backward"}) {
        library.impl(name, kernel());
    }
    // What the processor has kernels of its own for, GPUs have, too.
    auto& dispatcher = c10::Dispatcher::singleton();
    for (const auto& name : dispatcher.getAllOpNames()) {
        const auto op = dispatcher.findSchema(name);
        if (op && name.name.rfind("aten::", 0) == 0 && op->hasKernelForDispatchKey(c10::DispatchKey::CPU) && takes_tensors(op->schema())) {
            library.impl(c10::toString(name).c_str(), kernel());
        }
    }
}

} // namespace

} // namespace pretended

// The bytes that all tensors of the pretended GPU hold.
extern "C" int64_t hodsl_pretended_bytes() {
    return pretended::held;
}
