using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The dispose scopes of a thread and what went through them.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? ofThisThread;

    private readonly Stack<Tensor?[]> spareArrays = new();

    /// <summary>What the scopes of this thread have seen.</summary>
    public static ThreadDisposeScopeStatistics Statistics => OfThisThread.statistics;

    internal static DisposeScopeManager OfThisThread => ofThisThread ??= new DisposeScopeManager();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal LifetimeStatistics Tensors => statistics.TensorStatistics;

    private readonly ThreadDisposeScopeStatistics statistics = new();

    /// <summary>Gives a new tensor to the innermost scope of this thread.</summary>
    internal static void Register(Tensor tensor)
    {
        var manager = OfThisThread;
        if (manager.CurrentDisposeScope is { } scope)
        {
            scope.Add(tensor);
            manager.Tensors.CreatedInScopeCount++;
        }
        else
        {
            tensor.Owner = new Tensor.Keeper(tensor);
            manager.Tensors.CreatedOutsideScopeCount++;
        }
    }

    /// <summary>Takes a tensor that is being disposed out of its scope; one of another thread's scope stays there, empty.</summary>
    internal static void Unregister(Tensor tensor)
    {
        var statistics = OfThisThread.Tensors;
        if (tensor.OwningDisposeScope is { } scope)
        {
            if (scope.IsOfThisThread)
                scope.Remove(tensor);
            statistics.DisposedInScopeCount++;
        }
        else
        {
            statistics.DisposedOutsideScopeCount++;
        }
    }

    internal DisposeScope Open() => CurrentDisposeScope = new DisposeScope(this);

    /// <summary>Ends a scope, innermost or not. Its array serves the next one.</summary>
    internal void Remove(DisposeScope scope, Tensor?[] array)
    {
        if (array.Length > 0)
            spareArrays.Push(array);
        if (CurrentDisposeScope == scope)
        {
            CurrentDisposeScope = scope.OuterScope;
            return;
        }

        for (var inner = CurrentDisposeScope; inner is not null; inner = inner.OuterScope)
        {
            if (inner.OuterScope == scope)
                inner.OuterScope = scope.OuterScope;
        }
    }

    internal Tensor?[] TakeSpareArray() => spareArrays.TryPop(out var array) ? array : new Tensor?[32];
}

public static partial class torch
{
    /// <summary>Opens a scope that owns the tensors this thread makes from now on, until it is disposed and they with it.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.OfThisThread.Open();

    /// <summary>The innermost scope of this thread, or null.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.OfThisThread.CurrentDisposeScope;

    /// <summary>Runs an expression in a scope of its own; its value goes to the scope outside.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
