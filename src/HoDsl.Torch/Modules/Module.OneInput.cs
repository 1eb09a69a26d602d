using HoDsl.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What computes an output from an input.</summary>
        public interface IModule<T, TResult>
        {
            /// <summary>Computes, hooks included.</summary>
            TResult call(T input1);
        }

        /// <summary>A module that computes an output from an input.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            /// <summary>An empty module.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes, without hooks: define this, and call <see cref="call"/>.</summary>
            public abstract TResult forward(T input);

            /// <summary>Computes, hooks included.</summary>
            public TResult call(T input)
            {
                if (!HasHooks)
                    return forward(input);
                RecordingState.Refuse("calls hooks of a module");
                foreach (var hook in Before)
                    input = hook(this, input) ?? input;
                var result = forward(input);
                foreach (var hook in After)
                    result = hook(this, input, result) ?? result;
                return result;
            }
        }
    }
}
