using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>What the compiler counts of a layer by itself; networks are held against PyTorch's.</summary>
public class LayerCountsTests
{
    [Fact]
    public void Dropout_gives_a_map_in_training_and_hands_it_on_in_inference() =>
        Assert.Equal(new Cost(Parameters: 0, MultiplyAdds: 0, Activations: 16 * 6 * 6, Peak: 0), Layer("dropout 0.5").Cost);

    private static NetworkItem Layer(string line) =>
        CompileNetwork.Valid($"network Small\ninput 16 x 6 x 6\nclasses 10\n{line}\n{CompileNetwork.Tail}").Items[0];
}
