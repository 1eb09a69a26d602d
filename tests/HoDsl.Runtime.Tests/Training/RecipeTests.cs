using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Training;

public class RecipeTests
{
    [Fact]
    public void What_a_recipe_leaves_out_takes_its_default()
    {
        var recipe = Recipe.Parse("""{"network":{"name":"n"},"data":"d","training":{"epochs":2}}""", "it");
        Assert.Equal(new Recipe(new NetworkChoice("n"), "d", new TrainingOptions(Epochs: 2)), recipe);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"network":{"name":"n"}}""")]
    [InlineData("""{"network":{"name":"n"},"data":"d","training":{}}""")]
    [InlineData("""{"network":{"name":"n"},"data":"d","training":{"epochs":2,"speed":3}}""")]
    [InlineData("""{"network":{"name":"n"},"data":"d","training":{"epochs":2,"schedule":"fast"}}""")]
    [InlineData("""{"network":{"name":"n"},"data":"d","training":{"epochs":2,"precision":"fp8"}}""")]
    [InlineData("""{"network":null,"data":"d","training":{"epochs":2}}""")]
    [InlineData("""{"network":{"name":"n","parameters":{"width":4294967304}},"data":"d","training":{"epochs":2}}""")]
    public void Anything_else_is_refused_in_one_sentence(string json)
    {
        var fault = Assert.Throws<UserException>(() => Recipe.Parse(json, "my.json"));
        Assert.StartsWith("my.json is not a recipe: ", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.EndsWith(".", fault.Message);
    }

    [Fact]
    public void Networks_are_the_same_whatever_the_order_of_their_parameters()
    {
        var (one, other) = (new NetworkChoice("n").With("a", 1).With("b", 2), new NetworkChoice("n").With("b", 2).With("a", 1));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, one.With("a", 3));
        Assert.NotEqual(one, new NetworkChoice("n").With("a", 1));
        Assert.NotEqual(one, one with { Scheme = "s" });
        Assert.Equal("n of s, a 1, b 2", (one with { Scheme = "s" }).ToString());
    }
}
