using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>A network as the compiler understands it, at given parameters.</summary>
/// <param name="Name">The name, which the generated class has.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Title">The title; null where the file gives none.</param>
/// <param name="Source">Where the network was published; null where the file does not say.</param>
/// <param name="OpenScheme">The scheme that whoever makes the network chooses; null where each body names its own.</param>
/// <param name="Parameters">The integers that whoever makes the network chooses, with the values at hand.</param>
/// <param name="Input">The shape of an image.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Items">The layers and bodies, from input to output.</param>
public sealed record Network(
    string Name,
    string Namespace,
    string? Title,
    string? Source,
    OpenScheme? OpenScheme,
    EquatableArray<NetworkParameter> Parameters,
    Shape Input,
    int Classes,
    EquatableArray<NetworkItem> Items)
{
    /// <summary>What the network costs, for one image.</summary>
    public Cost Cost => Items.Aggregate(default(Cost), (sum, item) => sum + item.Cost);

    /// <summary>What training holds of its activations.</summary>
    public Held Held => Items.Aggregate(default(Held), (sum, item) => sum + item.Held);

    /// <summary>The depth: convolutions and linear layers on the longest way, as the literature counts them; null where a subnet of the project does not say here.</summary>
    public int? Depth => Items.Aggregate((int?)0, (sum, item) => sum + item.Depth);
}

/// <summary>A scheme that whoever makes the network chooses.</summary>
/// <param name="Name">What the file calls it.</param>
/// <param name="Default">The scheme where nobody chooses; null where somebody must.</param>
/// <param name="AtHand">The scheme with which the network is compiled here; null where there is none.</param>
public sealed record OpenScheme(string Name, SchemeSummary? Default, SchemeSummary? AtHand);

/// <summary>An integer that whoever makes the network chooses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its value where nobody chooses.</param>
public sealed record NetworkParameter(string Name, int Default);

/// <summary>A layer or a body in its place.</summary>
/// <param name="Name">The name of its submodule, in camel case: `conv1`, or what the file calls it.</param>
/// <param name="Part">What it is.</param>
/// <param name="From">The shape that it takes.</param>
/// <param name="To">The shape that it gives.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Held">What training holds of its activations.</param>
/// <param name="Depth">What it adds to the depth; null where that is not known here.</param>
public sealed record NetworkItem(string Name, Part Part, Shape From, Shape To, Cost Cost, Held Held, int? Depth);

/// <summary>What an item is.</summary>
public abstract record Part;

/// <summary>A layer.</summary>
/// <param name="Kind">The word that names it.</param>
/// <param name="Arguments">What the file gives it.</param>
public sealed record Layer(string Kind, Arguments Arguments) : Part;

/// <summary>Stacked blocks of one scheme.</summary>
/// <param name="SchemeName">The scheme, as the file names it.</param>
/// <param name="Scheme">The scheme; null for the open one.</param>
/// <param name="Subnet">The map f of each stage.</param>
/// <param name="Count">How many blocks or layers, as the file states it.</param>
/// <param name="CountsLayers">Whether layers are counted.</param>
/// <param name="Blocks">How many blocks that are, an entering one included; 0 where that is not known here.</param>
/// <param name="Channels">The width, where the file states it.</param>
/// <param name="Entry">How the first block changes width or resolution; null where it does not.</param>
/// <param name="Clauses">What else is said of it.</param>
public sealed record Body(
    string SchemeName, SchemeSummary? Scheme, Subnet Subnet, WholeValue Count, bool CountsLayers, int Blocks, WholeValue? Channels, Entry? Entry, BodyClauses Clauses) : Part;

/// <summary>The map f of the stages of a body.</summary>
/// <param name="Name">What the file calls it.</param>
/// <param name="Class">Its class, with its namespace.</param>
/// <param name="Arguments">What the file gives it.</param>
public sealed record Subnet(string Name, string Class, Arguments Arguments)
{
    /// <summary>The class that takes the time beside the state, which the class fixes; null where it does not depend on time.</summary>
    public string? Field { get; init; }
}

/// <summary>How the first block of a body changes width or resolution.</summary>
/// <param name="Stride">By what height and width are divided.</param>
/// <param name="Shortcut">The word for how the state goes past the subnet.</param>
public sealed record Entry(WholeValue Stride, string Shortcut);

/// <summary>What is said of a body beside its blocks.</summary>
/// <param name="IsShared">Whether all blocks use the same subnets.</param>
/// <param name="IsRecomputed">Whether training computes the blocks again in the backward pass instead of keeping their maps.</param>
/// <param name="IsReversed">Whether training computes the blocks' states backward, from their outputs.</param>
/// <param name="StochasticDepth">How blocks are dropped at random; null where they are not.</param>
/// <param name="Noise">What is added at random; null where nothing is.</param>
/// <param name="DropPath">How terms of joins are dropped at random; null where they are not.</param>
public sealed record BodyClauses(
    bool IsShared, bool IsRecomputed, bool IsReversed, StochasticDepth? StochasticDepth, Noise? Noise, DropPath? DropPath);

/// <summary>Stochastic depth: the probability with which a block survives, linear from the first to the last.</summary>
/// <param name="First">That of the first block.</param>
/// <param name="Last">That of the last one.</param>
/// <param name="WeighsInTraining">Whether survivors are divided by it in training, or weighted by it in evaluation.</param>
/// <param name="IsPerSample">Whether it is drawn for each image, or once for a batch.</param>
public sealed record StochasticDepth(double First, double Last, bool WeighsInTraining, bool IsPerSample);

/// <summary>Noise on the output of each block in training.</summary>
/// <param name="IsNormal">Whether it is normal, or uniform.</param>
/// <param name="Amplitude">Its standard deviation, or its largest value.</param>
public sealed record Noise(bool IsNormal, double Amplitude);

/// <summary>Drop-path: terms of a row that averages several stages are dropped in training.</summary>
/// <param name="Probability">The probability with which a term is dropped.</param>
/// <param name="GlobalShare">The share of the batches on which a single column lives instead.</param>
public sealed record DropPath(double Probability, double GlobalShare);
