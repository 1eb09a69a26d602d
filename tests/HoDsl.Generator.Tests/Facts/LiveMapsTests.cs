using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Generator.Tests.Facts;

/// <summary>The fewest maps of Verner's pair, by its outputs, as a minimum cut gives them.</summary>
public class LiveMapsTests
{
    [Theory]
    [InlineData("weights", 6)]
    [InlineData("embedded", 7)]
    [InlineData("both", 8)]
    public void Each_output_has_its_own_fewest_maps(string output, int peak)
    {
        var text = TableauFiles.Read("schemes/verner89").Replace("let s", $"output {output}\nlet s");
        Assert.Equal(peak, SchemeFacts.Of(Compile.Valid(text)).LiveMaps.Peak);
    }

    [Fact]
    public void A_chain_of_stages_needs_only_the_state_beside_each_input() =>
        Assert.Equal([1, 1, 1], SchemeFacts.Of(Compile.Valid("scheme T\n|\n| 1/3\n| . 1/2\n---+---\n| . . 1")).LiveMaps.Retained);

    /// <summary>Later rows read k1 and k2 only as k1 + k2.</summary>
    [Fact]
    public void Stages_that_are_read_only_as_one_sum_are_held_as_one() =>
        Assert.Equal([1, 2, 2, 1], SchemeFacts.Of(Compile.Valid("scheme T\n|\n| 1\n| 1 1\n| 2 2 1\n---+---\n| 1/5 1/5 1/5 2/5")).LiveMaps.Retained);

    /// <summary>While the stage runs, y is held as the next history, and (1-k) y + k y[-1] as the sum that k1 will be added to.</summary>
    [Fact]
    public void A_learnt_coefficient_counts_as_one_that_cancels_nothing() => Assert.Equal([2], SchemeFacts.Of(Compile.Valid(
        "scheme T\nstates y, y[-1]\nparam k learnable init 0\n | 1 . |\n---+---+---\ny | 1-k k | 1")).LiveMaps.Retained);

    /// <summary>Each stage reads one part and changes the other: both are held beside the input of the subnet.</summary>
    [Fact]
    public void A_partition_holds_both_of_its_parts() => Assert.Equal([2, 2], SchemeFacts.Of(Compile.Valid(
        "scheme T\nstates a = split, b\n | . 1 |\n | 1 . | 1\n---+---+---\na | 1 . | 1 .\nb | . 1 | . 1")).LiveMaps.Retained);
}
