// Convolutions and batch norms with a ReLU behind each, one after the other, as one node of the backward graph: what autograd and the
// dispatcher do for every operator apart is done once for all of them. Nothing but the maps that the backward pass reads is kept.

#include "blanks.h"
#include "convolution.h"
#include "guard.h"
#include "maps.h"
#include "normalisation.h"
#include "precision.h"
#include "recording.h"

#include <ATen/ops/add.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/sum.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/graph_task.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>

namespace hodsl {
namespace {

using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

// A convolution, or a batch norm and the ReLU behind it.
struct Link {
    bool is_convolution;
    at::Tensor weight;
    at::Tensor bias;     // of a convolution without one: undefined
    Geometry geometry;   // a convolution's
    BatchNorm norm;      // a norm's
    at::Tensor batches;  // how many batches a norm has seen, or undefined
};

using Lower = compat::optional<at::ScalarType>;

at::ScalarType lowered(at::ScalarType type, Lower lower) {
    return lower.has_value() && type != at::kDouble ? *lower : type;
}

at::Tensor of_type(const at::Tensor& tensor, at::ScalarType type) {
    return tensor.defined() ? converted(tensor, type) : tensor;
}

at::Tensor lowered(const at::Tensor& tensor, Lower lower) {
    return tensor.defined() ? converted(tensor, lowered(tensor.scalar_type(), lower)) : tensor;
}

// Everything is in its precision already: autocast has nothing to add.
struct OwnPrecision {
    c10::impl::ExcludeDispatchKeyGuard no_autocast{c10::autocast_dispatch_keyset};
};

// What the links before have left: of what type, and how large.
struct Form {
    at::ScalarType type;
    int64_t channels;
    Pair size;
};

Form form_of(const at::Tensor& map) {
    return {map.scalar_type(), map.size(1), {map.size(2), map.size(3)}};
}

// What a convolution makes of that, or none where it does not fit: then the module itself says why.
compat::optional<Form> form_behind(const Link& link, const Form& before, Lower lower) {
    const auto& [weight, bias] = std::tie(link.weight, link.bias);
    const auto& at = link.geometry;
    const auto type = lowered(before.type, lower);
    if (!has_kernels(type) || lowered(weight.scalar_type(), lower) != type || !weight.device().is_cpu() || weight.dim() != 4
        || weight.size(1) * at.groups != before.channels
        || (bias.defined() && (bias.scalar_type() != weight.scalar_type() || bias.numel() != weight.size(0)))) {
        return {};
    }
    Form behind{type, weight.size(0), {}};
    for (size_t i = 0; i < behind.size.size(); i++) {
        const int64_t room = before.size[i] + 2 * at.padding[i] - at.dilation[i] * (weight.size(static_cast<int64_t>(i) + 2) - 1) - 1;
        if (room < 0 || at.stride[i] < 1) {
            return {};
        }
        behind.size[i] = room / at.stride[i] + 1;
    }
    return behind;
}

// A single value has no variance to learn from: the module says so.
bool norm_fits(const Link& link, const Form& map, int64_t maps) {
    return link.norm.fits(map.type, map.channels) && (!link.norm.uses_batch || maps * map.size[0] * map.size[1] > 1);
}

// Whether every link has kernels for what the one before it gives.
bool fit_together(const at::Tensor& x, const std::vector<Link>& links, Lower lower) {
    if (!has_kernels(x) || !is_channels_last(x)) {
        return false;
    }
    compat::optional<Form> form = form_of(x);
    for (const auto& link : links) {
        if (link.is_convolution) {
            form = form_behind(link, *form, lower);
        }
        if (!form.has_value() || (!link.is_convolution && !norm_fits(link, *form, x.size(0)))) {
            return false;
        }
    }
    return true;
}

// What the backward pass of a link reads beside its weights.
struct Kept {
    at::Tensor input;
    at::Tensor kernels;     // a convolution's, where they were cast
    at::Tensor statistics;  // a norm's
};

// One batch more. An operator takes as long for it as a norm's kernels take for a small map.
void count(const at::Tensor& batches) {
    if (batches.device().is_cpu() && batches.scalar_type() == at::kLong && batches.numel() == 1) {
        ++*batches.data_ptr<int64_t>();
        batches.unsafeGetTensorImpl()->bump_version();
    } else {
        batches.add_(1);
    }
}

Normalised normalise(const Link& link, const at::Tensor& map, const at::Tensor& out) {
    if (link.batches.defined()) {
        count(link.batches);
    }
    return normalise_relu(map, link.norm, out);
}

Kept pass_through(const Link& link, at::Tensor& map, Lower lower) {
    if (link.is_convolution) {
        Kept kept{lowered(map, lower), lowered(link.weight, lower), {}};
        map = link.geometry.convolve_alone(kept.input, kept.kernels, lowered(link.bias, lower)).contiguous(at::MemoryFormat::ChannelsLast);
        if (kept.kernels.is_same(link.weight)) {
            kept.kernels.reset();
        }
        return kept;
    }
    auto [out, statistics] = normalise(link, map, blank_like(map));
    return {std::exchange(map, out), {}, statistics};
}

// Whether folding a norm into the kernels before it costs less than it spares, a pass over the map behind them. They are scaled and packed
// at each call, as they may have changed since the last one. Measured, that takes as long as 16 elements of the pass for each of theirs, and
// a million for the calls: a batch of 32 maps of 64 x 32 x 32 is worth it, a single one is not.
bool pays_to_fold(const Link& convolution, const Form& behind, int64_t maps) {
    return maps * behind.channels * behind.size[0] * behind.size[1] >= 16 * (convolution.weight.numel() + 65536);
}

// Kernels of bfloat16 are rounded already; scaled ones would be rounded twice.
bool can_fold(const Link& link, const Link& next, const at::Tensor& map, Lower lower) {
    return link.is_convolution && link.weight.scalar_type() == at::kFloat && !next.is_convolution && !next.norm.uses_batch
        && has_convolve_relu(lowered(at::kFloat, lower)) && pays_to_fold(link, *form_behind(link, form_of(map), lower), map.size(0));
}

// relu(norm(convolution)) as one convolution: the norm's scale goes into the kernels, which are rounded once if at all, and all that is
// added into the bias. None where a weight is no number: oneDNN's ReLU makes a 0 of it.
at::Tensor folded(const Link& convolution, const BatchNorm& norm, const at::Tensor& map, Lower lower) {
    const at::Tensor input = lowered(map, lower);
    const auto [scale, shift] = scale_and_shift(norm);
    at::Tensor kernels = at::empty_like(convolution.weight, input.options(), at::MemoryFormat::ChannelsLast);
    at::mul_out(kernels, convolution.weight, scale.view({-1, 1, 1, 1}));
    const at::Tensor bias = convolution.bias.defined() ? at::addcmul(shift, convolution.bias, scale) : shift;
    if (!std::isfinite(at::add(at::sum(kernels, at::kFloat), at::sum(bias)).item<float>())) {
        return {};
    }
    return convolution.geometry.convolve_relu(input, kernels, bias).contiguous(at::MemoryFormat::ChannelsLast);
}

// Whether a map can be taken for numbers. An image is looked at; a larger map has come from others through weights that were.
bool are_numbers(const at::Tensor& map) {
    constexpr int64_t channels_of_images = 4;
    return map.size(1) > channels_of_images || std::isfinite(at::sum(map, at::kFloat).item<float>());
}

// What the links make of x where nobody asks for gradients: a norm writes over the map that the link before it has left.
at::Tensor inferred(const at::Tensor& x, const std::vector<Link>& links, Lower lower) {
    at::Tensor map = x;
    bool may_fold = are_numbers(x);
    for (auto link = links.begin(); link != links.end(); link++) {
        const auto next = link + 1;
        at::Tensor both;
        if (may_fold && next != links.end() && can_fold(*link, *next, map, lower)) {
            both = folded(*link, next->norm, map, lower);
            may_fold = both.defined();
        }
        if (both.defined()) {
            map = both;
            link = next;
        } else if (link->is_convolution || link == links.begin()) {
            pass_through(*link, map, lower);
        } else {
            normalise(*link, map, map);
        }
    }
    return map;
}

// The map behind the links, and what each of them keeps.
struct Passed {
    at::Tensor map;
    std::vector<Kept> kept;
};

Passed passed(const at::Tensor& x, const std::vector<Link>& links, Lower lower) {
    Passed passed{x, {}};
    for (const auto& link : links) {
        passed.kept.push_back(pass_through(link, passed.map, lower));
    }
    return passed;
}

at::Tensor taken_from(at::Tensor& place) {
    return std::exchange(place, {});
}

at::Tensor taken_from(OptionalTensor& place) {
    return std::exchange(place, {}).value_or(at::Tensor());
}

void put_into(at::Tensor& place, const at::Tensor& tensor) {
    place = tensor;
}

void put_into(OptionalTensor& place, const at::Tensor& tensor) {
    place = if_defined(tensor);
}

// The tensors of links, one after the other.
template <typename Links, typename Use>
void for_each_tensor(Links& links, Use use) {
    for (auto& link : links) {
        use(link.weight);
        use(link.bias);
        use(link.batches);
        use(link.norm.weight);
        use(link.norm.bias);
        use(link.norm.running_mean);
        use(link.norm.running_var);
    }
}

// The same, noted.
Passed passed_and_noted(const at::Tensor& x, std::vector<Link> links, Lower lower) {
    Tensors inputs{x};
    for_each_tensor(links, [&](auto& tensor) { inputs.push_back(taken_from(tensor)); });
    const Tensors outputs = record(std::move(inputs), [links, lower](Tensors&& tensors) {
        auto again = links;
        auto next = tensors.begin() + 1;
        for_each_tensor(again, [&](auto& tensor) { put_into(tensor, *next++); });
        auto [map, kept] = passed(tensors[0], again, lower);
        Tensors all{map};
        for (auto& of_link : kept) {
            all.insert(all.end(), {of_link.input, of_link.kernels, of_link.statistics});
        }
        return all;
    });
    Passed passed{outputs[0], {}};
    for (size_t i = 1; i < outputs.size(); i += 3) {
        passed.kept.push_back({outputs[i], outputs[i + 1], outputs[i + 2]});
    }
    return passed;
}

// A link as its backward pass reads it.
struct PassedLink {
    bool is_convolution;
    Geometry geometry;
    bool uses_batch;
    std::array<bool, 3> wanted;  // whether somebody asks for the gradient of what comes before it, of its weight, of its bias
    at::Tensor weight;
    Kept kept;
};

// The gradients of what comes before the links, in the type that it has, and of each one's weight and bias. A map that is read for the last
// time makes room for them.
Tensors passed_back(at::Tensor gradient, std::vector<PassedLink>&& links, at::ScalarType x_type) {
    Tensors result(1 + 2 * links.size());
    for (size_t i = links.size(); i-- > 0;) {
        const PassedLink link = std::move(links[i]);
        at::Tensor &of_weight = result[1 + 2 * i], &of_bias = result[2 + 2 * i];
        if (link.is_convolution) {
            const at::Tensor& kernels = link.kept.kernels.defined() ? link.kept.kernels : link.weight;
            std::tie(gradient, of_weight, of_bias) = link.geometry.backward(converted(gradient, kernels.scalar_type()), link.kept.input, kernels, link.wanted);
            of_weight = of_type(of_weight, link.weight.scalar_type());
            of_bias = of_type(of_bias, link.weight.scalar_type());
        } else {
            auto gradients = normalise_relu_backward(link.kept.input, link.weight, link.kept.statistics, gradient, link.uses_batch);
            gradient = std::move(gradients.of_x);
            of_weight = std::move(gradients.of_weight);
            of_bias = std::move(gradients.of_bias);
        }
    }
    if (!links.empty() && links[0].wanted[0]) {
        result[0] = of_type(gradient, x_type);
    }
    return result;
}

// The same, noted.
Tensors passed_back_and_noted(const at::Tensor& gradient, std::vector<PassedLink>&& links, at::ScalarType x_type) {
    Tensors inputs{gradient};
    for (auto& link : links) {
        inputs.push_back(std::exchange(link.weight, {}));
        const Kept kept = std::exchange(link.kept, {});
        inputs.insert(inputs.end(), {kept.input, kept.kernels, kept.statistics});
    }
    return record(std::move(inputs), [links = std::move(links), x_type](Tensors&& tensors) {
        std::vector<PassedLink> again = links;
        auto next = tensors.begin() + 1;
        for (auto& link : again) {
            for (auto* tensor : {&link.weight, &link.kept.input, &link.kept.kernels, &link.kept.statistics}) {
                *tensor = std::move(*next++);
            }
        }
        return passed_back(std::move(tensors[0]), std::move(again), x_type);
    });
}

class Chain : public torch::autograd::Node {
public:
    explicit Chain(const at::Tensor& x, Lower lower) : lower_(lower), x_type_(x.scalar_type()), x_(x, false) {}

    void keep(const Link& link, Kept&& kept) {
        links_.push_back({link.is_convolution, link.geometry, link.norm.uses_batch, link.norm.eps, SavedVariable(link.weight, false),
            SavedVariable(link.bias, false), std::move(kept)});
    }

    // The gradients of x, and of each link's weight and bias.
    variable_list apply(variable_list&& gradients) override {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (!gradients[0].defined()) {
            return variable_list(1 + 2 * links_.size());
        }
        variable_list inputs{x_.unpack()};
        for (const auto& link : links_) {
            inputs.push_back(link.weight.unpack());
            inputs.push_back(link.bias.unpack());
        }
        const OwnPrecision own;
        return c10::GradMode::is_enabled()
            ? gradients_of_gradients(inputs, gradients[0], [this](const variable_list& again_given) { return again(again_given); })
            : backward(inputs, gradients[0]);
    }

    void release_variables() override {
        const std::lock_guard<std::mutex> lock(mutex_);
        x_.reset_data();
        for (auto& link : links_) {
            link.weight.reset_data();
            link.bias.reset_data();
            link.kept = {};
        }
    }

private:
    struct SavedLink {
        bool is_convolution;
        Geometry geometry;
        bool uses_batch;
        double eps;
        SavedVariable weight;
        SavedVariable bias;
        Kept kept;
    };

    variable_list backward(const variable_list& inputs, const at::Tensor& gradient) {
        at::AutoDispatchBelowADInplaceOrView below;
        const bool gives_up = !torch::autograd::get_current_graph_task_keep_graph();
        const size_t first = first_wanted();
        std::vector<PassedLink> links;
        for (size_t i = first; i < links_.size(); i++) {
            auto& link = links_[i];
            const size_t of_weight = 1 + 2 * i, of_bias = of_weight + 1;
            links.push_back({link.is_convolution, link.geometry, link.uses_batch,
                {i > first || task_should_compute_output(0), task_should_compute_output(of_weight), task_should_compute_output(of_bias)},
                inputs[of_weight], gives_up ? std::exchange(link.kept, {}) : link.kept});
        }
        Tensors gradients = is_recording() ? passed_back_and_noted(gradient, std::move(links), x_type_) : passed_back(gradient, std::move(links), x_type_);
        variable_list result(inputs.size());
        std::move(gradients.begin() + 1, gradients.end(), result.begin() + 1 + 2 * static_cast<std::ptrdiff_t>(first));
        if (first == 0) {
            result[0] = std::move(gradients[0]);
        }
        return result;
    }

    // The first link through which gradients go: those before it are frozen, and nobody asks for that of x.
    size_t first_wanted() const {
        size_t i = 0;
        while (!task_should_compute_output(0) && i < links_.size() && !task_should_compute_output(1 + 2 * i) && !task_should_compute_output(2 + 2 * i)) {
            i++;
        }
        return i;
    }

    // The forward pass by operators that can be differentiated twice.
    at::Tensor again(const variable_list& inputs) const {
        const auto cast = [&](const at::Tensor& tensor) { return tensor.defined() ? tensor.to(lowered(tensor.scalar_type(), lower_)) : tensor; };
        at::Tensor map = inputs[0];
        for (size_t i = 0; i < links_.size(); i++) {
            const auto& link = links_[i];
            const at::Tensor &weight = inputs[1 + 2 * i], &bias = inputs[2 + 2 * i];
            map = link.is_convolution ? link.geometry.convolve(cast(map), cast(weight), cast(bias))
                                      : normalise_relu_again(map, weight, bias, link.kept.statistics, link.uses_batch, link.eps);
        }
        return map;
    }

    Lower lower_;
    at::ScalarType x_type_;
    SavedVariable x_;  // as autograd keeps it, which notices a change
    std::vector<SavedLink> links_;
};

at::Tensor chain(const at::Tensor& x, const std::vector<Link>& links, Lower lower) {
    variable_list inputs{x};
    for (const auto& link : links) {
        inputs.push_back(link.weight);
        inputs.push_back(link.bias);
    }
    decltype(compat::make_node<Chain>(x, lower)) node;
    if (c10::GradMode::is_enabled() && torch::autograd::compute_requires_grad(inputs)) {
        node = compat::make_node<Chain>(x, lower);
        node->set_next_edges(torch::autograd::collect_next_edges(inputs));
    }
    at::Tensor map;
    {
        at::AutoDispatchBelowADInplaceOrView below;
        const OwnPrecision own;
        if (node == nullptr) {
            const bool may_fold = std::any_of(links.begin(), links.end(), [](const Link& link) { return !link.is_convolution && !link.norm.uses_batch; });
            if (may_fold) {
                refuse_recording("decides by numbers whether to fold norms into convolutions");
            }
            return is_recording() && !may_fold ? passed_and_noted(x, links, lower).map : inferred(x, links, lower);
        }
        Passed all = is_recording() ? passed_and_noted(x, links, lower) : passed(x, links, lower);
        for (size_t i = 0; i < links.size(); i++) {
            node->keep(links[i], std::move(all.kept[i]));
        }
        map = std::move(all.map);
    }
    torch::autograd::set_history(map, node);
    return map;
}

Link link_of(const LinkArgument& argument) {
    const at::Tensor weight = borrow(argument.weight), bias = borrow(argument.bias);
    const auto pair = [](const int64_t* numbers) { return Pair{numbers[0], numbers[1]}; };
    return {argument.is_convolution != 0, weight, bias,
        {pair(argument.stride), pair(argument.padding), pair(argument.dilation), argument.groups},
        {if_defined(weight), if_defined(bias), if_defined(borrow(argument.running_mean)), if_defined(borrow(argument.running_var)),
            argument.uses_batch != 0, argument.momentum, argument.eps},
        borrow(argument.batches)};
}

} // namespace
} // namespace hodsl

int32_t hodsl_chain(void* x, const LinkArgument* links, int32_t count, void** result) {
    using namespace hodsl;
    return guarded([&] {
        const at::Tensor map = borrow(x);
        std::vector<Link> chained;
        std::transform(links, links + count, std::back_inserter(chained), link_of);
        const auto lower = lower_precision();
        *result = nullptr;
        if (fit_together(map, chained, lower)) {
            *result = hand_out(chain(map, chained, lower));
        }
    });
}
