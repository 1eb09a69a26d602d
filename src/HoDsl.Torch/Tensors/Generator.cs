using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        private Generator(nint handle) => this.handle = handle;

        /// <summary>Releases the source where Dispose did not.</summary>
        ~Generator() => Dispose(false);

        /// <summary>The source that is used where none is named, on the processor.</summary>
        public static Generator Default => Of(CPU);

        /// <summary>The source that is used where none is named, on a device.</summary>
        internal static Generator Of(Device device) => new(NativeMethods.Check(NativeMethods.hodsl_default_generator((int)device.type, device.index)));

        /// <summary>The address of the native generator.</summary>
        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator), "The generator was disposed.");

        /// <summary>Where the sequence stands: bytes that <see cref="set_state"/> takes.</summary>
        public Tensor get_state() => State(isShared: false);

        /// <summary>Where the sequence stands.</summary>
        /// <param name="isShared">Whether it may have the memory of a state that was asked for before, if no number was drawn since: then nobody is to write into it.</param>
        internal Tensor State(bool isShared)
        {
            var state = new Tensor(NativeMethods.Check(NativeMethods.hodsl_generator_state(Handle, isShared ? 1 : 0)));
            GC.KeepAlive(this);
            return state;
        }

        /// <summary>Goes on where another sequence stood.</summary>
        public void set_state(Tensor value)
        {
            NativeMethods.Check(NativeMethods.hodsl_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        /// <summary>Releases the source.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Releases the source.</summary>
        protected virtual void Dispose(bool disposing)
        {
            var released = Interlocked.Exchange(ref handle, 0);
            if (released != 0)
                NativeMethods.hodsl_generator_release(released);
        }
    }

    /// <summary>Starts the default source of random numbers of every device anew.</summary>
    public static Generator manual_seed(long seed)
    {
        NativeMethods.Check(NativeMethods.hodsl_manual_seed((ulong)seed));
        return Generator.Default;
    }

    /// <summary>Where the default sequence of random numbers stands.</summary>
    public static Tensor get_rng_state()
    {
        using var generator = Generator.Default;
        return generator.get_state();
    }

    /// <summary>Goes on where a sequence of random numbers stood.</summary>
    public static void set_rng_state(Tensor new_state)
    {
        using var generator = Generator.Default;
        generator.set_state(new_state);
    }
}
