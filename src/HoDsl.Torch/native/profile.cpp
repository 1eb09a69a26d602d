// How long each operator takes, by libtorch's own observers: the time spent in it and not in operators that it calls.

#include "compat.h"
#include "guard.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/record_function.h>

#include <chrono>
#include <map>
#include <string>

using namespace hodsl;

namespace {

using Clock = std::chrono::steady_clock;

struct Measured {
    int64_t calls = 0;
    Clock::duration time{};
    bool computes = false;
};

struct Profile {
    struct Open {
        Clock::time_point asked;   // when measuring it began
        Clock::time_point start;   // when it began itself
        Clock::duration within{};  // what the operators that it called took, their measuring included
    };

    std::vector<Open> open;
    std::map<std::string, Measured> operators;
    std::vector<ProfiledOperator> listed;
};

// The backward pass of what lies on the CPU runs on the thread that asked for it.
thread_local Profile profile;
thread_local at::CallbackHandle handle = 0;

bool is_allocation(const std::string& name) {
    return name.rfind("aten::empty", 0) == 0;
}

// Whether what an operator gives is one of its arguments, seen in another way.
bool is_view(const c10::FunctionSchema& schema) {
    for (const auto& result : schema.returns()) {
        if (result.alias_info() != nullptr && !result.alias_info()->isWrite()) {
            return true;
        }
    }
    return false;
}

// Whether an operator reads or writes elements by itself: it has a kernel and does not only call others, allocate, or change a shape.
// Nodes of the backward graph call others.
bool computes(const at::RecordFunction& function) {
    const auto name = function.operator_name();
    if (!name.has_value()) {
        return function.scope() == at::RecordScope::FUNCTION && std::string(function.name()).rfind("hodsl::", 0) == 0;
    }
    const auto op = c10::Dispatcher::singleton().findSchema(*name);
    return op.has_value() && !is_allocation(name->name) && !is_view(op->schema())
        && (op->hasKernelForDispatchKey(c10::DispatchKey::CPU) || op->hasKernelForDispatchKey(c10::DispatchKey::CompositeExplicitAutograd));
}

std::unique_ptr<at::ObserverContext> on_start(const at::RecordFunction&) {
    const auto asked = Clock::now();
    profile.open.push_back({asked, {}});
    profile.open.back().start = Clock::now();
    return nullptr;
}

void on_end(const at::RecordFunction& function, at::ObserverContext*) {
    // What was running when the profile began is not in it.
    if (profile.open.empty()) {
        return;
    }
    const auto end = Clock::now();
    const auto [asked, start, within] = profile.open.back();
    profile.open.pop_back();
    auto [entry, is_new] = profile.operators.try_emplace(function.name());
    entry->second.calls++;
    entry->second.time += end - start - within;
    if (is_new) {
        entry->second.computes = computes(function);
    }
    // What the profile itself took is nobody's.
    if (!profile.open.empty()) {
        profile.open.back().within += Clock::now() - asked;
    }
}

} // namespace

int32_t hodsl_profile_start() {
    return guarded([] {
        profile = {};
        handle = at::addThreadLocalCallback(at::RecordFunctionCallback(on_start, on_end)
                                                .scopes({at::RecordScope::FUNCTION, at::RecordScope::BACKWARD_FUNCTION}));
    });
}

int32_t hodsl_profile_stop(const ProfiledOperator** first, int32_t* count) {
    return guarded([&] {
        at::removeCallback(handle);
        for (const auto& [name, measured] : profile.operators) {
            profile.listed.push_back({name.c_str(), measured.calls,
                std::chrono::duration_cast<std::chrono::nanoseconds>(measured.time).count(), measured.computes});
        }
        *first = profile.listed.data();
        *count = static_cast<int32_t>(profile.listed.size());
    });
}
