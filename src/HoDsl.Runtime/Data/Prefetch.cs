using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace HoDsl.Runtime.Data;

/// <summary>Lets a sequence run ahead of its consumer on a thread of its own.</summary>
internal static class Prefetch
{
    /// <summary>The same items in the same order, made up to <paramref name="depth"/> ahead of where the consumer is.</summary>
    /// <remarks>
    /// An exception of the source surfaces in the consumer, after the items before it.
    /// Disposing the enumerator ends the thread before it returns.
    /// </remarks>
    public static IEnumerable<T> Ahead<T>(IEnumerable<T> source, int depth)
    {
        using var cancel = new CancellationTokenSource();
        using var queue = new BlockingCollection<T>(depth);
        ExceptionDispatchInfo? failure = null;
        var producer = new Thread(() => failure = Produce(source, queue, cancel.Token)) { IsBackground = true, Name = "prefetch" };
        producer.Start();
        try
        {
            foreach (var item in queue.GetConsumingEnumerable())
                yield return item;
        }
        finally
        {
            cancel.Cancel();
            producer.Join();
        }
        failure?.Throw();
    }

    private static ExceptionDispatchInfo? Produce<T>(IEnumerable<T> source, BlockingCollection<T> queue, CancellationToken cancel)
    {
        try
        {
            foreach (var item in source)
                queue.Add(item, cancel);
            return null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            queue.CompleteAdding();
        }
    }
}
