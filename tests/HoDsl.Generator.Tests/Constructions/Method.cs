using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Constructions;

/// <summary>An explicit Runge-Kutta method: the rows of A before the diagonal, and the weights b.</summary>
internal sealed record Method(IReadOnlyList<Surd[]> A, Surd[] B)
{
    public int Stages => B.Length;

    public Surd Node(int stage) => A[stage].Aggregate(Surd.Zero, (sum, entry) => sum + entry);

    /// <summary>The method of a tableau.</summary>
    public static Method Of(Tableau tableau) =>
        new([.. tableau.StageRows.Select((row, stage) => row.Stages.Take(stage).ToArray())], [.. tableau.Weights.Stages]);

    /// <summary>A step of one method over a part theta of the way, then one of another over the rest.</summary>
    public static Method Composition(Method first, Method second, Surd theta)
    {
        var rest = Surd.One - theta;
        Surd[] over = [.. Scaled(first.B, theta)];
        return new(
            [.. first.A.Select(row => Scaled(row, theta)), .. second.A.Select(row => (Surd[])[.. over, .. Scaled(row, rest)])],
            [.. over, .. Scaled(second.B, rest)]);
    }

    /// <summary>The methods of three stages and order 3 with the nodes 0, c2, c3: Hairer, Norsett, Wanner, Solving ODEs I, exercise II.1.4.</summary>
    public static Method OfOrder3(Surd c2, Surd c3)
    {
        var b2 = (3 * c3 - 2) / (6 * c2 * (c3 - c2));
        var b3 = (2 - 3 * c2) / (6 * c3 * (c3 - c2));
        var a32 = c3 * (c3 - c2) / (c2 * (2 - 3 * c2));
        return new([[], [c2], [c3 - a32, a32]], [1 - b2 - b3, b2, b3]);
    }

    /// <summary>The methods of four stages and order 4 with the nodes 0, c2, c3, 1, in general position: the same book, section II.1, (1.17) and theorem 1.4.</summary>
    public static Method OfOrder4(Surd c2, Surd c3)
    {
        var b2 = (2 * c3 - 1) / (12 * c2 * (c3 - c2) * (1 - c2));
        var b3 = (1 - 2 * c2) / (12 * c3 * (c3 - c2) * (1 - c3));
        var b4 = (6 * c2 * c3 - 4 * (c2 + c3) + 3) / (12 * (1 - c2) * (1 - c3));
        var a32 = c3 * (c3 - c2) / (2 * c2 * (1 - 2 * c2));
        // The sum over i of b_i a_ij is b_j (1 - c_j).
        var a43 = b3 * (1 - c3) / b4;
        var a42 = (b2 * (1 - c2) - b3 * a32) / b4;
        return new([[], [c2], [c3 - a32, a32], [1 - a42 - a43, a42, a43]], [1 - b2 - b3 - b4, b2, b3, b4]);
    }

    /// <summary>Euler's method with n1 steps, n2 steps, .., extrapolated by Aitken and Neville: Hairer, Norsett, Wanner, Solving ODEs I, section II.9.</summary>
    public static Method Extrapolation(IReadOnlyList<int> steps)
    {
        // All begin with the same first stage.
        List<Surd[]> rows = [[]];
        List<Surd> weights = [0];
        foreach (var n in steps)
        {
            var weight = steps.Where(other => other != n).Aggregate(Surd.One, (product, other) => product * new Rational(n, n - other));
            var own = new List<int> { 0 };
            for (var stage = 1; stage < n; stage++)
            {
                rows.Add([.. Enumerable.Range(0, rows.Count).Select(column => own.Contains(column) ? (Surd)new Rational(1, n) : 0)]);
                weights.Add(0);
                own.Add(rows.Count - 1);
            }
            foreach (var stage in own)
                weights[stage] += weight / n;
        }
        return new(rows, [.. weights]);
    }

    /// <summary>The method with another weight.</summary>
    public Method WithWeight(int stage, Surd weight) => this with { B = [.. B.Select((own, i) => i == stage ? weight : own)] };

    /// <summary>The method with another entry of A, and so another node.</summary>
    public Method WithEntry(int stage, int column, Surd entry) =>
        this with { A = [.. A.Select((row, i) => i == stage ? [.. row.Select((own, j) => j == column ? entry : own)] : row)] };

    /// <summary>The proved order.</summary>
    public int Order => Compile.Valid(Text("")).Order!.Value;

    /// <summary>The errors of a file that claims an order.</summary>
    public string[] ErrorsOfClaim(int order) => Compile.Errors(Text($"order {order}"));

    // Nodes are left blank: they are the sums of the rows.
    private string Text(string claim) => $"""
        scheme Constructed
        {claim}
        {string.Join("\n", A.Select(row => "| " + string.Join(" ", row)))}
        ---+---
        | {string.Join(" ", B)}
        """;

    private static Surd[] Scaled(IEnumerable<Surd> row, Surd factor) => [.. row.Select(entry => entry * factor)];
}
