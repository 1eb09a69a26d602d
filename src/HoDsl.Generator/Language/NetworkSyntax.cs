namespace HoDsl.Generator.Language;

/// <summary>What a network file says.</summary>
/// <param name="Directives">The lines that declare: header, source, input, classes.</param>
/// <param name="Items">The layers and bodies, from input to output.</param>
public sealed record NetworkSyntax(IReadOnlyList<NetworkDirective> Directives, IReadOnlyList<ItemSyntax> Items)
{
    /// <summary>A file that says nothing.</summary>
    public static NetworkSyntax Empty { get; } = new([], []);

    /// <summary>The `network` directive; null where there is none.</summary>
    public NetworkHeader? Header => Find<NetworkHeader>();

    /// <summary>The directive of a kind; null where there is none.</summary>
    public T? Find<T>() where T : NetworkDirective => Directives.OfType<T>().FirstOrDefault();
}

/// <summary>A line that declares something of the network.</summary>
/// <param name="Keyword">The word that begins it.</param>
public abstract record NetworkDirective(Word Keyword);

/// <summary>network Name&lt;Scheme = RK4&gt; "title" (layers = 10, width = 64)</summary>
public sealed record NetworkHeader(
    Word Keyword, Word Name, OpenSchemeSyntax? OpenScheme, string? Title, IReadOnlyList<ParameterSyntax> Parameters) : NetworkDirective(Keyword);

/// <summary>&lt;Scheme = RK4&gt;: a scheme that whoever makes the network chooses, and the one that is meant where nobody does.</summary>
public sealed record OpenSchemeSyntax(Word Name, Word? Default);

/// <summary>layers = 10: an integer that whoever makes the network chooses, and its default.</summary>
public sealed record ParameterSyntax(Word Name, Expression Default);

/// <summary>source "where the network was published"</summary>
public sealed record NetworkSourceDirective(Word Keyword, string Text) : NetworkDirective(Keyword);

/// <summary>input 3 x 32 x 32: channels, height and width of an image.</summary>
public sealed record InputDirective(Word Keyword, Expression Channels, Expression Height, Expression Width) : NetworkDirective(Keyword);

/// <summary>classes 10</summary>
public sealed record ClassesDirective(Word Keyword, Expression Count) : NetworkDirective(Keyword);

/// <summary>A layer or a body.</summary>
/// <param name="Keyword">The word that begins it: the layer's name, or `body`.</param>
/// <param name="Label">The name that the file gives it with `as`; null where it gives none.</param>
public abstract record ItemSyntax(Word Keyword, Word? Label);

/// <summary>conv 3x3, 64 stride 2</summary>
public sealed record LayerSyntax(Word Keyword, IReadOnlyList<ArgumentSyntax> Arguments, Word? Label) : ItemSyntax(Keyword, Label);

/// <summary>An argument of a layer, a subnet or a clause.</summary>
/// <param name="Name">The word before it; null where its place says what it is.</param>
/// <param name="Value">The value: a name may stand for a parameter or for a choice.</param>
public sealed record ArgumentSyntax(Word? Name, Expression Value);

/// <summary>What a scheme makes of a subnet: blocks, or the solution of a differential equation.</summary>
/// <param name="Keyword">`body`</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Subnet">The subnet.</param>
/// <param name="Clauses">What else is said of it.</param>
/// <param name="Label">The name that the file gives it.</param>
public abstract record SchemeItemSyntax(Word Keyword, Word Scheme, SubnetSyntax Subnet, IReadOnlyList<ClauseSyntax> Clauses, Word? Label) : ItemSyntax(Keyword, Label)
{
    /// <summary>The clause of a keyword; null where there is none.</summary>
    public ClauseSyntax? Clause(string keyword) => Clauses.FirstOrDefault(clause => clause.Keyword.Text == keyword);
}

/// <summary>body ode of DormandPrince(timed-conv) tolerance 0.001 0.001 time 1 gradient adjoint</summary>
/// <param name="Keyword">`body`</param>
/// <param name="Scheme">The method that solves the equation.</param>
/// <param name="Subnet">Its right side.</param>
/// <param name="Steps">How time is divided into steps.</param>
/// <param name="Clauses">What else is said of it.</param>
/// <param name="Label">The name that the file gives it.</param>
public sealed record OdeSyntax(
    Word Keyword, Word Scheme, SubnetSyntax Subnet, ClauseSyntax Steps, IReadOnlyList<ClauseSyntax> Clauses, Word? Label)
    : SchemeItemSyntax(Keyword, Scheme, Subnet, Clauses, Label);

/// <summary>body units blocks of LmResNet(preact) at 32 enter stride 2 shortcut conv</summary>
/// <param name="Keyword">`body`</param>
/// <param name="Count">How many.</param>
/// <param name="CountsLayers">Whether layers are counted, or blocks.</param>
/// <param name="Scheme">The scheme of each block.</param>
/// <param name="Subnet">The subnet of each stage.</param>
/// <param name="Clauses">What else is said of it.</param>
/// <param name="Label">The name that the file gives it.</param>
public sealed record BodySyntax(
    Word Keyword, Expression Count, bool CountsLayers, Word Scheme, SubnetSyntax Subnet, IReadOnlyList<ClauseSyntax> Clauses, Word? Label)
    : SchemeItemSyntax(Keyword, Scheme, Subnet, Clauses, Label);

/// <summary>resnext groups 8 width 64</summary>
public sealed record SubnetSyntax(Word Name, IReadOnlyList<ArgumentSyntax> Arguments);

/// <summary>at 32; enter stride 2 shortcut conv; stochastic-depth linear 1 .. 0.5</summary>
/// <param name="Keyword">The word that begins it.</param>
/// <param name="Arguments">What follows.</param>
public sealed record ClauseSyntax(Word Keyword, IReadOnlyList<ArgumentSyntax> Arguments);
