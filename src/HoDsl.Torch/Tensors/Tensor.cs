using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers in native memory. What it holds is released by its scope, by Dispose, or at last by its finaliser.</summary>
    /// <remarks>A tensor may be used from any thread, but by one at a time: none may dispose it while another uses it.</remarks>
    public partial class Tensor : IDisposable
    {
        private nint handle;

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
            DisposeScope.Replace(other, this);
            other.handle = 0;
            GC.SuppressFinalize(other);
        }

        /// <summary>Releases what no scope and no Dispose has released.</summary>
        ~Tensor() => Dispose(false);

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Where the tensor stands among its scope's.</summary>
        internal int PlaceInScope { get; set; }

        /// <summary>The handle, or 0 once disposed.</summary>
        internal nint RawHandle => handle;

        /// <summary>The address of the native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Tensor), "The tensor was disposed.");

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => handle == 0;

        /// <summary>A tensor out of a handle, or null out of none.</summary>
        internal static Tensor? OrNull(nint handle) => handle == 0 ? null : new Tensor(handle);

        /// <summary>Releases the native tensor. Its memory is freed when nothing else, such as a graph or a view, needs it.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Releases the native tensor.</summary>
        /// <param name="disposing">False in the finaliser, where the scope may be gone already.</param>
        protected virtual void Dispose(bool disposing)
        {
            var released = Interlocked.Exchange(ref handle, 0);
            if (released == 0)
                return;
            if (disposing)
                DisposeScopeManager.Unregister(this);
            NativeMethods.hodsl_tensor_release(released);
        }

        /// <summary>The same native tensor, held once more: it lives until both are disposed.</summary>
        public Tensor alias()
        {
            var shared = new Tensor(NativeMethods.hodsl_tensor_share(Handle));
            GC.KeepAlive(this);
            return shared;
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

        /// <summary>Hands the tensor to the scope of another tensor.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>Hands the tensor to another scope, or out of any for null.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } scope)
                scope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }
    }
}
