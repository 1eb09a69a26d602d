using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

public sealed class PrefetchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Keeps_all_items_in_their_order(int depth) =>
        Assert.Equal(Enumerable.Range(0, 1000), Prefetch.Ahead([Enumerable.Range(0, 1000)], depth));

    [Fact]
    public void Makes_items_on_a_thread_of_its_own()
    {
        var threads = Prefetch.Ahead([Repeat(() => Environment.CurrentManagedThreadId).Take(5)], 2).ToList();

        Assert.Single(threads.Distinct());
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);
    }

    [Fact]
    public void An_exception_of_the_source_surfaces_after_the_items_before_it()
    {
        var seen = new List<int>();

        var exception = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var item in Prefetch.Ahead([FailingAfter(3)], 2))
                seen.Add(item);
        });

        Assert.Equal("broken", exception.Message);
        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public void Leaving_the_loop_ends_the_source_before_it_goes_on()
    {
        var ended = false;

        foreach (var item in Prefetch.Ahead([Endless(() => ended = true)], 2))
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

        using var ahead = Prefetch.Ahead([source], 2).GetEnumerator();

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
        foreach (var item in Prefetch.Ahead([Repeat(() => Interlocked.Increment(ref made)).Take(10_000)], Depth))
            Assert.InRange(Volatile.Read(ref made), item, item + Depth + 1);
    }

    [Fact]
    public void Starts_nothing_before_the_first_item_is_asked_for()
    {
        var made = 0;
        var sequence = Prefetch.Ahead([Repeat(() => Interlocked.Increment(ref made)).Take(3)], 2);

        Assert.Equal(0, made);
        Assert.Equal([1, 2, 3], sequence);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    [InlineData(3, 10)]
    [InlineData(3, 2)]
    [InlineData(4, 0)]
    public void Lanes_are_taken_in_turn(int lanes, int count)
    {
        var sources = Enumerable.Range(0, lanes).Select(lane => Enumerable.Range(0, count).Where(item => item % lanes == lane)).ToList();

        Assert.Equal(Enumerable.Range(0, count), Prefetch.Ahead(sources, depth: 2));
    }

    [Fact]
    public void Each_lane_has_a_thread_of_its_own()
    {
        // Each waits for the other: with one thread for both there would be no end.
        using var meeting = new Barrier(2);
        var lanes = Enumerable.Range(0, 2).Select(lane => Repeat(() => meeting.SignalAndWait(TimeSpan.FromMinutes(1))).Take(1)).ToList();

        Assert.Equal([true, true], Prefetch.Ahead(lanes, depth: 2));
    }

    [Fact]
    public void Leaving_the_loop_ends_all_lanes()
    {
        var ended = 0;
        var lanes = Enumerable.Range(0, 3).Select(_ => Endless(() => Interlocked.Increment(ref ended))).ToList();

        Assert.Equal([0, 0, 0, 1], Prefetch.Ahead(lanes, depth: 3).Take(4));
        Assert.Equal(3, ended);
    }

    [Fact]
    public void An_exception_of_a_lane_surfaces_where_its_item_would_have_come()
    {
        var seen = new List<int>();

        Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var item in Prefetch.Ahead([Enumerable.Range(10, 5), FailingAfter(2)], depth: 2))
                seen.Add(item);
        });

        Assert.Equal([10, 0, 11, 1, 12], seen);
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
