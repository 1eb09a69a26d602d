using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Augmenting;
using HoDsl.Runtime.Data.Augmenting.Operations;

namespace HoDsl.Runtime.Tests.Data.Augmenting;

public sealed class AutoAugmentTests
{
    private static readonly ImageSet Set = Images.Random(1, 3, 16, 16);

    // Copied from the table in the paper, apart from the program's own.
    private const string Published =
        """
        Invert .1, Contrast .2 6 | Rotate .7 2, TranslateX .3 9 | Sharpness .8 1, Sharpness .9 3 | ShearY .5 8, TranslateY .7 9 | AutoContrast .5, Equalize .9 |
        ShearY .2 7, Posterize .3 7 | Color .4 3, Brightness .6 7 | Sharpness .3 9, Brightness .7 9 | Equalize .6, Equalize .5 | Contrast .6 7, Sharpness .6 5 |
        Color .7 7, TranslateX .5 8 | Equalize .3, AutoContrast .4 | TranslateY .4 3, Sharpness .2 6 | Brightness .9 6, Color .2 8 | Solarize .5 2, Invert 0 |
        Equalize .2, AutoContrast .6 | Equalize .2, Equalize .6 | Color .9 9, Equalize .6 | AutoContrast .8, Solarize .2 8 | Brightness .1 3, Color .7 0 |
        Solarize .4 5, AutoContrast .9 | TranslateY .9 9, TranslateY .7 9 | AutoContrast .9, Solarize .8 3 | Equalize .8, Invert .1 | TranslateY .7 9, AutoContrast .9
        """;

    [Fact]
    public void The_policy_is_the_published_one() =>
        Assert.Equal(PublishedPolicies, SubPolicy.Cifar10);

    [Fact]
    public void Choices_follow_the_distribution_of_the_policy()
    {
        const int Draws = 1_000_000;
        var random = new SplitMix64(1);
        var counts = new Dictionary<PolicyDraw, int>();
        for (var draw = 0; draw < Draws; draw++)
        {
            var outcome = PolicyDraw.From(ref random, SubPolicy.Cifar10);
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
        }

        var outcomes = Outcomes().ToList();
        Assert.Equal(1, outcomes.Sum(outcome => outcome.Probability), 1e-12);
        Frequencies.AssertFollow(
            [.. outcomes.Select(outcome => counts.GetValueOrDefault(outcome.Draw))], [.. outcomes.Select(outcome => outcome.Probability)]);
    }

    [Fact]
    public void An_image_is_changed_by_the_operations_that_were_drawn_in_their_order()
    {
        var run = new StepRun(new AutoAugment(), Set);
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = SplitMix64.At(seed, 0, 0);
            var draw = PolicyDraw.From(ref random, SubPolicy.Cifar10);
            var canvas = new Canvas(Set.Shape);
            Set.Pixels(0).CopyTo(canvas.Pixels);
            var policy = SubPolicy.Cifar10[draw.Policy];
            foreach (var (choice, chance) in new[] { (policy.First, draw.First), (policy.Second, draw.Second) })
            {
                if (chance.Happens)
                    Operation.Create(choice.Kind, choice.Magnitude, chance.Negative, Set.Shape).Apply(canvas);
            }

            Assert.Equal(canvas.Pixels.ToArray(), run.Draw(seed));
        }
    }

    [Fact]
    public void No_image_takes_memory_of_its_own() =>
        Assert.All(Augmentation.TryParse("crop+flip+autoaugment+cutout")!.Steps, step => Assert.Equal(0, new StepRun(step, Set).BytesTaken(times: 2000)));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Images_that_are_neither_grey_nor_coloured_are_refused_in_a_sentence(int channels)
    {
        var images = Images.Random(1, channels, 4, 4);
        var fault = Assert.Throws<UserException>(() => Batches.ForTraining(images, images.Statistics, 1, new(new AutoAugment()), seed: 1));
        Assert.Contains($"not on {channels} x 4 x 4", fault.Message);
    }

    private static IEnumerable<SubPolicy> PublishedPolicies =>
        from pair in Published.Split('|')
        let choices = pair.Split(',').Select(ReadChoice).ToArray()
        select new SubPolicy(choices[0], choices[1]);

    private static PolicyChoice ReadChoice(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new(Enum.Parse<OperationKind>(words[0]), double.Parse(words[1]), words.Length > 2 ? int.Parse(words[2]) : 0);
    }

    private static IEnumerable<(PolicyDraw Draw, double Probability)> Outcomes() =>
        from policy in SubPolicy.Cifar10.Index()
        from first in Chances(policy.Item.First)
        from second in Chances(policy.Item.Second)
        select (new PolicyDraw(policy.Index, first.Draw, second.Draw), first.Probability * second.Probability / SubPolicy.Cifar10.Count);

    private static IEnumerable<(ChoiceDraw Draw, double Probability)> Chances(PolicyChoice choice) =>
        from happens in new[] { true, false }
        from negative in new[] { true, false }
        select (new ChoiceDraw(happens, negative), (happens ? choice.Probability : 1 - choice.Probability) / 2);
}
