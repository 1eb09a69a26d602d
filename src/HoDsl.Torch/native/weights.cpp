#include "weights.h"
#include "recording.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>

namespace hodsl {

at::Tensor Weight::times(const at::Tensor& map) const {
    if (channels == nullptr) {
        return number == 1 ? map : map * number;
    }
    const auto count = static_cast<int64_t>(channels->size());
    const at::Tensor factors = at::empty({count, 1, 1}, at::kDouble);
    for (int64_t c = 0; c < count; c++) {
        factors.data_ptr<double>()[c] = of_channel(c);
    }
    return map * factors.to(map.options().requires_grad(false));
}

Factor::Factor(const at::Tensor& variable) : variable_(variable) {
    const NotRecorded reading;
    const at::Tensor numbers = variable.detach().to(at::kCPU, at::kDouble).contiguous();
    values_ = std::make_shared<const std::vector<double>>(numbers.data_ptr<double>(), numbers.data_ptr<double>() + numbers.numel());
}

bool Factor::fits(const at::Tensor& map) const {
    return is_scalar() || (map.dim() == 4 && variable_.dim() == 3 && variable_.size(0) == map.size(1) && variable_.numel() == map.size(1));
}

Weight Factor::times(double number) const {
    return is_scalar() ? Weight{number * values_->front(), nullptr, variable_, number} : Weight{number, values_, variable_, number};
}

void Factor::append_read(const std::vector<Weight>& weights, std::vector<at::Tensor>& variables) {
    for (const auto& weight : weights) {
        if (weight.learnt.defined()) {
            variables.push_back(weight.learnt);
        }
    }
}

std::vector<Weight> Factor::read_again(std::vector<Weight> weights, c10::ArrayRef<at::Tensor> variables) {
    auto next = variables.begin();
    for (auto& weight : weights) {
        if (weight.learnt.defined()) {
            weight = Factor(*next++).times(weight.coefficient);
        }
    }
    return weights;
}

} // namespace hodsl
