using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Numerics;

/// <summary>The best choice against all choices tried one by one.</summary>
public class ClosureTests
{
    [Fact]
    public void The_choice_gains_as_much_as_the_best_of_all_and_is_the_largest_of_them()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 200; trial++)
        {
            var gains = Enumerable.Range(0, 8).Select(_ => random.Next(-3, 4)).ToArray();
            var implications = Enumerable.Range(0, 10).Select(_ => (Chosen: random.Next(8), Implied: random.Next(8))).ToArray();
            var (best, gain) = Largest(gains, implications);

            var closure = new Closure();
            var things = gains.Select(closure.Add).ToArray();
            foreach (var (chosen, implied) in implications)
                closure.Imply(things[chosen], things[implied]);
            var choice = closure.Best();

            var mask = Enumerable.Range(0, 8).Where(thing => choice[things[thing]]).Sum(thing => 1 << thing);
            Assert.True(IsClosed(mask, implications));
            Assert.Equal(gain, Gain(mask, gains));
            Assert.Equal(best, mask);
        }
    }

    /// <summary>The union of two closed choices that gain most is one too: so there is a largest.</summary>
    private static (int Mask, int Gain) Largest(int[] gains, (int Chosen, int Implied)[] implications)
    {
        var closed = Enumerable.Range(0, 1 << gains.Length).Where(mask => IsClosed(mask, implications)).ToList();
        var most = closed.Max(mask => Gain(mask, gains));
        return (closed.Where(mask => Gain(mask, gains) == most).Aggregate((a, b) => a | b), most);
    }

    private static bool IsClosed(int mask, (int Chosen, int Implied)[] implications) =>
        implications.All(pair => (mask >> pair.Chosen & 1) == 0 || (mask >> pair.Implied & 1) != 0);

    private static int Gain(int mask, int[] gains) => Enumerable.Range(0, gains.Length).Where(thing => (mask >> thing & 1) != 0).Sum(thing => gains[thing]);
}
