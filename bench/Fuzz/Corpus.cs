using System.Text.RegularExpressions;

namespace HoDsl.Bench.Fuzz;

/// <summary>The real tableau files, and the words that files and generated code are made of.</summary>
internal static partial class Corpus
{
    private static readonly string[] Texts = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "corpus"), "*.tableau", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    // A short file is compiled many times in the time of a long one.
    private static readonly double[] Weights = [.. Texts.Select(text => 1.0 / text.Length)];

    /// <summary>Words of the language and of C#, members of modules and tensors, and what generated code calls its own.</summary>
    private static readonly string[] Names =
    [
        .. ("scheme source order embedded let param states step weights after output extends to learnable init range per scales all stage channel block shared relu none both sqrt " +
            "split uniform y k k1 k2 k0 k99 f F f1 F1 F2 h c c1 c2 a a21 a2_1 b b1 e e1 _ _1 scope state subnet block name value call forward add mul item view sum Init Low High " +
            "class int public string object record var dynamic nint await async partial where yield field file required scoped global get set init not and or when unmanaged notnull " +
            "Step Project Create CreateBody Layout Order Name Title Source Stages StagesUsed EmbeddedOrder Nodes Coefficients Weights EmbeddedWeights ErrorNorm RealAxisLimit " +
            "StabilityPolynomial ImaginaryAxisLimit SspCoefficient IsFsal StageOrders IsInvertible NonzerosA NonzerosB LiveMapsPeak LiveMapsRetained StateWeights StateCoefficients " +
            "Tensor Module Parameter Func Block PairBlock StateBlock State StateLayout TSubnet torch TorchSharp HoDsl System Runtime Schemes Blocks Combination Combine Branch Keep Test " +
            "register_module register_parameter register_buffer parameters named_parameters modules children train eval to apply zero_grad Dispose GetName NewDisposeScope " +
            "MoveToOuterDisposeScope relu_ Equals GetHashCode ToString GetType MemberwiseClone Finalize ReferenceEquals SchemeCatalog SchemeHandle LearntNumber Now Past Give " +
            "global Math Double Int32 Object Type Attribute GeneratedCode CodeDom Compiler Collections Generic IReadOnlyList ReadOnlySpan").Split(' '),
    ];

    public static readonly string[] Words = [.. Texts.SelectMany(text => Token().Matches(text).Select(match => match.Value)).Concat(Names).Distinct()];

    /// <summary>A word, a number, a symbol or a run of blanks.</summary>
    [GeneratedRegex(@"\w+|[^\w\s]|\s+")]
    public static partial Regex Token();

    /// <summary>A real file; short ones more often.</summary>
    public static string Pick(Random random)
    {
        var at = random.NextDouble() * Weights.Sum();
        return Texts[Weights.TakeWhile(weight => (at -= weight) > 0).Count() % Texts.Length];
    }
}
