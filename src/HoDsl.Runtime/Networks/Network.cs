using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Networks;

/// <summary>A network made of layers and bodies: images in, one number a class out. Generated networks derive from it.</summary>
/// <remarks>Takes images of shape (batch, channels, height, width) and gives logits of shape (batch, classes).</remarks>
/// <param name="name">The network's name.</param>
public abstract class Network(string name) : ExplicitModule(name)
{
    /// <summary>Draws the initial weights from the global generator; called once all submodules are registered.</summary>
    protected void Initialise() => HeInitialisation.Apply(this);
}
