using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>A subnet class of the project itself: a class that implements `ISubnet` or `ITimedSubnet`.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FullName">Its name as code anywhere in the project writes it.</param>
/// <param name="Options">The further parameters of the longest of its `Create` methods that a network can call.</param>
/// <param name="IsTimed">Whether it takes the time beside the state.</param>
public sealed record ProjectSubnet(string Name, string FullName, EquatableArray<ParameterKind> Options, bool IsTimed = false);
