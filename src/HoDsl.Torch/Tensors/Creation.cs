using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    private static Tensor Create(Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        RefuseNames(names);
        return op.Call(size, dtype, Value.None, device).WithGrad(requires_grad);
    }

    private static Tensor CreateLike(Operator op, Tensor input, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
    {
        RefuseNames(names);
        return op.Call(input, dtype, Value.None, device).WithGrad(requires_grad);
    }

    private static Tensor CreateRandom(Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        RefuseNames(names);
        return op.Call(size, generator, dtype, Value.None, device).WithGrad(requires_grad);
    }

    private static void RefuseNames(string[]? names)
    {
        if (names is not null)
            throw new NotSupportedException("Named dimensions are not provided here: leave out `names`.");
    }

    private static Tensor WithGrad(this Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;

    /// <summary>A tensor of a size, whatever its memory holds.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Create(Operators.Empty, size, dtype, device, requires_grad, names);

    /// <summary>A tensor of a size, whatever its memory holds.</summary>
    public static Tensor empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty(size.ToArray(), dtype, device, requires_grad, names);

    /// <summary>A tensor like another, whatever its memory holds.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        CreateLike(Operators.EmptyLike, input, dtype, device, requires_grad, names);

    /// <summary>Zeros.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Create(Operators.Zeros, size, dtype, device, requires_grad, names);

    /// <summary>Zeros.</summary>
    public static Tensor zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros(size.ToArray(), dtype, device, requires_grad, names);

    /// <summary>Zeros, in one dimension.</summary>
    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros([size], dtype, device, requires_grad, names);

    /// <summary>Zeros, in two dimensions.</summary>
    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros([rows, columns], dtype, device, requires_grad, names);

    /// <summary>Zeros, in three dimensions.</summary>
    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros([dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>Zeros, in four dimensions.</summary>
    public static Tensor zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros([dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    /// <summary>Zeros, in the shape of another tensor.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        CreateLike(Operators.ZerosLike, input, dtype, device, requires_grad, names);

    /// <summary>Ones.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Create(Operators.Ones, size, dtype, device, requires_grad, names);

    /// <summary>Ones.</summary>
    public static Tensor ones(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ones(size.ToArray(), dtype, device, requires_grad, names);

    /// <summary>Ones, in one dimension.</summary>
    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ones([size], dtype, device, requires_grad, names);

    /// <summary>Ones, in two dimensions.</summary>
    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ones([rows, columns], dtype, device, requires_grad, names);

    /// <summary>Ones, in three dimensions.</summary>
    public static Tensor ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ones([dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>Ones, in four dimensions.</summary>
    public static Tensor ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ones([dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    /// <summary>A tensor of one number; where no type is stated, of truth values or 64-bit integers where the number is one.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return Operators.Full.Call(size, value, dtype, Value.None, device).WithGrad(requires_grad);
    }

    /// <summary>A tensor of one number; where no type is stated, of truth values or 64-bit integers where the number is one.</summary>
    public static Tensor full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(size.ToArray(), value, dtype, device, requires_grad, names);

    /// <summary>One number, repeated in one dimension.</summary>
    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([size], value, dtype, device, requires_grad, names);

    /// <summary>Numbers from start to before stop; 64-bit integers where both are and no type is stated.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        // Libtorch 2.6 counts them in whole numbers: where the quotient has none, that ends the process.
        if (step.AsDouble != 0 && (stop.AsDouble - start.AsDouble) / step.AsDouble > long.MaxValue / 2)
            throw new ArgumentException($"arange: from {start.AsText} to {stop.AsText} in steps of {step.AsText} there are more numbers than a tensor has elements.");
        return Operators.Arange.Call(start, stop, step, dtype, Value.None, device).WithGrad(requires_grad);
    }

    /// <summary>Numbers from start to before stop, in steps of 1.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>Numbers from 0 to before stop, in steps of 1.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Random numbers, equally likely from 0 to 1.</summary>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        CreateRandom(Operators.Rand, size, dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers, equally likely from 0 to 1.</summary>
    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand(size.ToArray(), dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers, equally likely from 0 to 1, in one dimension.</summary>
    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([size], dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers, equally likely from 0 to 1, in two dimensions.</summary>
    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([rows, columns], dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers, equally likely from 0 to 1, in four dimensions.</summary>
    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers of the standard normal distribution.</summary>
    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        CreateRandom(Operators.Randn, size, dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers of the standard normal distribution.</summary>
    public static Tensor randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn(size.ToArray(), dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers of the standard normal distribution, in one dimension.</summary>
    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([size], dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers of the standard normal distribution, in two dimensions.</summary>
    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([rows, columns], dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers of the standard normal distribution, in three dimensions.</summary>
    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers of the standard normal distribution, in four dimensions.</summary>
    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers of the standard normal distribution, in the shape of another tensor.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        CreateLike(Operators.RandnLike, input, dtype, device, requires_grad);

    /// <summary>Random integers, equally likely from low to before high.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        RefuseNames(names);
        return Operators.Randint.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Value.None, device).WithGrad(requires_grad);
    }

    /// <summary>Random integers, equally likely from 0 to before high.</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>The integers from 0 to before n in random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Operators.Randperm.Call(n, generator, dtype ?? ScalarType.Int64, Value.None, device).WithGrad(requires_grad);
}
