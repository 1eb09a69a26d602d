using System.Text.RegularExpressions;

namespace HoDsl.Bench.Fuzz;

/// <summary>The real files of one language, the words that they and generated code are made of, and lines that may stand in any of them.</summary>
internal sealed partial class Corpus
{
    private readonly string[] _texts;

    // A short file is compiled many times in the time of a long one.
    private readonly double[] _weights;

    private Corpus(string extension, string[] lines)
    {
        Extension = extension;
        _texts = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "corpus"), $"*{extension}", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        _weights = [.. _texts.Select(text => 1.0 / text.Length)];
        Words = [.. _texts.SelectMany(text => Token().Matches(text).Select(match => match.Value)).Concat(Names).Distinct()];
        Lines = lines;
    }

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
            "NetworkCatalog Handle Shape input classes shape stage x units layers width Subnets Networks global Math Double Int32 Object Type Attribute GeneratedCode CodeDom Compiler Collections Generic IReadOnlyList ReadOnlySpan").Split(' '),
    ];

    /// <summary>Tableaux. `WORD`, `NUMBER` and `ODDITY` in a line stand for one of each.</summary>
    public static Corpus Tableaux { get; } = new(".tableau",
    [
        "order 1", "order 4", "order 9", "order 5 to 1e-12", "embedded order 1", "let s = sqrt(6)", "let WORD = NUMBER", "states y, y[-1]", "states y, k1[-1]", "states x1 = split, x2",
        "states y, z = 0", "states WORD", "param WORD learnable", "param k learnable init uniform(-0.1, 0) per block", "param k learnable init NUMBER per channel", "step NUMBER",
        "step learnable init 1 range [1/8, 4] per channel scales output", "step learnable init NUMBER", "weights shared", "weights per stage", "after relu", "after none",
        "output weights", "output embedded", "output both", "source \"ODDITY\"", "scheme WORD \"ODDITY\"", "scheme WORD extends WORD",
    ]);

    /// <summary>Networks.</summary>
    public static Corpus Networks { get; } = new(".network",
    [
        "network WORD", "network WORD<Scheme = WORD> \"ODDITY\" (layers = NUMBER, WORD = 3)", "source \"ODDITY\"", "input 3 x 32 x 32", "input NUMBER x WORD x NUMBER", "classes WORD", "conv 3x3, WORD",
        "conv NUMBERxNUMBER, NUMBER stride NUMBER padding NUMBER groups 1 bias on", "batch-norm", "layer-norm", "relu", "gelu as WORD", "max-pool 3x3 stride NUMBER padding 1", "average-pool 2x2",
        "global-average", "flatten", "linear NUMBER bias off", "patches NUMBER, WORD", "positions", "dropout NUMBER", "WORD NUMBER, WORD NUMBER as WORD", "body NUMBER blocks of WORD(preact)",
        "body WORD layers of RK4(WORD groups NUMBER width WORD) at NUMBER", "body 2 blocks of Scheme(basic) at NUMBER * WORD enter stride NUMBER shortcut WORD", "    shared recompute",
        "    stochastic-depth linear 1 .. NUMBER weigh WORD per image", "    noise normal NUMBER drop-path NUMBER global 0.5", "body 1 blocks of RevNet(WORD expansion NUMBER) reversible as WORD",
        "body ode of RK4(WORD) steps NUMBER time NUMBER", "body ode of DormandPrince(timed-conv) tolerance NUMBER NUMBER gradient WORD as WORD", "body ode of Scheme(preact) step NUMBER",
    ]);

    /// <summary>How the names of its files end.</summary>
    public string Extension { get; }

    public string[] Words { get; }

    public string[] Lines { get; }

    /// <summary>A word, a number, a symbol or a run of blanks.</summary>
    [GeneratedRegex(@"\w+|[^\w\s]|\s+")]
    public static partial Regex Token();

    /// <summary>A real file; short ones more often.</summary>
    public string Pick(Random random)
    {
        var at = random.NextDouble() * _weights.Sum();
        return _texts[_weights.TakeWhile(weight => (at -= weight) > 0).Count() % _texts.Length];
    }
}
