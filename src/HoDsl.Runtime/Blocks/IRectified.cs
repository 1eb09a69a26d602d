namespace HoDsl.Runtime.Blocks;

/// <summary>A block whose result goes through ReLU (`after relu`). What chance does to a step, it does in front of that.</summary>
/// <typeparam name="T">A map, or states.</typeparam>
public interface IRectified<T>
{
    /// <summary>The step without the ReLU behind it.</summary>
    T BeforeRelu(T before);
}
