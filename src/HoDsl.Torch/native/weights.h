// The coefficients of combinations: numbers, and learnt numbers that multiply them.

#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

namespace hodsl {

// A number, multiplied by another one for each channel where there are any.
struct Weight {
    double number = 1;
    std::shared_ptr<const std::vector<double>> channels;

    bool is_one() const { return number == 1 && channels == nullptr; }

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

private:
    at::Tensor variable_;
    std::shared_ptr<const std::vector<double>> values_;
};

} // namespace hodsl
