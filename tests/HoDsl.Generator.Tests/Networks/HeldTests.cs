using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>What training holds of the activations: docs/bodies.md and docs/ode.md say the same in words.</summary>
public class HeldTests
{
    private const int Map = 16 * 32 * 32;

    [Theory]
    [InlineData("4 blocks of RK4(vgg)")]
    [InlineData("4 blocks of LmResNet(vgg) at 32 enter stride 2 shortcut conv")]
    [InlineData("ode of RK4(vgg) steps 3")]
    public void Stored_activations_are_all_held(string body)
    {
        var item = Item(body);
        Assert.Equal(new Held(item.Cost.Activations, 0), item.Held);
    }

    /// <summary>What was undone is known from the states behind the last block: two halves of a map, two maps of two fields, two times of one field.</summary>
    [Theory]
    [InlineData("RevNet", 1)]
    [InlineData("Hamiltonian", 2)]
    [InlineData("Leapfrog", 2)]
    public void Reversible_blocks_leave_their_last_states_alone(string scheme, int maps)
    {
        var block = Item($"1 blocks of {scheme}(vgg)").Cost.Activations;
        Assert.All(new[] { 1, 10, 200 }, blocks => Assert.Equal(new Held(maps * Map, block), Item($"{blocks} blocks of {scheme}(vgg) reversible").Held));
    }

    /// <summary>A state that is handed on is no new map; a remembered stage is one.</summary>
    [Theory]
    [InlineData("Euler", 1)]
    [InlineData("Verner89", 1)]
    [InlineData("LmResNet", 1)]
    [InlineData("RevNet", 1)]
    [InlineData("AdamsBashforth2", 2)]
    public void Recomputed_blocks_leave_what_they_make(string scheme, int maps)
    {
        var block = Item($"1 blocks of {scheme}(vgg)").Cost.Activations;
        Assert.All(new[] { 1, 10 }, blocks => Assert.Equal(new Held(blocks * maps * Map, block), Item($"{blocks} blocks of {scheme}(vgg) recompute").Held));
    }

    [Fact]
    public void An_entry_leaves_a_map_and_is_computed_again_like_a_block()
    {
        var entry = Item("1 blocks of Euler(vgg) at 32 enter shortcut conv").Cost.Activations;
        Assert.Equal(new Held(3 * 2 * Map, entry), Item("3 blocks of Euler(vgg) at 32 enter shortcut conv recompute").Held);
    }

    [Theory]
    [InlineData("recomputed", 3, 4)]
    [InlineData("adjoint", 1, 1)]
    public void Equations_leave_the_states_before_their_steps_or_the_last_one(string gradient, int maps, int evaluations) =>
        Assert.Equal(new Held(maps * Map, evaluations * Item("1 blocks of Euler(vgg)").Cost.Activations), Item($"ode of RK4(vgg) steps 3 gradient {gradient}").Held);

    /// <summary>Parts that are computed again are so one at a time.</summary>
    [Fact]
    public void A_network_holds_all_that_waits_and_the_largest_part_that_is_computed_again() =>
        Assert.Equal(new Held(7, 5), new Held(3, 5) + new Held(4, 2));

    private static NetworkItem Item(string body) => CompileNetwork.Valid(CompileNetwork.Head + $"body {body}\n" + CompileNetwork.Tail).Items[1];
}
