using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace HoDsl.Runtime.Data;

/// <summary>A sequence that is made on a thread of its own, some items ahead of who takes them.</summary>
internal sealed class PrefetchLane<T> : IDisposable
{
    private readonly BlockingCollection<T> _queue;
    private readonly CancellationTokenSource _cancel = new();
    private readonly Thread _producer;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts to make the items.</summary>
    public PrefetchLane(IEnumerable<T> source, int depth)
    {
        _queue = new(depth);
        _producer = new(() => Produce(source)) { IsBackground = true, Name = "prefetch" };
        _producer.Start();
    }

    /// <summary>Takes the next item, once it is there; an exception of the source comes after the items before it.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        if (_queue.TryTake(out item, Timeout.Infinite))
            return true;
        _failure?.Throw();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancel.Cancel();
        _producer.Join();
        _cancel.Dispose();
        _queue.Dispose();
    }

    private void Produce(IEnumerable<T> source)
    {
        try
        {
            foreach (var item in source)
                _queue.Add(item, _cancel.Token);
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            // Nobody wants the rest.
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            _queue.CompleteAdding();
        }
    }
}
