using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Networks;

/// <summary>A network as a value: how a name on a command line becomes a class, without reflection.</summary>
public sealed class NetworkHandle
{
    private readonly Func<NetworkChoices, Network> _make;

    private NetworkHandle(
        string name, string title, IReadOnlyList<NetworkParameter> parameters, MapShape input, int classes, bool isOpen, SchemeHandle? defaultScheme,
        Func<NetworkChoices, Network> make)
    {
        (Name, Title, Parameters, Input, Classes, IsOpen, DefaultScheme) = (name, title, parameters, input, classes, isOpen, defaultScheme);
        _make = make;
    }

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>Its title, or its name where the file gives none.</summary>
    public string Title { get; }

    /// <summary>The integers that whoever makes it chooses.</summary>
    public IReadOnlyList<NetworkParameter> Parameters { get; }

    /// <summary>The shape of an image where nobody chooses.</summary>
    public MapShape Input { get; }

    /// <summary>The number of classes where nobody chooses.</summary>
    public int Classes { get; }

    /// <summary>Whether whoever makes it chooses the scheme of its blocks.</summary>
    public bool IsOpen { get; }

    /// <summary>The scheme where nobody chooses; null where the network has no open scheme, or no default for it.</summary>
    public SchemeHandle? DefaultScheme { get; }

    /// <summary>The handle of a network whose schemes are its own.</summary>
    public static NetworkHandle Of(string name, string title, IReadOnlyList<NetworkParameter> parameters, MapShape input, int classes, Func<NetworkChoices, Network> make) =>
        new(name, title, parameters, input, classes, isOpen: false, defaultScheme: null, make);

    /// <summary>The handle of a network that leaves its scheme open.</summary>
    public static NetworkHandle Of(
        string name, string title, IReadOnlyList<NetworkParameter> parameters, MapShape input, int classes, SchemeHandle? defaultScheme, IOpenNetwork open) =>
        new(name, title, parameters, input, classes, isOpen: true, defaultScheme, choices => (choices.Scheme ?? defaultScheme ?? throw new UserException(
            $"{name} leaves the scheme of its blocks open: choose one.")).Open(new SchemeUser(open, choices)));

    /// <summary>Makes the network, with initial weights drawn from the global generator.</summary>
    /// <param name="choices">What is chosen; null for all as the network's file has it.</param>
    /// <exception cref="UserException">There is no such network: a parameter that it does not have, a depth of broken blocks, images too small.</exception>
    public Network Create(NetworkChoices? choices = null)
    {
        choices ??= new(Input, Classes, new Dictionary<string, int>());
        if (choices.Parameters.Keys.FirstOrDefault(name => Parameters.All(parameter => parameter.Name != name)) is { } unknown)
            throw new UserException($"{Name} has no parameter '{unknown}'; {(Parameters.Count == 0 ? "it has none" : $"it has {string.Join(", ", Parameters.Select(parameter => parameter.Name))}")}.");
        if (choices.Scheme is { } scheme && !IsOpen)
            throw new UserException($"The schemes of {Name} are its own: it cannot be made of {scheme.Name}.");
        return _make(choices with { Parameters = Parameters.ToDictionary(parameter => parameter.Name, parameter => choices.Parameters.GetValueOrDefault(parameter.Name, parameter.Default)) });
    }

    /// <summary>Whether a name means this network: case, `-` and `_` do not count.</summary>
    public bool IsNamed(string name) => Spelling.IsSame(name, Name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed record SchemeUser(IOpenNetwork Open, NetworkChoices Choices) : ISchemeUser<Network>
    {
        public Network Use<TScheme>() where TScheme : struct, IBodyScheme => Open.Make<TScheme>(Choices);
    }
}
