// Native memory figures. libtorch keeps none for the CPU, so an allocator around its own counts the bytes of tensors.

#include "compat.h"
#include "guard.h"
#include "recording.h"

#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/alloc_cpu.h>

#include <limits>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace hodsl;

namespace {

std::atomic<int64_t> bytes_now{0};
std::atomic<int64_t> bytes_at_peak{0};

// The size of a block stands in front of its data, as far in front as the data must be aligned.
constexpr size_t header = 64;

void count(int64_t change) {
    const int64_t now = bytes_now.fetch_add(change, std::memory_order_relaxed) + change;
    int64_t peak = bytes_at_peak.load(std::memory_order_relaxed);
    while (now > peak && !bytes_at_peak.compare_exchange_weak(peak, now, std::memory_order_relaxed)) {
    }
}

void release(void* data) {
    if (data != nullptr) {
        char* block = static_cast<char*>(data) - header;
        count(-*reinterpret_cast<const int64_t*>(block));
        c10::free_cpu(block);
    }
}

struct CountingAllocator final : compat::Allocator {
    c10::DataPtr make(size_t size) const override {
        void* data = nullptr;
        if (size != 0) {
            // A shape whose elements are more than there are numbers for comes as a size near the greatest.
            TORCH_CHECK(size <= std::numeric_limits<size_t>::max() / 2, "cannot allocate ", size, " bytes");
            char* block = static_cast<char*>(c10::alloc_cpu(size + header));
            *reinterpret_cast<int64_t*>(block) = static_cast<int64_t>(size);
            count(static_cast<int64_t>(size));
            data = block + header;
            note_allocation(data);
        }
        return {data, data, &release, c10::Device(c10::DeviceType::CPU)};
    }

    c10::DeleterFnPtr raw_deleter() const override { return &release; }
};

// A training step frees all its maps and the next one asks for the same again. By default glibc gives large blocks back to the
// system in between, and every page of them is cleared and mapped anew: a third of the time of a step.
void keep_freed_memory() {
#ifdef __GLIBC__
    if (mallopt(M_MMAP_THRESHOLD, 1 << 30) == 0) {
        mallopt(M_MMAP_THRESHOLD, 1 << 25);  // the most that glibc takes before 2.35
    }
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}

} // namespace

void hodsl_initialize() {
    static CountingAllocator allocator;
    keep_freed_memory();
    c10::SetCPUAllocator(&allocator, /*priority=*/100);
}

int64_t hodsl_cpu_bytes() {
    return bytes_now.load(std::memory_order_relaxed);
}

int64_t hodsl_cpu_peak_bytes() {
    return bytes_at_peak.load(std::memory_order_relaxed);
}

void hodsl_cpu_reset_peak() {
    bytes_at_peak.store(bytes_now.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

int64_t hodsl_live_tensors() {
    return live_tensors.load(std::memory_order_relaxed);
}
