// Tensor handles: their release, what there is to know of a tensor, and its gradient.

#include "guard.h"
#include "recording.h"

using namespace hodsl;

std::atomic<int64_t> hodsl::live_tensors{0};

std::string& hodsl::last_error() {
    thread_local std::string message;
    return message;
}

const char* hodsl_error() {
    return last_error().c_str();
}

void hodsl_tensor_release(void* tensor) {
    if (tensor != nullptr) {
        live_tensors.fetch_sub(1, std::memory_order_relaxed);
        c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(tensor));
    }
}

void hodsl_tensors_release(void* const* tensors, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        hodsl_tensor_release(tensors[i]);
    }
}

void* hodsl_tensor_share(void* tensor) {
    return hand_out(borrow(tensor));
}

int32_t hodsl_tensor_info(void* handle, TensorInfo* info) {
    return guarded([&] {
        const auto tensor = borrow(handle);
        const auto device = tensor.device();
        const bool strided = tensor.layout() == c10::kStrided;
        info->sizes = tensor.sizes().data();
        info->strides = strided ? tensor.strides().data() : nullptr;
        info->data = strided && tensor.has_storage() ? tensor.data_ptr() : nullptr;
        info->numel = tensor.numel();
        info->dimensions = static_cast<int32_t>(tensor.dim());
        info->dtype = static_cast<int32_t>(tensor.scalar_type());
        info->device_type = static_cast<int32_t>(device.type());
        info->device_index = device.index();
        info->item_size = static_cast<int32_t>(tensor.itemsize());
        info->requires_grad = tensor.requires_grad();
        info->is_leaf = tensor.is_leaf();
        info->is_contiguous = strided && tensor.is_contiguous();
    });
}

int32_t hodsl_set_requires_grad(void* tensor, int32_t requires_grad) {
    return guarded([&] { borrow(tensor).requires_grad_(requires_grad != 0); });
}

int32_t hodsl_grad(void* tensor, void** grad) {
    return guarded([&] {
        at::Tensor gradient = borrow(tensor).grad();
        note_gradient_read(gradient);
        *grad = hand_out(std::move(gradient));
    });
}

int32_t hodsl_set_grad(void* tensor, void* grad) {
    return guarded([&] {
        if (grad != nullptr) {
            refuse_recording("sets the gradient of a tensor");
        } else {
            note_no_gradient(borrow(tensor));
        }
        borrow(tensor).mutable_grad() = borrow(grad);
    });
}

int32_t hodsl_set_data(void* tensor, void* data) {
    return guarded([&] {
        refuse_recording("sets the data of a tensor");
        borrow(tensor).set_data(borrow(data));
    });
}
