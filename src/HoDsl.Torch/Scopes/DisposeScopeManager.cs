using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The dispose scopes of a thread.</summary>
internal sealed class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? ofThisThread;

    private readonly Stack<Tensor?[]> spareArrays = new();

    internal static DisposeScopeManager OfThisThread => ofThisThread ??= new DisposeScopeManager();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    /// <summary>Gives a new tensor to the innermost scope of this thread.</summary>
    internal static void Register(Tensor tensor)
    {
        if (OfThisThread.CurrentDisposeScope is { } scope)
            scope.Add(tensor);
        else
            tensor.Owner = new Tensor.Keeper(tensor);
    }

    /// <summary>Takes a tensor that is being disposed out of its scope; one of another thread's scope stays there, empty.</summary>
    internal static void Unregister(Tensor tensor)
    {
        if (tensor.OwningDisposeScope is { IsOfThisThread: true } scope)
            scope.Remove(tensor);
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
}
