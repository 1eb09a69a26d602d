namespace HoDsl.Runtime.Blocks;

/// <summary>A subnet that networks can name: it makes itself for a stage and says how deep it is.</summary>
public interface ISubnet<out TSelf>
{
    /// <summary>How many layers of weights one such subnet adds to a network's depth, as the literature counts.</summary>
    static abstract int Layers { get; }

    /// <summary>Makes the subnet of one stage, a map from <see cref="StageInfo.Input"/> to <see cref="StageInfo.Shape"/>: it keeps the shape, but where its block changes it.</summary>
    static abstract TSelf Create(StageInfo stage);
}
