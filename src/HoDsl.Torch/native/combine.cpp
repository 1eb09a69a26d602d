// The linear combinations of a tableau, those of one moment in one pass over their maps.

#include "blanks.h"
#include "combination.h"
#include "guard.h"
#include "maps.h"
#include "recording.h"
#include "sums.h"

#include <ATen/core/LegacyTypeDispatch.h>
#include <torch/csrc/autograd/functions/utils.h>

namespace hodsl {
namespace {

// The sums of one moment, as hodsl_combine is given them.
struct Moment {
    std::vector<at::Tensor> maps;
    const uint8_t* last;
    std::vector<Factor> factors;
    std::vector<int32_t> lengths;
    std::vector<int32_t> term_maps;
    std::vector<double> numbers;
    std::vector<const Factor*> term_factors;

    // The terms of a row, of which the first has the number `begin` among all.
    std::vector<Term> terms_of(size_t row, size_t begin) const {
        std::vector<Term> terms;
        for (size_t t = begin; t < begin + lengths[row]; t++) {
            terms.push_back({maps[term_maps[t]], numbers[t], term_factors[t]});
        }
        return terms;
    }

    std::vector<Weight> weights() const {
        std::vector<Weight> weights;
        for (size_t t = 0; t < numbers.size(); t++) {
            weights.push_back(Term{{}, numbers[t], term_factors[t]}.weight());
        }
        return weights;
    }

    bool records_gradients() const {
        return c10::GradMode::is_enabled()
            && (torch::autograd::compute_requires_grad(maps)
                || std::any_of(factors.begin(), factors.end(), [](const Factor& factor) { return factor.variable().requires_grad(); }));
    }
};

// Whether a map that `maps` and one handle of the caller's refer to is known to nobody else, no graph among them.
bool is_the_callers_alone(const at::Tensor& map) {
    return map.use_count() == 2 && map.storage().use_count() == 1 && !map.requires_grad();
}

// Memory for the results: that of maps which are read for the last time, where the backward pass does not need them.
std::vector<at::Tensor> memory_for_results(const Moment& moment, bool records) {
    std::vector<at::Tensor> out;
    size_t unclaimed = 0;
    const auto claim = [&]() -> at::Tensor {
        while (!records && unclaimed < moment.maps.size()) {
            const at::Tensor& map = moment.maps[unclaimed];
            if (moment.last[unclaimed++] != 0 && map.strides() == moment.maps[0].strides() && is_the_callers_alone(map)) {
                return map;
            }
        }
        return blank_like(moment.maps[0]);
    };
    for (size_t r = 0; r < moment.lengths.size(); r++) {
        out.push_back(claim());
    }
    return out;
}

// The sums, or none where the maps and factors do not fit together.
std::vector<at::Tensor> combine(const Moment& moment) {
    const bool records = moment.records_gradients();
    const auto weights = moment.weights();
    if (!fit_together(moment.maps, weights) || moment.lengths.size() > most_rows
        || !std::all_of(moment.factors.begin(), moment.factors.end(), [&](const Factor& factor) { return factor.fits(moment.maps[0]); })) {
        return {};
    }
    std::vector<at::Tensor> out;
    {
        at::AutoDispatchBelowADInplaceOrView below;
        if (is_recording()) {
            Tensors inputs = moment.maps;
            Factor::append_read(weights, inputs);
            out = record(std::move(inputs), [count = moment.maps.size(), lengths = moment.lengths, term_maps = moment.term_maps, weights](Tensors&& read) {
                const at::ArrayRef<at::Tensor> all(read);
                Tensors sums;
                std::generate_n(std::back_inserter(sums), lengths.size(), [&] { return blank_like(all[0]); });
                write_sums(all.slice(0, count), {lengths, term_maps, Factor::read_again(weights, all.slice(count))}, sums);
                return sums;
            });
        } else {
            out = memory_for_results(moment, records);
            write_sums(moment.maps, {moment.lengths, moment.term_maps, weights}, out);
        }
    }
    size_t begin = 0;
    for (size_t r = 0; records && r < moment.lengths.size(); r++) {
        record(out[r], moment.terms_of(r, begin));
        begin += moment.lengths[r];
    }
    return out;
}

} // namespace
} // namespace hodsl

int32_t hodsl_combine(void* const* maps, int32_t map_count, const uint8_t* last, void* const* factors, int32_t factor_count,
    const int32_t* lengths, int32_t row_count, const int32_t* term_maps, const int32_t* term_factors, const double* term_numbers,
    void** results) {
    using namespace hodsl;
    return guarded([&] {
        std::fill(results, results + row_count, nullptr);
        Moment moment{borrow_all(maps, map_count), last, {}, {lengths, lengths + row_count}, {}, {}, {}};
        TORCH_CHECK(!moment.maps.empty(), "takes one or more maps");
        if (!has_kernels(moment.maps[0])) {
            return;  // before factors are read: on a GPU that waits for all that it has to do
        }
        for (const auto& variable : borrow_all(factors, factor_count)) {
            moment.factors.emplace_back(variable);
        }
        int32_t terms = 0;
        for (const int32_t length : moment.lengths) {
            terms += length;
        }
        moment.term_maps.assign(term_maps, term_maps + terms);
        moment.numbers.assign(term_numbers, term_numbers + terms);
        for (int32_t t = 0; t < terms; t++) {
            moment.term_factors.push_back(term_factors[t] < 0 ? nullptr : &moment.factors[term_factors[t]]);
        }
        auto out = combine(moment);
        for (auto& map : out) {
            *results++ = hand_out(std::move(map));
        }
    });
}
