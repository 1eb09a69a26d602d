using static TorchSharp.torch;

namespace HoDsl.Torch.Tests.Tensors;

/// <summary>Equal tensors are, as in TorchSharp, those of equal shapes and elements; which tensor it is decides where it is a key.</summary>
public class EqualityTests
{
    [Fact]
    public void Equal_are_those_of_the_same_shape_and_elements()
    {
        using var scope = NewDisposeScope();
        var numbers = tensor(new[] { 1.0, 2.0 });
        Assert.True(numbers.Equals(tensor(new[] { 1.0, 2.0 })));
        Assert.True(numbers.Equals((object)numbers.clone()));
        Assert.False(numbers.Equals(tensor(new[] { 1.0, 3.0 })));
        Assert.False(numbers.Equals(numbers.view(2, 1)));
        Assert.False(numbers.Equals("numbers"));
        Assert.False(full(1, double.NaN).Equals(full(1, double.NaN)));
    }

    [Fact]
    public void A_tensor_that_changes_keeps_its_hash()
    {
        using var scope = NewDisposeScope();
        var numbers = zeros(2);
        var hash = numbers.GetHashCode();
        Assert.Equal(hash, numbers.add_(1).GetHashCode());
    }
}
