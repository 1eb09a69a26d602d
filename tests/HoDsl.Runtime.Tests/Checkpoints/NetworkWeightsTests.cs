using HoDsl.Networks;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Checkpoints;

public sealed class NetworkWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly string _file;

    public NetworkWeightsTests() => _file = _folder["model.safetensors"];

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Saved_weights_make_another_network_the_same()
    {
        var (saved, loaded) = (Network(seed: 1), Network(seed: 2));
        saved.call(randn(4, 3, 8, 8)); // moves the statistics of batch norm
        NetworkWeights.Save(_file, saved);
        NetworkWeights.Load(_file, loaded);
        Assert.Equal(TensorBytes.Of(saved), TensorBytes.Of(loaded));
    }

    [Fact]
    public void The_same_weights_are_the_same_file()
    {
        NetworkWeights.Save(_file, Network(seed: 1));
        NetworkWeights.Save(_folder["again"], Network(seed: 1));
        Assert.Equal(File.ReadAllBytes(_file), File.ReadAllBytes(_folder["again"]));
    }

    [Theory]
    [InlineData(6, 5, "is Float32 [4")]
    [InlineData(8, 4, "it has no tensor 'body.3.f1.")]
    [InlineData(4, 4, "its tensor 'body.2.f1.")]
    public void Weights_of_another_network_are_refused(int layers, int width, string why)
    {
        NetworkWeights.Save(_file, Network(seed: 1));
        var fault = Assert.Throws<UserException>(() => NetworkWeights.Load(_file, Network(seed: 1, layers, width)));
        Assert.StartsWith($"{_file} does not hold the weights of this network:", fault.Message);
        Assert.Contains(why, fault.Message);
    }

    private static HoResNet<PlainStep> Network(long seed, int layers = 6, int width = 4)
    {
        manual_seed(seed);
        return new HoResNet<PlainStep>(layers, width, RandomImages.Shape, classes: 3).InScope();
    }
}
