// The GPU's random numbers: like those of a GPU, all that they follow from is a seed and how often numbers were drawn.

#pragma once

#include "memory.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/Generator.h>
#include <ATen/ops/empty.h>

#include <array>
#include <cstring>
#include <mutex>

namespace pretended {

class Draws final : public c10::GeneratorImpl {
public:
    Draws() : c10::GeneratorImpl(gpu, c10::DispatchKeySet(c10::DispatchKey::CUDA)) {}

    // A generator of the processor for the next call.
    at::Generator next() {
        const std::lock_guard<std::mutex> lock(mutex_);
        return at::detail::createCPUGenerator(seed_ * 1'000'003 + calls_++);
    }

    void set_current_seed(uint64_t seed) override { std::tie(seed_, calls_) = std::pair(seed, uint64_t(0)); }

    uint64_t current_seed() const override { return seed_; }

    uint64_t seed() override {
        set_current_seed(c10::detail::getNonDeterministicRandom());
        return seed_;
    }

    c10::intrusive_ptr<c10::TensorImpl> get_state() const override {
        const auto state = at::empty({sizeof seed_ + sizeof calls_}, at::kByte);
        auto* bytes = static_cast<char*>(state.data_ptr());
        std::memcpy(bytes, &seed_, sizeof seed_);
        std::memcpy(bytes + sizeof seed_, &calls_, sizeof calls_);
        return state.getIntrusivePtr();
    }

    void set_state(const c10::TensorImpl& state) override {
        TORCH_CHECK(state.numel() == sizeof seed_ + sizeof calls_ && state.device().is_cpu(), "RNG state is wrong size");
        const auto* bytes = static_cast<const char*>(state.data());
        std::memcpy(&seed_, bytes, sizeof seed_);
        std::memcpy(&calls_, bytes + sizeof seed_, sizeof calls_);
    }

    // libtorch asks for these two from 2.1 on.
    virtual void set_offset(uint64_t calls) { calls_ = calls; }

    virtual uint64_t get_offset() const { return calls_; }

private:
    Draws* clone_impl() const override {
        auto* clone = new Draws();
        std::tie(clone->seed_, clone->calls_) = std::pair(seed_, calls_);
        return clone;
    }

    uint64_t seed_ = c10::default_rng_seed_val;
    uint64_t calls_ = 0;
};

// Those that are drawn where no generator is named.
inline const at::Generator& draws() {
    static const at::Generator only = at::make_generator<Draws>();
    return only;
}

} // namespace pretended
