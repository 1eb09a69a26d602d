// Memory that the processor cannot read: it is the processor's own, known by addresses that lead nowhere. Whatever takes a tensor of
// the GPU for one of the processor ends the process at its first number, as on a GPU.

#pragma once

#include "compat.h"

#include <c10/core/Allocator.h>
#include <c10/core/Device.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace pretended {

const c10::Device gpu(c10::DeviceType::CUDA, 0);

// Nothing is ever mapped so far below what malloc gives.
constexpr std::uintptr_t distance = std::uintptr_t(1) << 46;

// Where the GPU knows a byte.
inline void* there(void* host) {
    return host ? reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(host) - distance) : nullptr;
}

// Where that byte lies.
inline void* here(const void* device) {
    return device ? reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(device) + distance) : nullptr;
}

// What all tensors of the GPU hold.
inline std::atomic<int64_t> held{0};

class Memory final : public compat::Allocator {
public:
    c10::DataPtr make(std::size_t size) const override {
        if (size == 0) {
            return {nullptr, nullptr, &c10::detail::deleteNothing, gpu};
        }
        auto block = std::make_unique<Block>(size);
        void* device = there(block->bytes.get());
        return {device, block.release(), &release, gpu};
    }

private:
    struct Block {
        explicit Block(std::size_t size) : bytes(new char[size]), size(static_cast<int64_t>(size)) {
            // Nobody may count on zeros: these bits are NaNs.
            std::memset(bytes.get(), 0xff, size);
            held += this->size;
        }

        ~Block() { held -= size; }

        std::unique_ptr<char[]> bytes;
        int64_t size;
    };

    static void release(void* block) { delete static_cast<Block*>(block); }
};

inline Memory& memory() {
    static Memory only;
    return only;
}

} // namespace pretended
