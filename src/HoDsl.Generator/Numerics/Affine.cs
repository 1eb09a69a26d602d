using HoDsl.Generator.Support;

namespace HoDsl.Generator.Numerics;

/// <summary>A number that depends on parameters: constant + sum of slope times parameter, exact.</summary>
/// <param name="Constant">The value where all parameters are 0.</param>
/// <param name="Slopes">The factors of the parameters, none of them 0, by name.</param>
public readonly record struct Affine(Surd Constant, EquatableArray<Slope> Slopes)
{
    /// <summary>Whether no parameter matters.</summary>
    public bool IsConstant => Slopes.Count == 0;

    /// <summary>Whether the number is 0 whatever the parameters.</summary>
    public bool IsZero => IsConstant && Constant.IsZero;

    /// <summary>Whether the constant or a factor lies beyond all doubles.</summary>
    public bool IsTooLarge => Constant.IsTooLarge() || (!IsConstant && Slopes.Any(slope => slope.Factor.IsTooLarge()));

    /// <summary>A number that does not depend on parameters.</summary>
    public static implicit operator Affine(Surd constant) => new(constant, EquatableArray<Slope>.Empty);

    /// <summary>The parameter of a name.</summary>
    public static Affine Parameter(string name) => new(Surd.Zero, new[] { new Slope(name, Surd.One) }.ToEquatableArray());

    /// <summary>The sum.</summary>
    public static Affine operator +(Affine x, Affine y) => x.IsConstant && y.IsConstant ? x.Constant + y.Constant : new Affine(
        x.Constant + y.Constant,
        x.Slopes.Concat(y.Slopes)
            .GroupBy(slope => slope.Parameter, (name, slopes) => new Slope(name, slopes.Aggregate(Surd.Zero, (sum, slope) => sum + slope.Factor)))
            .Where(slope => !slope.Factor.IsZero)
            .OrderBy(slope => slope.Parameter, StringComparer.Ordinal)
            .ToEquatableArray());

    /// <summary>The difference.</summary>
    public static Affine operator -(Affine x, Affine y) => x + y * -Surd.One;

    /// <summary>The product with a number.</summary>
    public static Affine operator *(Affine x, Surd factor) => x.IsConstant || factor.IsZero ? x.Constant * factor : new Affine(
        x.Constant * factor,
        x.Slopes.Select(slope => slope with { Factor = slope.Factor * factor }).ToEquatableArray());

    /// <summary>As the tableau language writes it, with no blank: `1-k`.</summary>
    public override string ToString()
    {
        var text = Constant.IsZero && !IsConstant ? "" : Constant.ToString();
        foreach (var (name, factor) in Slopes)
        {
            var term = factor == Surd.One ? name : factor == -Surd.One ? "-" + name : factor.IsRational ? $"{factor}*{name}" : $"({factor})*{name}";
            text += text.Length > 0 && term[0] != '-' ? "+" + term : term;
        }
        return text;
    }
}

/// <summary>What a parameter adds to a number for each unit of it.</summary>
public readonly record struct Slope(string Parameter, Surd Factor);
