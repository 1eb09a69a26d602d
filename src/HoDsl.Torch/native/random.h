// Where sequences of random numbers stand.

#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <unordered_map>

namespace hodsl {

// For each source the state that was shared last: it is shared again while somebody holds it and the source stands there. Deep networks ask in
// front of each block, and few blocks draw.
class RandomStates {
public:
    // That state instead of an equal one.
    at::Tensor shared(const at::Generator& generator, at::Tensor state);

    // Sources are set, or may be drawn from. In work that is recorded two states that are alike now need not be so in each replay.
    void forget() { last_.clear(); }

private:
    using Weak = c10::weak_intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

    std::unordered_map<c10::GeneratorImpl*, Weak> last_;
};

} // namespace hodsl
