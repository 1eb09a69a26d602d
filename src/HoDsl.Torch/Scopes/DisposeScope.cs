using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Owns the tensors that its thread makes while it is the innermost scope, and disposes them with itself.</summary>
/// <remarks>A scope belongs to its thread; the tensors in it may go to others once they have left it.</remarks>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private readonly Keeper keeper;
    private Tensor?[] tensors = [];
    private int count;
    private bool disposed;

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        keeper = new Keeper(this);
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope? OuterScope { get; set; }

    /// <summary>How many tensors the scope owns.</summary>
    public int DisposablesCount
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return count;
        }
    }

    /// <summary>The tensors that the scope owns, as they are now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return tensors[..count]!;
        }
    }

    /// <summary>Whether the scope owns something.</summary>
    public bool Contains(IDisposable disposable) => disposable is Tensor tensor && tensor.OwningDisposeScope == this;

    /// <summary>Hands a tensor of this scope to the scope around it; without one it is nobody's but its holder's. What is not in this scope stays where it is.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (OuterScope is null)
            return Detach(disposable);
        if (disposable is Tensor tensor && Remove(tensor))
            OuterScope.Add(tensor);
        return disposable;
    }

    /// <summary>Hands tensors of this scope to the scope around it.</summary>
    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
            MoveToOuter<IDisposable>(disposable);
    }

    /// <summary>Takes a tensor out of the scope: its holder disposes it.</summary>
    public T Detach<T>(T disposable) where T : IDisposable
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (disposable is Tensor tensor && Remove(tensor))
        {
            tensor.Owner = new Tensor.Keeper(tensor);
        }

        return disposable;
    }

    /// <summary>Takes tensors out of the scope.</summary>
    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
            Detach<IDisposable>(disposable);
    }

    /// <summary>Makes the scope own a tensor, wherever it was.</summary>
    /// <exception cref="InvalidOperationException">It is no tensor.</exception>
    public void Attach(IDisposable disposable)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (disposable is not Tensor tensor)
            throw new InvalidOperationException($"A DisposeScope owns tensors, not a {disposable?.GetType().Name ?? "null"}.");
        if (tensor.OwningDisposeScope == this)
            return;
        tensor.OwningDisposeScope?.Remove(tensor);
        Add(tensor);
    }

    /// <summary>Makes the scope own tensors, wherever they were.</summary>
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var attached = disposables.ToList();
        foreach (var disposable in attached)
            Attach(disposable);
        return attached;
    }

    /// <summary>Disposes all that the scope owns, and ends it.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        ReleaseAll();
        manager.Remove(this, tensors);
        disposed = true;
        tensors = [];
        GC.SuppressFinalize(keeper);
    }

    /// <summary>Releases all tensors, a batch by a call, the last one first.</summary>
    private unsafe void ReleaseAll()
    {
        const int Batch = 64;
        var handles = stackalloc nint[Batch];
        while (count > 0)
        {
            var released = 0;
            while (count > 0 && released < Batch)
            {
                var tensor = tensors[--count]!;
                tensors[count] = null;
                tensor.Owner = null;
                if (tensor.TryEnd(out var handle))
                    handles[released++] = handle;
            }

            NativeMethods.hodsl_tensors_release(handles, released);
        }
    }

    internal void Add(Tensor tensor)
    {
        if (count == tensors.Length)
            Grow();
        tensors[count] = tensor;
        tensor.Owner = this;
        tensor.PlaceInScope = count++;
    }

    /// <summary>Whether the scope is one of the thread that asks: no other may change it.</summary>
    internal bool IsOfThisThread => manager == DisposeScopeManager.OfThisThread;

    /// <summary>Puts one tensor into the place of another.</summary>
    internal static void Replace(Tensor old, Tensor replacement)
    {
        if (old.OwningDisposeScope is not { } scope)
            return;
        scope.Remove(old);
        scope.Add(replacement);
    }

    internal bool Remove(Tensor tensor)
    {
        if (tensor.OwningDisposeScope != this)
            return false;
        var last = tensors[--count]!;
        tensors[tensor.PlaceInScope] = last;
        last.PlaceInScope = tensor.PlaceInScope;
        tensors[count] = null;
        tensor.Owner = null;
        return true;
    }

    private void Grow()
    {
        if (tensors.Length == 0)
            tensors = manager.TakeSpareArray();
        else
            Array.Resize(ref tensors, 2 * tensors.Length);
    }

    /// <summary>Releases what is left in a scope that was lost. Nobody refers to a tensor of it: that would refer to the scope.</summary>
    private sealed class Keeper(DisposeScope scope)
    {
        ~Keeper() => scope.ReleaseAll();
    }
}
