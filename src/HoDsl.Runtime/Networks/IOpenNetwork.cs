using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Networks;

/// <summary>A network that leaves its scheme open.</summary>
public interface IOpenNetwork
{
    /// <summary>The network with a scheme.</summary>
    Network Make<TScheme>(NetworkChoices choices) where TScheme : struct, IBodyScheme;
}
