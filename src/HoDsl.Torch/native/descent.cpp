// A step of gradient descent with momentum, of all parameters in one pass.

#include "maps.h"
#include "recording.h"

#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <utility>

namespace hodsl {
namespace {

// A parameter, its gradient and, with momentum, the direction of its last step.
struct Learnt {
    at::Tensor parameter;
    at::Tensor gradient;
    at::Tensor direction;

    // Whether one loop can run through all of them.
    bool fits() const {
        const auto is_like = [&](const at::Tensor& other) {
            return other.scalar_type() == parameter.scalar_type() && other.device() == parameter.device()
                && other.sizes() == parameter.sizes() && other.strides() == parameter.strides();
        };
        return has_kernels(parameter) && parameter.is_non_overlapping_and_dense() && is_like(gradient)
            && (!direction.defined() || is_like(direction));
    }

    void descend(Descent<double> step, int64_t begin, int64_t end) {
        with_element_of(parameter, [&](auto element) {
            using T = decltype(element);
            using Real = Number<T>;
            const Descent<Real> numbers{static_cast<Real>(step.rate), static_cast<Real>(step.decay), static_cast<Real>(step.momentum),
                static_cast<Real>(step.share), step.nesterov};
            kernels<T>().descend(elements<T>(parameter) + begin, elements<T>(gradient) + begin,
                direction.defined() ? elements<T>(direction) + begin : nullptr, end - begin, numbers);
        });
    }
};

// The same by operators of libtorch, which take lists of any tensors.
void descend_by_libtorch(const std::vector<Learnt>& all, Descent<double> step) {
    std::vector<at::Tensor> parameters, towards, directions;
    for (const auto& learnt : all) {
        parameters.push_back(learnt.parameter);
        towards.push_back(learnt.gradient);
        if (learnt.direction.defined()) {
            directions.push_back(learnt.direction);
        }
    }
    if (step.decay != 0) {
        towards = at::_foreach_add(towards, parameters, step.decay);
    }
    if (!directions.empty()) {
        at::_foreach_mul_(directions, step.momentum);
        at::_foreach_add_(directions, towards, step.share);
        towards = step.nesterov ? at::_foreach_add(towards, directions, step.momentum) : directions;
    }
    at::_foreach_add_(parameters, towards, step.rate);
}

void descend_together(std::vector<Learnt>& all, Descent<double> step) {
    RECORD_FUNCTION("hodsl::descend", {});
    refuse_recording("takes a step of an optimizer");
    std::vector<int64_t> ends;
    for (const auto& learnt : all) {
        ends.push_back((ends.empty() ? 0 : ends.back()) + learnt.parameter.numel());
    }
    // A thread's share begins and ends within some parameter.
    constexpr int64_t share = 1 << 15;
    at::parallel_for(0, ends.back(), share, [&](int64_t begin, int64_t end) {
        for (auto i = std::upper_bound(ends.begin(), ends.end(), begin) - ends.begin(); begin < end; i++) {
            const int64_t first = i == 0 ? 0 : ends[i - 1], last = std::min(end, ends[i]);
            all[i].descend(step, begin - first, last - first);
            begin = last;
        }
    });
    for (const auto& learnt : all) {
        learnt.parameter.unsafeGetTensorImpl()->bump_version();
    }
}

void descend(at::TensorList parameters, at::TensorList gradients, at::TensorList directions, double rate, double momentum,
    double dampening, double weight_decay, bool nesterov) {
    TORCH_CHECK(gradients.size() == parameters.size() && (directions.empty() || directions.size() == parameters.size()),
        "there are ", parameters.size(), " parameters, ", gradients.size(), " gradients and ", directions.size(), " directions");
    const Descent<double> step{rate, weight_decay, momentum, 1 - dampening, nesterov};
    std::vector<Learnt> together, apart;
    for (size_t i = 0; i < parameters.size(); i++) {
        const Learnt learnt{parameters[i], gradients[i], directions.empty() ? at::Tensor() : directions[i]};
        (learnt.fits() ? together : apart).push_back(learnt);
    }
    if (!together.empty()) {
        descend_together(together, step);
    }
    // Some parameters at a time: an operator on a list that makes another one takes the memory of all of them.
    constexpr int64_t most = 1 << 22;
    std::vector<Learnt> portion;
    int64_t elements = 0;
    for (const auto& learnt : apart) {
        if (!portion.empty() && elements + learnt.parameter.numel() > most) {
            descend_by_libtorch(std::exchange(portion, {}), step);
            elements = 0;
        }
        portion.push_back(learnt);
        elements += learnt.parameter.numel();
    }
    if (!portion.empty()) {
        descend_by_libtorch(portion, step);
    }
}

TORCH_LIBRARY_FRAGMENT(hodsl, library) {
    library.def("descend(Tensor(a!)[] parameters, Tensor[] gradients, Tensor(b!)[] directions, float rate, float momentum, "
                "float dampening, float weight_decay, bool nesterov) -> ()", &descend);
}

} // namespace
} // namespace hodsl
