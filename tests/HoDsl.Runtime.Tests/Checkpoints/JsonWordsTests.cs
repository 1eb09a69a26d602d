using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Checkpoints;

/// <summary>What is wrong with a recipe is told by its members, not by the library's types.</summary>
public class JsonWordsTests
{
    [Theory]
    [InlineData("""{"epochs":2,"optimizer":"x"}""", "training.optimizer has a value that it cannot have.")]
    [InlineData("""{"epochs":2.5}""", "training.epochs has a value that it cannot have.")]
    [InlineData("""{"epochs":null}""", "training.epochs has a value that it cannot have.")]
    [InlineData("""{"epochs":2,"speed":3}""", "there is no training.speed.")]
    [InlineData("""{"epochs":2,"learning rate":3}""", "there is no training['learning rate'].")]
    [InlineData("""{"batch":2}""", "training lacks 'epochs'.")]
    [InlineData("[]", "training has a value that it cannot have.")]
    [InlineData("null", "training is null and must have a value.")]
    [InlineData("""{"epochs":2,"schedule":5}""", "training.schedule: a schedule is written constant, cosine, one-cycle or step:100,150 (rising numbers), with warm-up:5+ in front or not.")]
    [InlineData("""{"epochs":2,"memory":5}""", "training.memory: an amount of memory is written 512MiB.")]
    [InlineData("""{"epochs":2,"augmentation":5}""", "training.augmentation: an augmentation is written none, or as crop[:N], flip, autoaugment, cutout[:N] joined by +.")]
    [InlineData("""{"epochs":x}""", "it is no JSON at byte 22.")]
    [InlineData("""{"epochs":2,}""", "it is no JSON at byte 24.")]
    public void Of_a_training(string training, string words) =>
        Assert.Equal($"my.json is not a recipe: line 2: {words}", Refusal($$"""{"network":{"name":"n"},"data":"d",{{"\n"}}"training":{{training}}}"""));

    [Fact]
    public void Of_the_whole()
    {
        Assert.Equal("my.json is not a recipe: line 1: it lacks 'data', 'training'.", Refusal("""{"network":{"name":"n"}}"""));
        Assert.Equal("my.json is not a recipe: line 1: network.name is null and must have a value.", Refusal("""{"network":{"name":null}}"""));
        Assert.Equal("my.json is not a recipe: line 1: there is no ['my data'].", Refusal("""{"my data":"d"}"""));
    }

    [Theory]
    [InlineData("{", 2)]
    [InlineData("scheme Small", 1)]
    public void Of_what_is_no_JSON_at_all(string text, int place) => Assert.Equal($"my.json is not a recipe: line 1: it is no JSON at byte {place}.", Refusal(text));

    private static string Refusal(string json) => Assert.Throws<UserException>(() => Recipe.Parse(json, "my.json")).Message;
}
