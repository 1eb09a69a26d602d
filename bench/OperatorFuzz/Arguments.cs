using System.Reflection;
using HoDsl.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Bench.OperatorFuzz;

/// <summary>Arguments of any kind, likely and unlikely ones.</summary>
internal sealed class Arguments(Random random) : IDisposable
{
    private static readonly ScalarType[] Types =
        [ScalarType.Float32, ScalarType.Float64, ScalarType.BFloat16, ScalarType.Float16, ScalarType.Int64, ScalarType.Int32, ScalarType.Byte, ScalarType.Bool];

    private static readonly long[] Numbers = [0, 1, 2, 3, 4, 5, 7, -1, -2, -3, -100, 64, long.MaxValue, long.MinValue];
    // A range in the smallest of these steps is of millions of elements, not of more than a machine holds and its system grants all the same.
    private static readonly double[] Reals = [0, 1, -1, 0.5, 1e-4, 1e30, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -3.25];

    private static readonly ScalarType[] Floating = [ScalarType.Float32, ScalarType.Float64, ScalarType.BFloat16, ScalarType.Float16];

    private readonly List<string> _written = [];
    private readonly List<nn.Module> _modules = [];

    /// <summary>The arguments so far, as text.</summary>
    public string Written => string.Join(", ", _written);

    public static bool CanMake(ParameterInfo parameter)
    {
        var type = Plain(parameter.ParameterType);
        return !type.IsByRefLike && !parameter.ParameterType.IsByRef && (type.IsEnum || Makers.ContainsKey(type));
    }

    public object? Make(ParameterInfo parameter)
    {
        var made = MakeAny(parameter);
        _written.Add($"{parameter.Name}: {Describe(made)}");
        return made;
    }

    public Tensor Tensor()
    {
        var made = OfAnyKind();
        _written.Add(Describe(made));
        return made;
    }

    public void Dispose() => _modules.ForEach(module => module.Dispose());

    private static readonly Dictionary<Type, Func<Arguments, object?>> Makers = new()
    {
        [typeof(Tensor)] = arguments => arguments.OfAnyKind(),
        [typeof(Parameter)] = arguments => new Parameter(arguments.Fresh(ScalarType.Float32)),
        [typeof(Scalar)] = arguments => arguments.Chance(2) ? arguments.Pick(Numbers).ToScalar() : arguments.Pick(Reals).ToScalar(),
        [typeof(long)] = arguments => arguments.Pick(Numbers),
        [typeof(int)] = arguments => (int)arguments.Pick(Numbers),
        [typeof(double)] = arguments => arguments.Pick(Reals),
        [typeof(float)] = arguments => (float)arguments.Pick(Reals),
        [typeof(bool)] = arguments => arguments.Chance(2),
        [typeof(string)] = arguments => arguments.Pick(["", "cpu", "cuda", "mean", "x"]),
        [typeof(Device)] = _ => CPU,
        [typeof(Generator)] = _ => null,
        [typeof(long[])] = arguments => arguments.List(5, () => arguments.Chance(4) ? arguments.Pick(Numbers) : arguments._small),
        [typeof(float[])] = arguments => arguments.List(5, () => (float)arguments.Pick(Reals)),
        [typeof(double[])] = arguments => arguments.List(5, () => arguments.Pick(Reals)),
        [typeof(byte[])] = arguments => arguments.List(5, () => (byte)arguments._small),
        [typeof(string[])] = _ => null,
        [typeof(Tensor[])] = arguments => arguments.List(4, arguments.OfAnyKind),
        [typeof(IEnumerable<Tensor>)] = arguments => arguments.List(4, arguments.OfAnyKind),
        [typeof(IList<Tensor>)] = arguments => arguments.List(4, arguments.OfAnyKind),
        [typeof(List<Tensor>)] = arguments => arguments.List(4, arguments.OfAnyKind).ToList(),
        [typeof(TensorIndex[])] = arguments => arguments.List(4, arguments.Index),
        [typeof((long, long))] = arguments => (arguments.Pick(Numbers), arguments._small),
        [typeof(ValueTuple<long, long, long>)] = arguments => (arguments._small, arguments.Pick(Numbers), arguments._small),
        [typeof(Term[][])] = arguments => arguments.Rows(),
        [typeof(Link[])] = arguments => arguments.List(4, () => arguments.Chance(2) ? (Link)arguments.Convolution() : arguments.Norm()),
        [typeof(Conv2d)] = arguments => arguments.Convolution(),
        [typeof(BatchNorm2d)] = arguments => arguments.Norm(),
    };

    private long _small => random.Next(-1, 4);

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private object? MakeAny(ParameterInfo parameter)
    {
        var type = Plain(parameter.ParameterType);
        if (parameter.HasDefaultValue && Chance(2))
            return parameter.DefaultValue;
        if (!parameter.ParameterType.IsValueType && Chance(20))
            return null;
        return type.IsEnum ? Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length)) : Makers[type](this);
    }

    /// <summary>A tensor of any type, shape and layout; now and then one that was disposed.</summary>
    private Tensor OfAnyKind()
    {
        var tensor = Fresh(Chance(2) ? ScalarType.Float32 : Pick(Types));
        switch (random.Next(12))
        {
            case 0 when tensor.dim() > 1:
                return tensor.transpose(0, 1);
            case 1 when tensor.dim() > 0 && tensor.shape[0] > 1:
                return tensor.narrow(0, 1, tensor.shape[0] - 1);
            case 2:
                return tensor.dtype is ScalarType.Float32 or ScalarType.Float64 ? tensor.requires_grad_() : tensor;
            case 3:
                return tensor.dim() == 4 ? TorchExtras.Current.ToChannelsLast(tensor) : tensor;
            case 4 when Chance(4):
                tensor.Dispose();
                return tensor;
            default:
                return tensor;
        }
    }

    private Tensor Fresh(ScalarType type) => Fresh(type, List(5, () => (long)random.Next(Chance(8) ? 0 : 1, 5)));

    private Tensor Fresh(ScalarType type, long[] shape) => ((rand(shape) * 4) - (Chance(2) ? 2 : 0)).to(type);

    /// <summary>Sums over a few maps, mostly of one shape and type, some with learnt factors.</summary>
    private Term[][] Rows()
    {
        var shape = List(5, () => (long)random.Next(Chance(8) ? 0 : 1, 5));
        var type = Pick(Types);
        Tensor Map() => Chance(10) ? OfAnyKind() : LaidOut(Fresh(type, shape));
        Tensor[] maps = [Map(), Map(), Map()];
        Tensor[] factors = [Chance(4) ? OfAnyKind() : LaidOut(Fresh(ScalarType.Float32, Chance(2) ? [] : [shape.Length > 1 ? shape[1] : 1, 1, 1])), Fresh(ScalarType.Float32, [])];
        LearntFactor Factor() => new(Chance(20) ? null : Pick(factors), IsTaken: Chance(20));
        Weight Weight() => random.Next(3) switch { 0 => Pick(Reals), 1 => Factor(), _ => 0.5 * Factor() };
        Term Term() => new(Weight(), Pick(maps), IsLast: Chance(6));
        return List(5, () => List(5, Term));
    }

    private Conv2d Convolution()
    {
        var kernel = (long)random.Next(1, 4);
        return On(nn.Conv2d(random.Next(1, 5), random.Next(1, 5), kernel, stride: random.Next(1, 3), padding: random.Next(3), dilation: random.Next(1, 3), bias: Chance(2)));
    }

    private BatchNorm2d Norm() =>
        On(nn.BatchNorm2d(random.Next(1, 5), affine: !Chance(4), track_running_stats: !Chance(4)));

    /// <summary>The module in any type and mode; it is released with the case.</summary>
    private TModule On<TModule>(TModule module) where TModule : nn.Module
    {
        _modules.Add(module);
        module.train(Chance(2));
        if (Chance(2))
            module.to(Pick(Floating));
        return module;
    }

    private Tensor LaidOut(Tensor tensor)
    {
        var layout = tensor.dim() == 4 && Chance(2) ? TorchExtras.Current.ToChannelsLast(tensor) : tensor;
        return Array.IndexOf(Floating, layout.dtype) >= 0 && Chance(2) ? layout.requires_grad_() : layout;
    }

    private TensorIndex Index() => random.Next(6) switch
    {
        0 => TensorIndex.Ellipsis,
        1 => TensorIndex.Colon,
        2 => TensorIndex.None,
        3 => TensorIndex.Slice(_small, Pick(Numbers), _small),
        4 => TensorIndex.Tensor(OfAnyKind()),
        _ => TensorIndex.Single(Pick(Numbers)),
    };

    private T[] List<T>(int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(most)).Select(_ => make())];

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>True once in so many times.</summary>
    private bool Chance(int times) => random.Next(times) == 0;

    private static string Describe(object? value) => value switch
    {
        null => "null",
        Tensor { IsInvalid: true } => "disposed",
        Tensor tensor => $"{tensor.dtype}[{string.Join(",", tensor.shape)}]",
        Term term => $"{Describe(term.Weight.Factor?.Value)} * {term.Weight.Number} * {Describe(term.Map)}{(term.IsLast ? " for the last time" : "")}",
        Link link => Describe((object?)link.Convolution ?? link.Norm),
        Conv2d convolution => $"Conv2d({Describe(convolution.weight)}, {Describe(convolution.bias)}, {Describe(convolution.stride)}, {Describe(convolution.padding)}, {Describe(convolution.dilation)})",
        BatchNorm2d norm => $"BatchNorm2d({Describe(norm.weight)}, {norm.training})",
        string text => $"\"{text}\"",
        System.Collections.IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Describe))}]",
        _ => FormattableString.Invariant($"{value}"),
    };
}
