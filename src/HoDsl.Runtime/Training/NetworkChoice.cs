namespace HoDsl.Runtime.Training;

/// <summary>Which network is trained, by name: enough to make it again with fresh weights.</summary>
/// <param name="Name">The name of the network.</param>
/// <param name="Scheme">The name of the scheme of its blocks, where the network leaves that open.</param>
/// <param name="Parameters">The network's own parameters, such as its depth and width; those left out are the network's defaults.</param>
public sealed record NetworkChoice(string Name, string? Scheme = null, IReadOnlyDictionary<string, int>? Parameters = null)
{
    /// <summary>The network's own parameters.</summary>
    public IReadOnlyDictionary<string, int> Parameters { get; init; } = Parameters ?? new Dictionary<string, int>();

    /// <summary>The same network with one parameter changed.</summary>
    public NetworkChoice With(string parameter, int value) =>
        this with { Parameters = new Dictionary<string, int>(Parameters) { [parameter] = value } };

    /// <summary>Whether the other names the same network with the same parameters, in whatever order.</summary>
    public bool Equals(NetworkChoice? other) =>
        other is not null && Name == other.Name && Scheme == other.Scheme
        && Parameters.Count == other.Parameters.Count && !Parameters.Except(other.Parameters).Any();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Scheme, Parameters.Count);

    /// <summary>In words: <c>HoResNet of RK4, layers 10, width 16</c>.</summary>
    public override string ToString() => string.Join(
        ", ", Parameters.Select(parameter => $"{parameter.Key} {parameter.Value}").Prepend(Scheme is null ? Name : $"{Name} of {Scheme}"));
}
