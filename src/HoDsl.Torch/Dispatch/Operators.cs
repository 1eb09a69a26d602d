namespace HoDsl.Torch.Dispatch;

/// <summary>The operators in use, by their names in libtorch. A schema stands in PyTorch's native_functions.yaml under the same name.</summary>
internal static class Operators
{
    // Arithmetic
    public static readonly Operator Add = new("aten::add", "Tensor");
    public static readonly Operator AddScalar = new("aten::add", "Scalar");
    public static readonly Operator Add_ = new("aten::add_", "Tensor");
    public static readonly Operator AddScalar_ = new("aten::add_", "Scalar");
    public static readonly Operator Sub = new("aten::sub", "Tensor");
    public static readonly Operator SubScalar = new("aten::sub", "Scalar");
    public static readonly Operator Sub_ = new("aten::sub_", "Tensor");
    public static readonly Operator SubScalar_ = new("aten::sub_", "Scalar");
    public static readonly Operator RsubScalar = new("aten::rsub", "Scalar");
    public static readonly Operator Mul = new("aten::mul", "Tensor");
    public static readonly Operator MulScalar = new("aten::mul", "Scalar");
    public static readonly Operator Mul_ = new("aten::mul_", "Tensor");
    public static readonly Operator MulScalar_ = new("aten::mul_", "Scalar");
    public static readonly Operator Div = new("aten::div", "Tensor_mode");
    public static readonly Operator DivScalar = new("aten::div", "Scalar_mode");
    public static readonly Operator Addcmul = new("aten::addcmul");
    public static readonly Operator Addcmul_ = new("aten::addcmul_");
    public static readonly Operator Neg = new("aten::neg");
    public static readonly Operator Abs = new("aten::abs");
    public static readonly Operator Square = new("aten::square");
    public static readonly Operator Sqrt = new("aten::sqrt");
    public static readonly Operator Exp = new("aten::exp");
    public static readonly Operator Log = new("aten::log");
    public static readonly Operator Pow = new("aten::pow", "Tensor_Scalar");
    public static readonly Operator Reciprocal = new("aten::reciprocal");
    public static readonly Operator Matmul = new("aten::matmul");
    public static readonly Operator Clamp = new("aten::clamp");
    public static readonly Operator Clamp_ = new("aten::clamp_");
    public static readonly Operator Relu = new("aten::relu");
    public static readonly Operator Relu_ = new("aten::relu_");
    public static readonly Operator Gelu = new("aten::gelu");
    public static readonly Operator Sigmoid = new("aten::sigmoid");
    public static readonly Operator Tanh = new("aten::tanh");
    public static readonly Operator Hardsigmoid = new("aten::hardsigmoid");

    // Comparison
    public static readonly Operator Eq = new("aten::eq", "Tensor");
    public static readonly Operator EqScalar = new("aten::eq", "Scalar");
    public static readonly Operator Ne = new("aten::ne", "Tensor");
    public static readonly Operator NeScalar = new("aten::ne", "Scalar");
    public static readonly Operator Lt = new("aten::lt", "Tensor");
    public static readonly Operator LtScalar = new("aten::lt", "Scalar");
    public static readonly Operator Le = new("aten::le", "Tensor");
    public static readonly Operator LeScalar = new("aten::le", "Scalar");
    public static readonly Operator Gt = new("aten::gt", "Tensor");
    public static readonly Operator GtScalar = new("aten::gt", "Scalar");
    public static readonly Operator Ge = new("aten::ge", "Tensor");
    public static readonly Operator GeScalar = new("aten::ge", "Scalar");
    public static readonly Operator IsFinite = new("aten::isfinite");
    public static readonly Operator Equal = new("aten::equal");
    public static readonly Operator AllClose = new("aten::allclose");
    public static readonly Operator Where = new("aten::where", "self");

    // Reduction
    public static readonly Operator Sum = new("aten::sum");
    public static readonly Operator SumDims = new("aten::sum", "dim_IntList");
    public static readonly Operator Mean = new("aten::mean");
    public static readonly Operator MeanDims = new("aten::mean", "dim");
    public static readonly Operator Var = new("aten::var");
    public static readonly Operator VarDims = new("aten::var", "dim");
    public static readonly Operator Std = new("aten::std");
    public static readonly Operator StdDims = new("aten::std", "dim");
    public static readonly Operator Max = new("aten::max");
    public static readonly Operator MaxDim = new("aten::max", "dim");
    public static readonly Operator Maximum = new("aten::maximum");
    public static readonly Operator Min = new("aten::min");
    public static readonly Operator MinDim = new("aten::min", "dim");
    public static readonly Operator Minimum = new("aten::minimum");
    public static readonly Operator Argmax = new("aten::argmax");
    public static readonly Operator Norm = new("aten::norm", "Scalar");
    public static readonly Operator All = new("aten::all");

    // Shape
    public static readonly Operator View = new("aten::view");
    public static readonly Operator Reshape = new("aten::reshape");
    public static readonly Operator Flatten = new("aten::flatten", "using_ints");
    public static readonly Operator Transpose = new("aten::transpose", "int");
    public static readonly Operator T = new("aten::t");
    public static readonly Operator Permute = new("aten::permute");
    public static readonly Operator Squeeze = new("aten::squeeze");
    public static readonly Operator SqueezeDim = new("aten::squeeze", "dim");
    public static readonly Operator Unsqueeze = new("aten::unsqueeze");
    public static readonly Operator Expand = new("aten::expand");
    public static readonly Operator Contiguous = new("aten::contiguous");
    public static readonly Operator Cat = new("aten::cat");
    public static readonly Operator Stack = new("aten::stack");
    public static readonly Operator Unbind = new("aten::unbind", "int");
    public static readonly Operator Flip = new("aten::flip");
    public static readonly Operator Pad = new("aten::pad");

    // Indexing
    public static readonly Operator Select = new("aten::select", "int");
    public static readonly Operator Slice = new("aten::slice", "Tensor");
    public static readonly Operator Narrow = new("aten::narrow");
    public static readonly Operator IndexSelect = new("aten::index_select");
    public static readonly Operator Index = new("aten::index", "Tensor");
    public static readonly Operator IndexPut_ = new("aten::index_put_");
    public static readonly Operator Gather = new("aten::gather");

    // Making and filling
    public static readonly Operator Empty = new("aten::empty", "memory_format");
    public static readonly Operator EmptyLike = new("aten::empty_like");
    public static readonly Operator Zeros = new("aten::zeros");
    public static readonly Operator ZerosLike = new("aten::zeros_like");
    public static readonly Operator Ones = new("aten::ones");
    public static readonly Operator Full = new("aten::full");
    public static readonly Operator Arange = new("aten::arange", "start_step");
    public static readonly Operator Rand = new("aten::rand", "generator");
    public static readonly Operator Randn = new("aten::randn", "generator");
    public static readonly Operator RandnLike = new("aten::randn_like");
    public static readonly Operator Randint = new("aten::randint", "low_generator");
    public static readonly Operator Randperm = new("aten::randperm", "generator");
    public static readonly Operator Clone = new("aten::clone");
    public static readonly Operator Copy_ = new("aten::copy_");
    public static readonly Operator Zero_ = new("aten::zero_");
    public static readonly Operator Fill_ = new("aten::fill_", "Scalar");
    public static readonly Operator Normal_ = new("aten::normal_");
    public static readonly Operator Uniform_ = new("aten::uniform_");
    public static readonly Operator To = new("aten::_to_copy");
    public static readonly Operator Item = new("aten::item");
    public static readonly Operator Detach = new("aten::detach");

    // Neural networks
    public static readonly Operator Conv2d = new("aten::conv2d");
    public static readonly Operator Conv2dPadding = new("aten::conv2d", "padding");
    public static readonly Operator BatchNorm = new("aten::batch_norm");
    public static readonly Operator LayerNorm = new("aten::layer_norm");
    public static readonly Operator GroupNorm = new("aten::group_norm");
    public static readonly Operator Linear = new("aten::linear");
    public static readonly Operator Softmax = new("aten::softmax", "int");
    public static readonly Operator LogSoftmax = new("aten::log_softmax", "int");
    public static readonly Operator CrossEntropyLoss = new("aten::cross_entropy_loss");
    public static readonly Operator MseLoss = new("aten::mse_loss");
    public static readonly Operator MaxPool2d = new("aten::max_pool2d");
    public static readonly Operator AvgPool2d = new("aten::avg_pool2d");
    public static readonly Operator AdaptiveAvgPool2d = new("aten::adaptive_avg_pool2d");
    public static readonly Operator Dropout = new("aten::dropout");
    public static readonly Operator Dropout_ = new("aten::dropout_");

    // Our own, of native/batch_norm_relu.cpp, native/branch.cpp and native/descent.cpp
    public static readonly Operator BatchNormRelu = new("hodsl::batch_norm_relu");
    public static readonly Operator Descend = new("hodsl::descend");
    public static readonly Operator Branch = new("hodsl::branch");

    // Lists of tensors at once, for optimizers
    public static readonly Operator ForeachAdd_ = new("aten::_foreach_add_", "List");
    public static readonly Operator ForeachAddScalar_ = new("aten::_foreach_add_", "Scalar");
    public static readonly Operator ForeachMul_ = new("aten::_foreach_mul_", "Scalar");
    public static readonly Operator ForeachDiv_ = new("aten::_foreach_div_", "Scalar");
    public static readonly Operator ForeachSqrt = new("aten::_foreach_sqrt");
    public static readonly Operator ForeachAddcmul_ = new("aten::_foreach_addcmul_", "Scalar");
    public static readonly Operator ForeachAddcdiv_ = new("aten::_foreach_addcdiv_", "Scalar");
}
