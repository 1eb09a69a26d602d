// CUDA graphs, and the memory that tensors hold on a GPU. libtorch's headers for both ask for those of the CUDA toolkit: where these
// were not found, HODSL_CUDA is not defined, and whoever asks for a graph is told so.

#include "device.h"
#include "guard.h"

#include <memory>
#include <optional>
#include <utility>

#ifdef HODSL_CUDA
#include <ATen/cuda/CUDAGraph.h>
#include <ATen/ops/empty.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#endif

using namespace hodsl;

#ifdef HODSL_CUDA

namespace {

// The current device, where no index is given.
c10::DeviceIndex index_of(int32_t device_index) {
    return device_index < 0 ? static_cast<c10::DeviceIndex>(c10::cuda::current_device()) : device_index_of(device_index);
}

// A graph is recorded on a stream of its own, whose device is the current one meanwhile: the default stream cannot be recorded.
struct Graph {
    explicit Graph(c10::DeviceIndex device) : recording(std::in_place, c10::cuda::getStreamFromPool(false, device)) {}

    std::optional<c10::cuda::CUDAStreamGuard> recording;
    at::cuda::CUDAGraph recorded;
};

// Until a device is used there is nothing that counts its memory.
c10::DeviceIndex counted(int32_t device_index) {
    const auto device = index_of(device_index);
    at::empty({0}, at::TensorOptions(at::Device(at::kCUDA, device)));
    return device;
}

} // namespace

int32_t hodsl_has_cuda() {
    return 1;
}

int32_t hodsl_graph_begin(int32_t device_index, void** graph) {
    return guarded([&] {
        auto begun = std::make_unique<Graph>(index_of(device_index));
        c10::cuda::device_synchronize();
        begun->recorded.capture_begin();
        *graph = begun.release();
    });
}

int32_t hodsl_graph_end(void* graph) {
    auto& ended = *static_cast<Graph*>(graph);
    const int32_t status = guarded([&] { ended.recorded.capture_end(); });
    ended.recording.reset();
    return status;
}

int32_t hodsl_graph_replay(void* graph) {
    return guarded([&] { static_cast<Graph*>(graph)->recorded.replay(); });
}

void hodsl_graph_release(void* graph) {
    delete static_cast<Graph*>(graph);
}

int32_t hodsl_cuda_memory(int32_t device_index, int64_t* bytes, int64_t* peak_bytes) {
    return guarded([&] {
        // The first of the figures is that of all pools together.
        const auto allocated = c10::cuda::CUDACachingAllocator::getDeviceStats(counted(device_index)).allocated_bytes[0];
        *bytes = allocated.current;
        *peak_bytes = allocated.peak;
    });
}

int32_t hodsl_cuda_reset_peak(int32_t device_index) {
    return guarded([&] { c10::cuda::CUDACachingAllocator::resetPeakStats(counted(device_index)); });
}

#else

namespace {

int32_t refuse() {
    return guarded([] { TORCH_CHECK(false, "HoDsl.Torch was built without the headers of the CUDA toolkit: set CUDA_HOME and build again"); });
}

} // namespace

int32_t hodsl_has_cuda() {
    return 0;
}

int32_t hodsl_graph_begin(int32_t, void**) {
    return refuse();
}

int32_t hodsl_graph_end(void*) {
    return refuse();
}

int32_t hodsl_graph_replay(void*) {
    return refuse();
}

void hodsl_graph_release(void*) {
}

int32_t hodsl_cuda_memory(int32_t, int64_t*, int64_t*) {
    return refuse();
}

int32_t hodsl_cuda_reset_peak(int32_t) {
    return refuse();
}

#endif
