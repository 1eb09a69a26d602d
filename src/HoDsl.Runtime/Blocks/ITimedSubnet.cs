namespace HoDsl.Runtime.Blocks;

/// <summary>A subnet f(x, t) that depends on time: a <c>Module&lt;Tensor, Tensor, Tensor&gt;</c> of the map x and the scalar t.</summary>
/// <remarks>Whoever calls it chooses t: a solver of differential equations its own times, and <see cref="Subnets.Timed{TSubnet}"/> those of a body's stages.</remarks>
public interface ITimedSubnet<out TSelf> : ISubnet<TSelf>;
