// The coefficients of combinations: numbers, and learnt numbers that multiply them.

#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/ArrayRef.h>

#include <memory>
#include <vector>

namespace hodsl {

// A number, multiplied by another one for each channel where there are any.
struct Weight {
    double number = 1;
    std::shared_ptr<const std::vector<double>> channels;
    at::Tensor learnt = {};  // the factor that they were read from, if any
    double coefficient = 1;  // what multiplied it

    // A learnt factor that is 1 now may be another number when recorded work is replayed.
    bool is_one() const { return number == 1 && channels == nullptr && !learnt.defined(); }

    double of_channel(int64_t channel) const { return channels == nullptr ? number : number * (*channels)[channel]; }

    // As a factor of maps, for operators of libtorch.
    at::Tensor times(const at::Tensor& map) const;
};

// A learnt factor as it is now: a scalar, or a number for each channel in the shape (channels, 1, 1).
class Factor {
public:
    explicit Factor(const at::Tensor& variable);

    const at::Tensor& variable() const { return variable_; }

    bool is_scalar() const { return values_->size() == 1; }

    // Whether it is one number, or one for each channel of the map.
    bool fits(const at::Tensor& map) const;

    Weight times(double number) const;

    // The factors that weights were read from, one after the other, and the weights with those as they are now.
    static void append_read(const std::vector<Weight>& weights, std::vector<at::Tensor>& variables);
    static std::vector<Weight> read_again(std::vector<Weight> weights, c10::ArrayRef<at::Tensor> variables);

private:
    at::Tensor variable_;
    std::shared_ptr<const std::vector<double>> values_;
};

} // namespace hodsl
