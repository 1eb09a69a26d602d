// The C interface between HoDsl.Torch and libtorch.
//
// A tensor handle is an owned reference to a c10::TensorImpl; 0 stands for "no tensor". Whoever receives a handle releases it.
// No exception crosses this interface: a function that fails returns what its comment says and leaves a message in hodsl_error().

#pragma once

#include <cstdint>

#define HODSL_API extern "C" __attribute__((visibility("default")))

enum class Kind : int32_t {
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    TensorList = 6,
    OptionalTensorList = 7,
    String = 8,
    Device = 9,
    Generator = 10,
};

// One argument or result of an operator.
struct Argument {
    union {
        int64_t integer;       // Int, Bool; Device: type * 2^32 + (index + 1)
        double real;           // Double
        const void* pointer;   // Tensor, Generator: a handle; lists: their first element; String: UTF-8
    };
    Kind kind;
    int32_t count;             // lists, String: how many elements
};

// What an operator gives, with each list spread into its elements. It is valid until the next call on this thread.
struct Results {
    const Argument* first;
    int32_t count;
};

struct TensorInfo {
    const int64_t* sizes;      // valid while the tensor is and keeps its shape
    const int64_t* strides;
    void* data;                // 0 where the tensor has no storage
    int64_t numel;
    int32_t dimensions;
    int32_t dtype;
    int32_t device_type;
    int32_t device_index;
    int32_t item_size;
    uint8_t requires_grad;
    uint8_t is_leaf;
    uint8_t is_contiguous;
};

// The message of the last failure on this thread.
HODSL_API const char* hodsl_error();

// ---- operators ----

// Finds an operator; 0 if this libtorch has none of that name and overload. The result lives as long as the process.
HODSL_API const void* hodsl_operator(const char* name, const char* overload);

// Calls an operator; 0 on success, -1 on failure. Arguments that are left out at the end take the defaults of its schema.
// `results`, where it is not null, receives what the operator gives.
HODSL_API int32_t hodsl_call(const void* op, const Argument* arguments, int32_t count, Results* results);

// The same for an operator that gives one tensor, which most do.
HODSL_API int32_t hodsl_call_tensor(const void* op, const Argument* arguments, int32_t count, void** result);

// ---- tensors; functions that return int32_t: 0 on success, -1 on failure ----

HODSL_API void hodsl_tensor_release(void* tensor);
HODSL_API void hodsl_tensors_release(void* const* tensors, int32_t count);
HODSL_API void* hodsl_tensor_share(void* tensor);
HODSL_API int32_t hodsl_tensor_info(void* tensor, TensorInfo* info);
HODSL_API int32_t hodsl_set_requires_grad(void* tensor, int32_t requires_grad);
HODSL_API int32_t hodsl_grad(void* tensor, void** grad);
HODSL_API int32_t hodsl_set_grad(void* tensor, void* grad);
// Gives a tensor the data, dtype, device and strides of another, and keeps its identity: parameters move without being replaced.
HODSL_API int32_t hodsl_set_data(void* tensor, void* data);

// ---- autograd; all return 0 on success and -1 on failure ----

HODSL_API int32_t hodsl_backward(void* const* tensors, int32_t count, void* const* gradients, int32_t gradient_count,
    void* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph);
HODSL_API int32_t hodsl_gradients(void* const* outputs, int32_t output_count, void* const* output_gradients, int32_t gradient_count,
    void* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** results);
HODSL_API int32_t hodsl_grad_mode();
HODSL_API void hodsl_set_grad_mode(int32_t enabled);

// ---- functions whose backward pass is the caller's ----

struct ManagedBackward {
    void* owner;
    // Takes the gradients of the outputs, which are its to release, and gives those of the inputs, which become native code's; 0 stands for none.
    // Returns 0, or the number by which the caller knows the exception that it kept.
    int32_t (*call)(void* owner, void* node, void* const* gradients, int32_t gradient_count, void** results, int32_t result_count);
    // Called when the graph has gone.
    void (*release)(void* owner);
    int32_t materialize_grads; // whether a missing gradient is handed over as zeros
};

// Records that tensors were made out of others by a function. `saved` are kept until the backward pass has run; a changed one is an error there.
// 0 on success, with the tensors as part of the graph in `results`; on failure, -1. Either way `owner` is native code's to release.
HODSL_API int32_t hodsl_record_function(const ManagedBackward* backward, void* const* inputs, int32_t input_count,
    void* const* outputs, int32_t output_count, void* const* saved, int32_t saved_count, void** results);

// Within a backward pass, what was saved. 0 on success, -1 on failure.
HODSL_API int32_t hodsl_saved_variables(void* node, void** results);

// ---- linear combinations ----

// Sums of number times factor times map, all in one pass over the maps. Row r has lengths[r] terms; the terms of all rows stand one
// after another, each with the numbers of its map and of its factor, which is learnt: a scalar, or one of the shape (channels, 1, 1);
// -1 where there is none. A map that is marked as read for the last time, which its caller must release, lends its memory to a result
// where no gradient is recorded and nobody else holds it. 0 on success, -1 on failure; null for all results where there are no kernels for
// such maps and factors.
HODSL_API int32_t hodsl_combine(void* const* maps, int32_t map_count, const uint8_t* last, void* const* factors, int32_t factor_count,
    const int32_t* lengths, int32_t row_count, const int32_t* term_maps, const int32_t* term_factors, const double* term_numbers,
    void** results);

// ---- chains ----

// A convolution, or a batch norm with a ReLU behind it.
struct LinkArgument {
    void* weight;
    void* bias;             // of a convolution: 0 for none
    void* running_mean;     // these are a norm's; 0 for none
    void* running_var;
    void* batches;          // how many batches it has seen, or 0 where this one does not count
    double momentum;
    double eps;
    int64_t stride[2];      // these are a convolution's
    int64_t padding[2];
    int64_t dilation[2];
    int64_t groups;
    int32_t is_convolution;
    int32_t uses_batch;     // whether a norm takes mean and variance from the batch
};

// What the links make of a map, one after the other, recorded as one node. 0 on success; the result is 0 where there are no kernels for
// these links and this map, and nothing was done. -1 on failure.
HODSL_API int32_t hodsl_chain(void* x, const LinkArgument* links, int32_t count, void** result);

// ---- generators ----

HODSL_API void* hodsl_default_generator(int32_t device_type, int32_t device_index);
HODSL_API void hodsl_generator_release(void* generator);
// A shared state is that of the last call for one, while somebody holds it and no number is drawn; nobody is to write into it.
HODSL_API void* hodsl_generator_state(void* generator, int32_t is_shared);
HODSL_API int32_t hodsl_generator_set_state(void* generator, void* state);
HODSL_API int32_t hodsl_manual_seed(uint64_t seed);

// ---- process-wide settings ----

HODSL_API const char* hodsl_torch_version();
HODSL_API int32_t hodsl_threads();
HODSL_API int32_t hodsl_set_threads(int32_t threads);
HODSL_API int32_t hodsl_deterministic();
HODSL_API int32_t hodsl_set_deterministic(int32_t enabled);
HODSL_API int32_t hodsl_cuda_device_count();
HODSL_API int32_t hodsl_cuda_synchronize(int32_t device_index);

// Has the operators of our own use the kernels for other vector instructions than the best ones ("avx512bf16", "avx512", "avx2", "baseline"),
// while none of them runs; 0 where the processor has no such instructions.
HODSL_API int32_t hodsl_use_instructions(const char* instructions);

// ---- autocast, per thread and type of device ----

HODSL_API int32_t hodsl_autocast(int32_t device_type, int32_t* enabled, int32_t* dtype);
HODSL_API int32_t hodsl_set_autocast(int32_t device_type, int32_t enabled, int32_t dtype);
// Count how deep autocast scopes are nested; leave returns the depth after it. The weights cast in a scope are kept until clear_cache.
HODSL_API void hodsl_autocast_enter();
HODSL_API int32_t hodsl_autocast_leave();
HODSL_API void hodsl_autocast_clear_cache();

// ---- profile ----

struct ProfiledOperator {
    const char* name;
    int64_t calls;
    int64_t nanoseconds;   // spent in it and not in operators that it calls
    uint8_t computes;      // whether it reads or writes elements by itself
};

// Measures what the operators called on this thread take, until it is stopped; -1 on failure. What is listed is valid until the next start.
HODSL_API int32_t hodsl_profile_start();
HODSL_API int32_t hodsl_profile_stop(const ProfiledOperator** first, int32_t* count);

// ---- memory ----

// Counts the bytes of CPU tensors that are allocated from now on. Called once, before any other function.
HODSL_API void hodsl_initialize();
HODSL_API int64_t hodsl_cpu_bytes();
HODSL_API int64_t hodsl_cpu_peak_bytes();
HODSL_API void hodsl_cpu_reset_peak();
HODSL_API int64_t hodsl_live_tensors();

// ---- streams; 0 on success, -1 on failure ----

// From fork to join, on the same thread, work goes to a stream of its own: it begins after what was queued before, and what is queued
// after the join begins after it.
HODSL_API int32_t hodsl_stream_fork(int32_t device_type, int32_t device_index, void** fork);
HODSL_API int32_t hodsl_stream_join(void* fork);

// ---- recorded work on the processor; functions that return int32_t: -1 on failure ----

// From begin to end, on the same thread, work is done and recorded: it makes results of inputs. Where it cannot be recorded `recorded` is 0 and
// hodsl_error() says what the work does that cannot.
HODSL_API int32_t hodsl_recording_begin(void* const* inputs, int32_t count);
HODSL_API int32_t hodsl_recording_end(void* const* results, int32_t count, void** recorded);
// Says that work, if any is being recorded on this thread, does something that cannot be.
HODSL_API void hodsl_recording_refuse(const char* reason);
// Says that the caller has filled a new tensor with numbers, which are the same each time.
HODSL_API void hodsl_recording_constant(void* tensor);
// What the work makes of other inputs, one call at a time: 1, or 0 and no results where they lie otherwise than those that it was recorded with.
HODSL_API int32_t hodsl_recorded_replay(void* recorded, void* const* inputs, int32_t input_count, void** results, int32_t result_count);
HODSL_API void hodsl_recorded_release(void* recorded);

// ---- CUDA graphs and memory, where this library was built with the CUDA toolkit's headers; 0 on success, -1 on failure ----

HODSL_API int32_t hodsl_has_cuda();
// From begin to end, on the same thread, work is recorded and not done; replay does it. A graph whose recording failed is released too.
HODSL_API int32_t hodsl_graph_begin(int32_t device_index, void** graph);
HODSL_API int32_t hodsl_graph_end(void* graph);
HODSL_API int32_t hodsl_graph_replay(void* graph);
HODSL_API void hodsl_graph_release(void* graph);
HODSL_API int32_t hodsl_cuda_memory(int32_t device_index, int64_t* bytes, int64_t* peak_bytes);
HODSL_API int32_t hodsl_cuda_reset_peak(int32_t device_index);
