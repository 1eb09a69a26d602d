// Tensors of the GPU lent to the processor for one call: they show the same memory, where the processor can read it.

#pragma once

#include "memory.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <list>
#include <map>
#include <utility>

namespace pretended {

inline c10::Storage storage_of(c10::DataPtr bytes, std::size_t size, c10::Allocator* allocator) {
    return c10::Storage(c10::make_intrusive<c10::StorageImpl>(c10::StorageImpl::use_byte_size_t(), size, std::move(bytes), allocator, /*resizable=*/true));
}

// A tensor that shows a memory in the form of another.
inline at::Tensor shown(c10::Storage storage, c10::DispatchKey device, const at::Tensor& form) {
    auto tensor = at::detail::make_tensor<c10::TensorImpl>(std::move(storage), c10::DispatchKeySet(device), form.dtype());
    tensor.unsafeGetTensorImpl()->set_sizes_and_strides(form.sizes(), form.strides(), form.storage_offset());
    return tensor;
}

// The processor's memory, taken to the GPU.
inline c10::Storage moved(const c10::Storage& host) {
    auto bytes = memory().make(host.nbytes());
    if (host.nbytes() > 0) {
        std::memcpy(here(bytes.get()), host.data(), host.nbytes());
    }
    return storage_of(std::move(bytes), host.nbytes(), &memory());
}

class Borrowed {
public:
    struct Loan {
        at::Tensor device;
        at::Tensor host;
        // What the kernel works on: the loan itself, or a wider copy where the processor has no kernels for its type.
        at::Tensor used;
        bool is_written;
    };

    // The processor's view of a tensor of the GPU: the same one for the same tensor.
    Loan& lend(const at::Tensor& device, bool is_written) {
        for (auto& loan : loans_) {
            if (loan.device.is_same(device)) {
                loan.is_written |= is_written;
                return loan;
            }
        }
        auto host = shown(host_of(device.storage()), c10::DispatchKey::CPU, device);
        if (device.unsafeGetTensorImpl()->is_wrapped_number()) {
            host.unsafeGetTensorImpl()->set_wrapped_number(true);
        }
        loans_.push_back({device, host, host, is_written});
        return loans_.back();
    }

    bool is_any() const { return !loans_.empty(); }

    std::list<Loan>& loans() { return loans_; }

    const std::list<Loan>& loans() const { return loans_; }

    // Tells the GPU's tensors what has become of them: an operator may give one another size, or another memory.
    void settle() {
        for (const auto& [device, host, used, is_written] : loans_) {
            if (!is_written) {
                continue;
            }
            const auto lent = devices_.find(host.storage().unsafeGetStorageImpl());
            if (lent == devices_.end()) {
                device.unsafeGetTensorImpl()->set_storage_keep_dtype(moved(host.storage()));
            } else if (auto* kept = lent->second.unsafeGetStorageImpl(); host.storage().data() != here(lent->second.data())) {
                kept->set_data_ptr_noswap(memory().make(host.storage().nbytes()));
                kept->set_nbytes(host.storage().nbytes());
                std::memcpy(here(kept->data()), host.storage().data(), host.storage().nbytes());
            }
            device.unsafeGetTensorImpl()->set_sizes_and_strides(host.sizes(), host.strides(), host.storage_offset());
        }
    }

    // The GPU's tensor for a result of the processor: the one that was lent, a view of its memory, or a new one.
    at::Tensor returned(const at::Tensor& result) {
        for (const auto& loan : loans_) {
            if (loan.host.is_same(result) || loan.used.is_same(result)) {
                return loan.device;
            }
        }
        auto& device = devices_[result.storage().unsafeGetStorageImpl()];
        if (!device) {
            device = moved(result.storage());
            made_.push_back(result.storage());
        }
        return shown(device, c10::DispatchKey::CUDA, result);
    }

private:
    c10::Storage host_of(const c10::Storage& device) {
        auto& host = hosts_[device.unsafeGetStorageImpl()];
        if (!host) {
            auto keeper = std::make_unique<c10::Storage>(device);
            c10::DataPtr bytes(here(device.data()), keeper.release(), [](void* kept) { delete static_cast<c10::Storage*>(kept); }, at::kCPU);
            host = storage_of(std::move(bytes), device.nbytes(), c10::GetAllocator(at::kCPU));
            devices_.emplace(host.unsafeGetStorageImpl(), device);
        }
        return host;
    }

    std::list<Loan> loans_;
    std::map<c10::StorageImpl*, c10::Storage> hosts_;
    std::map<c10::StorageImpl*, c10::Storage> devices_;
    // Results that are taken over keep their addresses until the call has ended.
    std::list<c10::Storage> made_;
};

} // namespace pretended
