namespace HoDsl.Tools.Tests;

/// <summary>Generated code needs no reflection: a program of it can be trimmed.</summary>
public class PublishTests
{
    /// <summary>The step of order 3 is 1 - h + h^2/2 - h^3/6 times the map.</summary>
    [PublishFact]
    public void A_sample_published_as_one_trimmed_file_runs()
    {
        using var sample = new PublishedSample("OneFile");

        foreach (var outcome in new[] { sample.Restore(), sample.Publish() })
        {
            Assert.True(outcome.Status == 0, outcome.Output + outcome.Error);
            Assert.DoesNotContain("warning", outcome.Output, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(["OneFile"], sample.Files);

        var run = sample.Run();
        Assert.Equal("", run.Error);
        Assert.Equal("Heun's method of order 3, over half a step: 3 stages, order 3\ny(1/2) = 0.604167, dy/dy0 = 0.604167\n", run.Output);
        Assert.Equal(0, run.Status);
    }
}
