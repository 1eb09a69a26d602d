// The device as libtorch sees it: one GPU, whose streams do at once what they are given.

#pragma once

#include "draws.h"

#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/Stream.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include <string>

namespace pretended {

inline void check(c10::Device device) {
    TORCH_CHECK(device.index() <= 0, "CUDA error: invalid device ordinal");
}

inline c10::Stream stream(c10::StreamId id) {
    return c10::Stream(c10::Stream::UNSAFE, gpu, id);
}

class Guard final : public c10::impl::DeviceGuardImplInterface {
public:
    c10::DeviceType type() const override { return gpu.type(); }

    c10::DeviceIndex deviceCount() const noexcept override { return 1; }

    c10::Device getDevice() const override { return gpu; }

    void setDevice(c10::Device device) const override { check(device); }

    void uncheckedSetDevice(c10::Device) const noexcept override {}

    c10::Device exchangeDevice(c10::Device device) const override {
        check(device);
        return gpu;
    }

    c10::Stream getStream(c10::Device) const noexcept override { return stream(current()); }

    c10::Stream getDefaultStream(c10::Device) const override { return stream(0); }

    c10::Stream getStreamFromGlobalPool(c10::Device, bool) const override { return stream(1); }

    c10::Stream exchangeStream(c10::Stream next) const noexcept override { return stream(std::exchange(current(), next.id())); }

    bool queryStream(const c10::Stream&) const override { return true; }

    void synchronizeStream(const c10::Stream&) const override {}

    void recordDataPtrOnStream(const c10::DataPtr&, const c10::Stream&) const override {}

    void record(void**, const c10::Stream&, const c10::DeviceIndex, const c10::EventFlag) const override {}

    void block(void*, const c10::Stream&) const override {}

    bool queryEvent(void*) const override { return true; }

    void destroyEvent(void*, const c10::DeviceIndex) const noexcept override {}

private:
    static c10::StreamId& current() {
        thread_local c10::StreamId id = 0;
        return id;
    }
};

// What libtorch asks of the library that has its CUDA. All forms of a function stand here, without `override`, and those that a version
// does not know are never called.
class Hooks final : public at::CUDAHooksInterface {
public:
    explicit Hooks(at::CUDAHooksArgs) {}

    virtual void initCUDA() const {}

    virtual void init() const {}

    virtual bool isBuilt() const { return true; }

    virtual bool isAvailable() const { return true; }

    bool hasCUDA() const override { return true; }

    int getNumGPUs() const override { return 1; }

    virtual c10::DeviceIndex deviceCount() const { return 1; }

    decltype(std::declval<at::CUDAHooksInterface>().current_device()) current_device() const override { return 0; }

    virtual c10::DeviceIndex getCurrentDevice() const { return 0; }

    at::Device getDeviceFromPtr(void*) const override { return gpu; }

    virtual bool hasPrimaryContext(int64_t) const { return true; }

    virtual bool hasPrimaryContext(c10::DeviceIndex) const { return true; }

    virtual const at::Generator& getDefaultCUDAGenerator(c10::DeviceIndex) const { return draws(); }

    virtual const at::Generator& getDefaultGenerator(c10::DeviceIndex) const { return draws(); }

    c10::Allocator* getCUDADeviceAllocator() const override { return &memory(); }

    virtual void deviceSynchronize(int64_t) const {}

    virtual void deviceSynchronize(c10::DeviceIndex) const {}
};

} // namespace pretended
