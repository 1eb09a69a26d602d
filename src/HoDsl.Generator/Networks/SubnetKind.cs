namespace HoDsl.Generator.Networks;

/// <summary>One kind of subnet that the runtime offers: an entry of the registry.</summary>
/// <param name="Name">The word that networks use.</param>
/// <param name="Class">Its class, in the runtime's namespace of subnets.</param>
/// <param name="Parameters">What it can be given.</param>
/// <param name="Layers">How many layers it adds to the depth.</param>
/// <param name="CanStride">Whether it can change width and resolution where a body enters.</param>
/// <param name="Apply">Follows the shape from what enters to what it gives, and counts what it costs.</param>
internal sealed record SubnetKind(
    string Name, string Class, IReadOnlyList<ParameterKind> Parameters, Func<Arguments, int> Layers, bool CanStride, Action<Tally, SubnetPlace, Arguments> Apply)
{
    /// <summary>The class that takes the time beside the state, with its namespace; null where it does not depend on time.</summary>
    public string? Field { get; init; }
}

/// <summary>Where a subnet stands.</summary>
/// <param name="From">What it takes.</param>
/// <param name="To">What it gives.</param>
/// <param name="Stride">The stride of its first convolution.</param>
internal readonly record struct SubnetPlace(Shape From, Shape To, int Stride)
{
    /// <summary>How many channels it gives.</summary>
    public int Channels => To.Channels;
}
