using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Training;

public class RecipeTests
{
    [Fact]
    public void What_a_recipe_leaves_out_takes_its_default()
    {
        var recipe = Recipe.Parse("""{"scheme":"s","layers":10,"width":4,"data":"d","training":{"epochs":2}}""", "it");
        Assert.Equal(new Recipe("s", 10, 4, "d", new TrainingOptions(Epochs: 2)), recipe);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"scheme":"s"}""")]
    [InlineData("""{"scheme":"s","layers":10,"width":4,"data":"d","training":{}}""")]
    [InlineData("""{"scheme":"s","layers":10,"width":4,"data":"d","training":{"epochs":2,"speed":3}}""")]
    [InlineData("""{"scheme":"s","layers":10,"width":4,"data":"d","training":{"epochs":2,"schedule":"fast"}}""")]
    [InlineData("""{"scheme":"s","layers":10,"width":4,"data":"d","training":{"epochs":2,"precision":"fp8"}}""")]
    [InlineData("""{"scheme":null,"layers":10,"width":4,"data":"d","training":{"epochs":2}}""")]
    public void Anything_else_is_refused_in_one_sentence(string json)
    {
        var fault = Assert.Throws<UserException>(() => Recipe.Parse(json, "my.json"));
        Assert.StartsWith("my.json is not a recipe: ", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.EndsWith(".", fault.Message);
    }

    [Fact]
    public void A_network_without_width_is_a_fault() =>
        Assert.Contains("width is 0", Assert.Single(new Recipe("s", 10, 0, "d", new TrainingOptions(Epochs: 1)).Faults()));
}
