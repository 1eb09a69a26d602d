// Where sequences of random numbers stand.

#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <unordered_map>

namespace hodsl {

// For each source the state that was shared last, which is shared again while somebody holds it and no number is drawn: deep networks ask
// in front of each block, and few blocks draw.
class RandomStates {
public:
    // That state instead of an equal one.
    at::Tensor shared(const at::Generator& generator, at::Tensor state);

    // A source is set elsewhere. Where it has been set a state might be like the one before by accident.
    void forget(const at::Generator& generator) { last_.erase(generator.unsafeGetGeneratorImpl()); }
    void forget() { last_.clear(); }

private:
    using Weak = c10::weak_intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

    std::unordered_map<c10::GeneratorImpl*, Weak> last_;
};

} // namespace hodsl
