using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>The words that mean something already.</summary>
internal static class Keywords
{
    /// <summary>The words that begin a directive.</summary>
    public static readonly string[] Directives = ["scheme", "source", "order", "embedded", "let", "param", "states", "step", "weights", "after", "output"];

    private static readonly HashSet<string> Language =
        [.. Directives, "extends", "to", "learnable", "init", "range", "per", "scales", "all", "stage", "channel", "block", "shared", "relu", "none", "both", "sqrt",
            "split", "uniform"];

    private static readonly HashSet<string> CSharp = [.. (
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event " +
        "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null " +
        "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string " +
        "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' ')];

    // Types and members that generated code names: a type of the same name would hide them.
    private static readonly HashSet<string> Generated = [.. (
        "Tensor Module Parameter Func Block PairBlock StateBlock State StateLayout IStateScheme IBodyScheme Body Layout CreateBody BlockInfo StageInfo IScheme IPairScheme IProjected ISchemeFacts SchemeHandle SchemeCatalog " +
        "Combination Combine TSubnet Name Title Source Stages StagesUsed Order EmbeddedOrder Nodes Coefficients Weights EmbeddedWeights Create " +
        "F Step Project forward torch TorchSharp HoDsl System GeneratedCode").Split(' ')];

    /// <summary>Refuses a name that a `let` cannot define.</summary>
    public static void CheckValueName(Token name)
    {
        if (Language.Contains(name.Text))
            throw Reserved(name, "it is a word of the language");
        if (IsMap(name.Text))
            throw Reserved(name, "it stands for a map of the block");
    }

    /// <summary>Refuses a name that a learnt coefficient cannot have: it becomes a property and a local variable.</summary>
    public static void CheckParameterName(Token name)
    {
        CheckValueName(name);
        CheckLocalName(name);
        if (new[] { "step", "f" }.Contains(name.Text) || Generated.Contains(name.Text) || IsNumbered(name.Text, 'f') || IsNumbered(name.Text, 'F'))
            throw Reserved(name, "generated code uses it");
    }

    /// <summary>Refuses a name that a state cannot have: it becomes a local variable.</summary>
    public static void CheckStateName(Token name)
    {
        if (Language.Contains(name.Text))
            throw Reserved(name, "it is a word of the language");
        CheckLocalName(name);
    }

    private static void CheckLocalName(Token name)
    {
        if (CSharp.Contains(name.Text))
            throw Reserved(name, "it is a keyword of C#");
        if (new[] { "h", "scope", "state" }.Contains(name.Text) || "abce".Any(letter => IsNumbered(name.Text, letter)))
            throw Reserved(name, "generated code uses it");
    }

    /// <summary>Refuses a name that a generated type cannot have.</summary>
    public static void CheckSchemeName(Token name)
    {
        if (CSharp.Contains(name.Text))
            throw Reserved(name, "it is a keyword of C#");
        if (Generated.Contains(name.Text) || IsNumbered(name.Text, 'F') || IsNumbered(name.Text, 'a') || IsNumbered(name.Text, 'b'))
            throw Reserved(name, "generated code uses it");
    }

    /// <summary>Whether a name stands for a map of the block: `y`, `k1`.</summary>
    public static bool IsMap(string name) => name == "y" || IsNumbered(name, 'k');

    private static bool IsNumbered(string name, char letter) =>
        name.Length > 1 && name[0] == letter && name.Skip(1).All(c => char.IsDigit(c) || c == '_');

    private static Fault Reserved(Token name, string reason) => new(Rules.ReservedName, name.Span, name.Text, reason);
}
