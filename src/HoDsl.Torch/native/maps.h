// What the operators of our own share: the element types that have kernels, and a map's division among threads.

#pragma once

#include "kernels.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>

namespace hodsl {

inline bool has_kernels(at::ScalarType type) {
    return type == at::kFloat || type == at::kDouble || type == at::kBFloat16;
}

inline bool has_kernels(const at::Tensor& map) {
    return map.device().is_cpu() && map.numel() > 0 && has_kernels(map.scalar_type());
}

// The type in which a map's elements are computed, and that of its batch norm's weights.
inline at::ScalarType number_type(at::ScalarType map_type) {
    return map_type == at::kDouble ? at::kDouble : at::kFloat;
}

// Calls `body` with a value of the map's element type.
template <typename Body>
void with_element_of(const at::Tensor& map, Body body) {
    switch (map.scalar_type()) {
        case at::kFloat: return body(float{});
        case at::kDouble: return body(double{});
        default: return body(BFloat16{});
    }
}

inline bool is_channels_last(const at::Tensor& map) {
    return map.dim() == 4 && map.is_contiguous(at::MemoryFormat::ChannelsLast);
}

template <typename T>
const T* elements(const at::Tensor& map) {
    return static_cast<const T*>(map.data_ptr());
}

template <typename T>
T* elements(at::Tensor& map) {
    return static_cast<T*>(map.data_ptr());
}

// The pixels of a channels-last map in blocks that the first-level cache holds. What is summed by blocks is added up in their
// order, so that a sum depends on the map's shape and not on the number of threads.
struct PixelBlocks {
    explicit PixelBlocks(const at::Tensor& map)
        : channels(map.size(1)), pixels(map.numel() / channels),
          length(std::min(pixels, std::max<int64_t>(16, block_elements / channels))), count((pixels + length - 1) / length) {}

    int64_t channels;
    int64_t pixels;
    int64_t length;
    int64_t count;

    int64_t begin(int64_t block) const { return block * length * channels; }

    int64_t pixels_of(int64_t block) const { return std::min(length, pixels - block * length); }

    // Calls `body` with each block's number; a thread gets enough of them to be worth waking.
    template <typename Body>
    void for_each(Body body) const {
        at::parallel_for(0, count, std::max<int64_t>(1, 2 * block_elements / (length * channels)), [&](int64_t first, int64_t last) {
            for (int64_t block = first; block < last; block++) {
                body(block);
            }
        });
    }

private:
    static constexpr int64_t block_elements = 1 << 14;
};

} // namespace hodsl
