using HoDsl.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What computes an output from two inputs.</summary>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>Computes, hooks included.</summary>
            TResult call(T1 input1, T2 input2);
        }

        /// <summary>A module that computes an output from two inputs.</summary>
        public abstract class Module<T1, T2, TResult> : HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>, IModule<T1, T2, TResult>
        {
            /// <summary>An empty module.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes, without hooks: define this, and call <see cref="call"/>.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Computes, hooks included.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                if (!HasHooks)
                    return forward(input1, input2);
                RecordingState.Refuse("calls hooks of a module");
                foreach (var hook in Before)
                    (input1, input2) = hook(this, input1, input2) ?? (input1, input2);
                var result = forward(input1, input2);
                foreach (var hook in After)
                    result = hook(this, input1, input2, result) ?? result;
                return result;
            }
        }
    }
}
