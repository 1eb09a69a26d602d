using System.Numerics;

namespace HoDsl.Generator.Networks;

/// <summary>The depth of a body that counts layers: so many as make whole blocks.</summary>
/// <param name="Count">The layers, as the file states them.</param>
/// <param name="PerBlock">How many a block has.</param>
/// <param name="First">How many a first block has that is a plain step; 0 where the first is as the others.</param>
internal sealed record LayerCount(Formula Count, int PerBlock, int First)
{
    /// <summary>How many blocks so many layers are; null where they are no whole blocks.</summary>
    public int? Blocks(BigInteger layers) => layers >= Math.Max(1, First) && layers <= FormulaReader.Largest && (layers - First) % PerBlock == 0 ? (int)((layers - First) / PerBlock) + (First == 0 ? 0 : 1) : null;
}

/// <summary>Finds depths near one that is not made of whole blocks, in the words of whoever chooses it.</summary>
/// <param name="values">The values of the network's parameters.</param>
/// <param name="bodies">The depths of all bodies of the network, which one parameter may set.</param>
internal sealed class Depths(IReadOnlyDictionary<string, int> values, IReadOnlyList<LayerCount> bodies)
{
    // Whoever chooses a depth means one in this neighbourhood.
    private const int Farthest = 2000;

    /// <summary>`the nearest are layers = 10 and layers = 18`.</summary>
    public string Near(LayerCount body, int layers)
    {
        var names = Names(body.Count).Distinct().ToList();
        if (names.Count != 1)
            return Nearest(layers, body.First + body.PerBlock, near => body.Blocks(near) is not null, near => $"{near}");
        var name = names[0];
        var concerned = bodies.Where(other => Names(other.Count).Contains(name)).ToList();
        return Nearest(values[name], Farthest, near => concerned.TrueForAll(other => Value(other.Count, name, near) is { } count && other.Blocks(count) is not null), near => $"{name} = {near}");
    }

    private static string Nearest(int from, int farthest, Func<int, bool> fits, Func<int, string> text)
    {
        var found = new[] { -1, 1 }.Select(way => Enumerable.Range(1, farthest).Select(distance => from + way * distance).Where(near => near > 0 && fits(near)).Take(1))
            .SelectMany(near => near).Select(near => text(near)).ToList();
        return found.Count == 0 ? "no depth near it makes whole blocks of all bodies, so count blocks instead: 'body N blocks'"
            : $"the nearest {(found.Count == 1 ? "is" : "are")} {string.Join(" and ", found)}";
    }

    private static IEnumerable<string> Names(Formula formula) => formula switch
    {
        ParameterFormula parameter => [parameter.Name],
        NegatedFormula negated => Names(negated.Operand),
        BinaryFormula binary => Names(binary.Left).Concat(Names(binary.Right)),
        _ => [],
    };

    // The value of a formula with another value of one parameter; null where a division leaves a rest.
    private BigInteger? Value(Formula formula, string name, int other) => formula switch
    {
        NumberFormula number => number.Number,
        ParameterFormula parameter => parameter.Name == name ? other : values[parameter.Name],
        NegatedFormula negated => -Value(negated.Operand, name, other),
        BinaryFormula binary => (binary.Operator, Value(binary.Left, name, other), Value(binary.Right, name, other)) switch
        {
            ('+', var left, var right) => left + right,
            ('-', var left, var right) => left - right,
            ('*', var left, var right) => left * right,
            (_, { } left, { IsZero: false } right) => left % right == 0 ? left / right : null,
            _ => null,
        },
        _ => throw new InvalidOperationException(formula.ToString()),
    };
}
