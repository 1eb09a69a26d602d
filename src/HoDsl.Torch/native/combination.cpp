#include "combination.h"
#include "compat.h"
#include "maps.h"
#include "recording.h"
#include "sums.h"

#include <ATen/ExpandUtils.h>
#include <ATen/TensorOperators.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/variable.h>

#include <algorithm>
#include <random>

namespace hodsl {
namespace {

using torch::autograd::Node;
using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

// A sum of weight times map, each saved for the backward pass.
class SavedSum {
public:
    void add(double number, const at::Tensor& map, bool is_output = false) {
        weights_.push_back({number, nullptr});
        maps_.push_back({SavedVariable(map, is_output), torch::autograd::impl::version_counter(map), map._version()});
    }

    void release() { maps_.clear(); }

    // The sum over the elements of gradient times this, in the shape of a factor.
    template <typename Owner>
    at::Tensor times(const at::Tensor& gradient, const at::Tensor& factor, const Owner& owner) const {
        variable_list maps;
        for (const auto& map : maps_) {
            TORCH_CHECK(map.counter.current_version() == map.version,
                "what a combination read or gave was modified by an inplace operation, and the gradient of its learnt factor is formed from it: "
                "let what comes behind, such as a ReLU, give a map of its own");
            maps.push_back(map.variable.unpack(owner));
        }
        if (!c10::GradMode::is_enabled()) {
            return product_sum(gradient, maps, weights_, factor.numel() > 1);
        }
        return at::sum_to(gradient * sum_by_libtorch(maps, weights_), factor.sizes());
    }

private:
    struct SavedMap {
        SavedVariable variable;
        c10::VariableVersion counter;
        int64_t version;
    };

    std::vector<Weight> weights_;
    std::vector<SavedMap> maps_;
};

// A factor of a sum, and what it multiplies: `multiplied`, or that divided by the factor.
struct SavedFactor {
    SavedVariable variable;
    SavedSum multiplied;
    bool is_divided;
};

struct Combination : Node {
    struct SavedTerm {
        double number;
        int32_t factor;  // -1: none
        Weight weight;
    };

    std::vector<SavedTerm> terms;
    std::vector<SavedFactor> factors;

    // The gradients of the maps, then those of the factors.
    variable_list apply(variable_list&& gradients) override {
        const at::Tensor& gradient = gradients[0];
        variable_list result(terms.size() + factors.size());
        if (!gradient.defined()) {
            return result;
        }
        const bool leaves = Branch::takes_gradients();
        for (size_t j = 0; j < terms.size(); j++) {
            auto* branch = leaves ? dynamic_cast<Branch*>(next_edge(j).function.get()) : nullptr;
            if (branch != nullptr) {
                branch->leave(terms[j].weight, gradient);
            } else if (should_compute_output(j)) {
                result[j] = gradient_of_map(terms[j], gradient);
            }
        }
        for (size_t j = 0; j < factors.size(); j++) {
            if (should_compute_output(terms.size() + j)) {
                result[terms.size() + j] = gradient_of_factor(factors[j], gradient);
            }
        }
        return result;
    }

    void release_variables() override {
        for (auto& factor : factors) {
            factor.variable.reset_data();
            factor.multiplied.release();
        }
    }

private:
    at::Tensor gradient_of_map(const SavedTerm& term, const at::Tensor& gradient) const {
        if (!c10::GradMode::is_enabled()) {
            return term.weight.is_one() ? gradient : sum_of(gradient, term.weight);
        }
        return term.factor < 0 ? term.weight.times(gradient)
                               : gradient * (factors[term.factor].variable.unpack() * term.number).to(gradient.scalar_type());
    }

    at::Tensor gradient_of_factor(const SavedFactor& factor, const at::Tensor& gradient) {
        const at::Tensor variable = factor.variable.unpack();
        const at::Tensor product = factor.multiplied.times(gradient, variable, compat::pointer_to(*this));
        return (factor.is_divided ? product.view(variable.sizes()) / variable : product.view(variable.sizes())).to(variable.scalar_type());
    }
};

// Whether only the block's own stages and sums lead here: maps that are given up when they have been read.
bool is_given_up(const at::Tensor& map) {
    auto* node = map.grad_fn().get();
    const auto* branch = dynamic_cast<Branch*>(node);
    return branch != nullptr ? branch->is_of_stage : dynamic_cast<Combination*>(node) != nullptr;
}

template <typename Terms>
bool any_is_given_up(const Terms& terms) {
    return std::any_of(terms.begin(), terms.end(), [](const Term& term) { return is_given_up(term.map); });
}

// The squares of some of a map's elements: of each channel, or of all together. A map's rows, which are pixels with all their channels or
// else single elements, are cut into equal parts, and one row is drawn from each: no image, pixel or channel is preferred. For a shape they
// are the same rows every time, so that a run repeats. Of a small map every row is read.
//
// What it may miss is about one element in two thousand, or one pixel in sixty: that few would have to be hundreds of times, or dozens of
// times, larger than the others to weigh as much as they do.
class Sample {
public:
    Sample(const at::Tensor& map, bool by_channel) : width_(by_channel ? map.size(1) : 1) {
        const int64_t all = map.numel() / width_, count = std::min(all, std::max(least_rows, most_elements / width_));
        std::mt19937_64 random;
        for (int64_t part = 0; part < count; part++) {
            rows_.push_back((part * all + static_cast<int64_t>(random() % static_cast<uint64_t>(all))) / count);
        }
    }

    std::vector<double> squares(const at::Tensor& map) const {
        std::vector<double> sums(width_);
        with_element_of(map, [&](auto element) { add_squares<decltype(element)>(map, sums); });
        return sums;
    }

private:
    static constexpr int64_t most_elements = 2048;
    static constexpr int64_t least_rows = 64;

    template <typename T>
    void add_squares(const at::Tensor& map, std::vector<double>& sums) const {
        // How far the channels of a pixel lie apart.
        const int64_t step = width_ > 1 && !is_channels_last(map) ? map.size(2) * map.size(3) : 1;
        for (const int64_t row : rows_) {
            const T* first = elements<T>(map) + row / step * step * width_ + row % step;
            for (int64_t column = 0; column < width_; column++) {
                const double value = number_of(first[column * step]);
                sums[column] += value * value;
            }
        }
    }

    int64_t width_;
    std::vector<int64_t> rows_;
};

// Whether what a factor multiplies can be read off the difference that it makes to a sum. The sum is rounded: the factor's gradient
// loses as many digits as the sum is larger than a whole step, the factor times a stage. How small the part of a stage is that goes into
// this sum does not matter: its rounding counts no more than that of the block's other sums. Where the factor is 0 no digit is left.
bool survives_in_the_sum(const at::Tensor& out, const std::vector<Term>& multiplied) {
    refuse_recording("decides by numbers how to form the gradient of a learnt factor");
    constexpr double most_lost = 8;
    const Weight factor = multiplied[0].factor->times(1);
    const bool by_channel = factor.channels != nullptr;
    const auto can_be_sampled = [&](const at::Tensor& map) {
        return has_kernels(map) && (by_channel ? is_channels_last(map) || map.is_contiguous() : map.is_non_overlapping_and_dense());
    };
    if (!can_be_sampled(out)) {
        return false;
    }
    const Sample sample(out, by_channel);
    const auto sums = sample.squares(out);
    std::vector<double> steps(sums.size());
    for (const auto& term : multiplied) {
        if (!can_be_sampled(term.map)) {
            return false;
        }
        const auto squares = sample.squares(term.map);
        for (size_t c = 0; c < steps.size(); c++) {
            steps[c] = std::max(steps[c], squares[c]);
        }
    }
    for (size_t c = 0; c < sums.size(); c++) {
        const double lost = most_lost * factor.of_channel(static_cast<int64_t>(c));
        if (!(sums[c] < lost * lost * steps[c])) {
            return false;
        }
    }
    return true;
}

class Recording {
public:
    Recording(at::Tensor& out, std::vector<Term> terms) : out_(out), terms_(std::move(terms)) {
        for (const auto& term : terms_) {
            if (term.factor != nullptr && std::find(factors_.begin(), factors_.end(), term.factor) == factors_.end()) {
                factors_.push_back(term.factor);
            }
        }
    }

    void run() {
        std::vector<bool> reads_difference;
        for (const Factor* factor : factors_) {
            reads_difference.push_back(prepare(factor));
        }
        auto node = compat::make_node<Combination>();
        torch::autograd::edge_list edges;
        for (const auto& term : terms_) {
            edges.push_back(torch::autograd::impl::gradient_edge(term.map));
            const auto place = std::find(factors_.begin(), factors_.end(), term.factor);
            node->terms.push_back({term.number, place == factors_.end() ? -1 : static_cast<int32_t>(place - factors_.begin()), term.weight()});
        }
        for (const Factor* factor : factors_) {
            edges.push_back(torch::autograd::impl::gradient_edge(factor->variable()));
        }
        node->set_next_edges(std::move(edges));
        torch::autograd::set_history(out_, node);
        for (size_t j = 0; j < factors_.size(); j++) {
            node->factors.push_back(saved(factors_[j], reads_difference[j]));
        }
    }

private:
    std::vector<Term> terms_with(const Factor* factor, bool with) const {
        std::vector<Term> chosen;
        std::copy_if(terms_.begin(), terms_.end(), std::back_inserter(chosen), [&](const Term& term) { return (term.factor == factor) == with; });
        return chosen;
    }

    // Sees to it that what a factor multiplies is there in the backward pass.
    // Returns whether it is what the other terms leave of the sum.
    bool prepare(const Factor* factor) {
        const auto multiplied = terms_with(factor, true), others = terms_with(factor, false);
        if (!any_is_given_up(multiplied)) {
            return false;
        }
        const bool others_stay = factors_.size() == 1 && !any_is_given_up(others);
        if (others_stay && survives_in_the_sum(out_, multiplied)) {
            return true;
        }
        keep(multiplied, others, factor);
        return false;
    }

    // What the factor multiplies becomes one map, which is kept.
    void keep(const std::vector<Term>& multiplied, const std::vector<Term>& others, const Factor* factor) {
        std::vector<at::Tensor> maps;
        std::vector<Weight> weights;
        std::vector<Term> terms;
        for (const auto& term : multiplied) {
            maps.push_back(term.map.detach());
            weights.push_back({term.number, nullptr});
            terms.push_back({term.map, term.number, nullptr});
        }
        at::Tensor sum = sum_of(maps, weights);
        Recording(sum, std::move(terms)).run();
        terms_ = others;
        terms_.push_back({sum, 1, factor});
    }

    SavedFactor saved(const Factor* factor, bool reads_difference) const {
        SavedFactor saved{SavedVariable(factor->variable(), false), {}, reads_difference};
        if (!reads_difference) {
            for (const auto& term : terms_with(factor, true)) {
                saved.multiplied.add(term.number, term.map);
            }
            return saved;
        }
        saved.multiplied.add(1, out_, /*is_output=*/true);
        for (const auto& term : terms_with(factor, false)) {
            saved.multiplied.add(-term.number, term.map);
        }
        return saved;
    }

    at::Tensor& out_;
    std::vector<Term> terms_;
    std::vector<const Factor*> factors_;
};

} // namespace

void record(at::Tensor& out, const std::vector<Term>& terms) {
    Recording(out, terms).run();
}

} // namespace hodsl
