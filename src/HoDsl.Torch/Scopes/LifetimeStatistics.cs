namespace TorchSharp;

/// <summary>How many tensors a thread has made, released, and moved between scopes.</summary>
public class LifetimeStatistics
{
    /// <summary>How many were made without a scope.</summary>
    public long CreatedOutsideScopeCount { get; internal set; }

    /// <summary>How many were disposed without a scope.</summary>
    public long DisposedOutsideScopeCount { get; internal set; }

    /// <summary>How many were made in a scope.</summary>
    public long CreatedInScopeCount { get; internal set; }

    /// <summary>How many were disposed in a scope, by it or before its end.</summary>
    public long DisposedInScopeCount { get; internal set; }

    /// <summary>How many were put into a scope after they were made.</summary>
    public long AttachedToScopeCount { get; internal set; }

    /// <summary>How many were taken out of every scope.</summary>
    public long DetachedFromScopeCount { get; internal set; }

    /// <summary>How many this thread has made and not disposed.</summary>
    public long ThreadTotalLiveCount =>
        CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    /// <summary>Sets all counts to zero.</summary>
    public void Reset()
    {
        CreatedOutsideScopeCount = DisposedOutsideScopeCount = 0;
        CreatedInScopeCount = DisposedInScopeCount = 0;
        AttachedToScopeCount = DetachedFromScopeCount = 0;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"made {CreatedInScopeCount} in scopes and {CreatedOutsideScopeCount} outside, disposed {DisposedInScopeCount} and {DisposedOutsideScopeCount}, " +
        $"attached {AttachedToScopeCount}, detached {DetachedFromScopeCount}, live {ThreadTotalLiveCount}";
}

/// <summary>What the scopes of a thread have seen.</summary>
public class ThreadDisposeScopeStatistics
{
    /// <summary>What they have seen of tensors.</summary>
    public LifetimeStatistics TensorStatistics { get; } = new();

    /// <inheritdoc cref="LifetimeStatistics.CreatedOutsideScopeCount"/>
    public long CreatedOutsideScopeCount => TensorStatistics.CreatedOutsideScopeCount;

    /// <inheritdoc cref="LifetimeStatistics.DisposedOutsideScopeCount"/>
    public long DisposedOutsideScopeCount => TensorStatistics.DisposedOutsideScopeCount;

    /// <inheritdoc cref="LifetimeStatistics.CreatedInScopeCount"/>
    public long CreatedInScopeCount => TensorStatistics.CreatedInScopeCount;

    /// <inheritdoc cref="LifetimeStatistics.DisposedInScopeCount"/>
    public long DisposedInScopeCount => TensorStatistics.DisposedInScopeCount;

    /// <inheritdoc cref="LifetimeStatistics.AttachedToScopeCount"/>
    public long AttachedToScopeCount => TensorStatistics.AttachedToScopeCount;

    /// <inheritdoc cref="LifetimeStatistics.DetachedFromScopeCount"/>
    public long DetachedFromScopeCount => TensorStatistics.DetachedFromScopeCount;

    /// <inheritdoc cref="LifetimeStatistics.ThreadTotalLiveCount"/>
    public long ThreadTotalLiveCount => TensorStatistics.ThreadTotalLiveCount;

    /// <summary>Sets all counts to zero.</summary>
    public void Reset() => TensorStatistics.Reset();

    /// <inheritdoc/>
    public override string ToString() => TensorStatistics.ToString();
}
