using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers in native memory. What it holds is released by its scope, by Dispose, or at last by a finaliser.</summary>
    /// <remarks>A tensor may be used from any thread, and disposed by any: one that is in use then is released when that is over.</remarks>
    public partial class Tensor : IDisposable
    {
        private const int Disposed = int.MinValue;

        private nint handle;

        // The scope, which releases the tensor, or the keeper that does so where there is no scope. Either has the finaliser:
        // objects with one are slow to make, and most tensors never need it.
        private object? owner;

        // How many calls use the handle now; less than 0 once disposed.
        private int holders;

        /// <summary>Takes over a handle; the tensor is the current scope's to dispose, if there is one.</summary>
        internal Tensor(nint handle)
        {
            this.handle = handle;
            DisposeScopeManager.Register(this);
        }

        /// <summary>Takes over the handle and the place in a scope of another tensor, which is empty from then on.</summary>
        private protected Tensor(Tensor other)
        {
            handle = other.Handle;
            Owner = new Keeper(this);
            DisposeScope.Replace(other, this);
            other.Owner = null;
            other.handle = 0;
            other.holders = Disposed;
        }

        internal DisposeScope? OwningDisposeScope => owner as DisposeScope;

        /// <summary>Who releases the tensor if nobody disposes it: a scope, a keeper, or nobody.</summary>
        internal object? Owner
        {
            set
            {
                if (owner is Keeper keeper)
                    GC.SuppressFinalize(keeper);
                owner = value;
            }
        }

        /// <summary>Where the tensor stands among its scope's.</summary>
        internal int PlaceInScope { get; set; }

        /// <summary>The address of the native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public IntPtr Handle => IsInvalid ? throw WasDisposed("This") : handle;

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => holders < 0;

        /// <summary>How many tensors are held in this process, all threads together.</summary>
        public static long TotalCount => NativeMethods.hodsl_live_tensors();

        /// <summary>A tensor out of a handle, or null out of none.</summary>
        internal static Tensor? OrNull(nint handle) => handle == 0 ? null : new Tensor(handle);

        /// <summary>Releases the native tensor. Its memory is freed when nothing else, such as a graph or a view, needs it.</summary>
        public void Dispose() => Dispose(true);

        /// <summary>Releases the native tensor.</summary>
        /// <param name="disposing">False in a finaliser, where the scope may be gone already.</param>
        protected virtual void Dispose(bool disposing)
        {
            if (!TryEnd(out var released))
                return;
            if (disposing)
                DisposeScopeManager.Unregister(this);
            Owner = null;
            NativeMethods.hodsl_tensor_release(released);
        }

        /// <summary>Marks the tensor as disposed.</summary>
        /// <param name="released">The handle, for the caller to release; 0 if a call is using it, which will release it.</param>
        /// <returns>False if it was disposed before.</returns>
        internal bool TryEnd(out nint released)
        {
            var holdersBefore = Interlocked.Or(ref holders, Disposed);
            released = holdersBefore == 0 ? Interlocked.Exchange(ref handle, 0) : 0;
            return holdersBefore >= 0;
        }

        /// <summary>Keeps the native tensor until <see cref="Release"/>, which must follow in any case.</summary>
        /// <returns>False if the tensor was disposed before.</returns>
        internal bool TryHold(out nint held)
        {
            var isHeld = Interlocked.Increment(ref holders) > 0;
            held = isHeld ? handle : 0;
            return isHeld;
        }

        /// <summary>Lets go of the native tensor; the last to do so after a Dispose frees it.</summary>
        internal void Release()
        {
            if (Interlocked.Decrement(ref holders) == Disposed)
                NativeMethods.hodsl_tensor_release(Interlocked.Exchange(ref handle, 0));
        }

        internal static ObjectDisposedException WasDisposed(string what) => new(nameof(Tensor), $"{what} is a tensor that was disposed.");

        /// <summary>The same native tensor, held once more: it lives until both are disposed.</summary>
        public Tensor alias()
        {
            using var self = new Held(this, "alias: argument 1");
            return new Tensor(NativeMethods.hodsl_tensor_share(self));
        }

        /// <summary>Hands the tensor to the scope around its own; without one it is nobody's but its holder's.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of its scope: its holder disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Releases a tensor outside of all scopes that nobody refers to any more.</summary>
        internal sealed class Keeper(Tensor tensor)
        {
            ~Keeper() => tensor.Dispose(false);
        }
    }
}
