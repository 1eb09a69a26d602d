using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

public sealed class PrefetchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Keeps_all_items_in_their_order(int depth) =>
        Assert.Equal(Enumerable.Range(0, 1000), Prefetch.Ahead(Enumerable.Range(0, 1000), depth));

    [Fact]
    public void Makes_items_on_a_thread_of_its_own()
    {
        var threads = Prefetch.Ahead(Repeat(() => Environment.CurrentManagedThreadId).Take(5), 2).ToList();

        Assert.Single(threads.Distinct());
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);
    }

    [Fact]
    public void An_exception_of_the_source_surfaces_after_the_items_before_it()
    {
        var seen = new List<int>();

        var exception = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var item in Prefetch.Ahead(FailingAfter(3), 2))
                seen.Add(item);
        });

        Assert.Equal("broken", exception.Message);
        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public void Leaving_the_loop_ends_the_source_before_it_goes_on()
    {
        var ended = false;

        foreach (var item in Prefetch.Ahead(Endless(() => ended = true), 2))
        {
            if (item == 5)
                break;
        }

        Assert.True(ended);
    }

    [Fact]
    public void Makes_the_next_items_while_the_consumer_holds_one()
    {
        using var thirdIsMade = new ManualResetEventSlim();
        var made = 0;
        var source = Repeat(() =>
        {
            if (++made == 3)
                thirdIsMade.Set();
            return made;
        });

        using var ahead = Prefetch.Ahead(source, 2).GetEnumerator();

        Assert.True(ahead.MoveNext());
        Assert.True(thirdIsMade.Wait(TimeSpan.FromMinutes(1)), "Nothing is made ahead.");
        Assert.Equal(1, ahead.Current);
    }

    [Fact]
    public void Never_runs_further_ahead_than_the_depth()
    {
        const int Depth = 2;
        var made = 0;

        // Besides the items that wait, the source holds one in its hand.
        foreach (var item in Prefetch.Ahead(Repeat(() => Interlocked.Increment(ref made)).Take(10_000), Depth))
            Assert.InRange(Volatile.Read(ref made), item, item + Depth + 1);
    }

    [Fact]
    public void Starts_nothing_before_the_first_item_is_asked_for()
    {
        var made = 0;
        var sequence = Prefetch.Ahead(Repeat(() => Interlocked.Increment(ref made)).Take(3), 2);

        Assert.Equal(0, made);
        Assert.Equal([1, 2, 3], sequence);
    }

    private static IEnumerable<T> Repeat<T>(Func<T> make)
    {
        while (true)
            yield return make();
    }

    private static IEnumerable<int> FailingAfter(int count)
    {
        for (var i = 0; i < count; i++)
            yield return i;
        throw new InvalidDataException("broken");
    }

    private static IEnumerable<int> Endless(Action end)
    {
        try
        {
            for (var i = 0; ; i++)
                yield return i;
        }
        finally
        {
            end();
        }
    }
}
