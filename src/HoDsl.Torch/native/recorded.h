// Work that was recorded: its computations one after the other, and the values that they read and give.

#pragma once

#include "recording.h"

namespace hodsl {

// A tensor that computations read or give, by its number. Constants stay what they were; the work's inputs and what computations give
// come about anew each time.
using Value = int32_t;
constexpr Value no_value = -1;

// Which elements of its memory a tensor shows.
struct View {
    explicit View(const at::Tensor& tensor)
        : sizes(tensor.sizes().vec()), strides(tensor.strides().vec()), offset(tensor.storage_offset()), type(tensor.scalar_type()) {}

    std::vector<int64_t> sizes, strides;
    int64_t offset;
    at::ScalarType type;

    bool is_of(const at::Tensor& tensor) const {
        return is_like(tensor) && offset == tensor.storage_offset();
    }

    // Wherever in its memory the tensor begins.
    bool is_like(const at::Tensor& tensor) const {
        return type == tensor.scalar_type() && tensor.sizes() == sizes && tensor.strides() == strides;
    }
};

// Whether a tensor's elements lie in memory of the processor as its strides say.
inline bool is_plain(const at::Tensor& tensor) {
    return tensor.device().is_cpu() && tensor.layout() == at::kStrided && tensor.has_storage() && !tensor.is_conj() && !tensor.is_neg();
}

struct Step {
    Computation computation;
    std::vector<Value> inputs;
    std::vector<Value> outputs;
    std::vector<Value> changed;    // inputs in which it writes, which autograd is to notice
    std::vector<bool> reads_last;  // for each input, whether nobody reads it afterwards
};

class Recorded {
public:
    std::vector<Step> steps;
    Tensors values;           // the constants, and room for the others
    std::vector<View> views;  // of all values, as they were recorded
    std::vector<Value> inputs;
    bool counts_from_start = false;  // whether it shows elements by their places in the inputs' memory, not in the inputs
    std::vector<Value> results;
    std::vector<std::pair<at::Tensor, Value>> gradients;  // leaves that give theirs up, and what they are afterwards

    // One at a time: what the work makes of other inputs whose elements lie as those did that it was recorded with; false where they lie otherwise.
    bool replay(const Tensors& given, Tensors& made);

private:
    void run(const Step& step);
};

} // namespace hodsl
