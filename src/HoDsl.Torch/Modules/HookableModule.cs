namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that calls functions of others before and after it computes.</summary>
        /// <typeparam name="TPreHook">A function of the module and its inputs, which may give others in their place.</typeparam>
        /// <typeparam name="TPostHook">A function of the module, its inputs and its output, which may give another in its place.</typeparam>
        public class HookableModule<TPreHook, TPostHook> : Module
            where TPreHook : Delegate
            where TPostHook : Delegate
        {
            private readonly OrderedDictionary<string, TPreHook> before = [];
            private readonly OrderedDictionary<string, TPostHook> after = [];

            /// <summary>An empty module.</summary>
            protected HookableModule(string name)
                : base(name)
            {
            }

            // As they are now: one may take itself away.
            internal TPreHook[] Before => [.. before.Values];

            internal TPostHook[] After => [.. after.Values];

            internal bool HasHooks => before.Count + after.Count > 0;

            /// <summary>Has a function called before the module computes, until it is removed.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                var key = Guid.NewGuid().ToString();
                before.Add(key, hook);
                return new HookRemover(this, key);
            }

            /// <summary>Has a function called after the module has computed, until it is removed.</summary>
            public HookRemover register_forward_hook(TPostHook hook)
            {
                var key = Guid.NewGuid().ToString();
                after.Add(key, hook);
                return new HookRemover(this, key);
            }

            /// <summary>Takes a hook away again.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> module;
                private readonly string key;

                /// <summary>What takes the hook of a key away.</summary>
                public HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
                {
                    this.module = module;
                    this.key = key;
                }

                /// <summary>Takes the hook away.</summary>
                public void remove()
                {
                    module.before.Remove(key);
                    module.after.Remove(key);
                }
            }
        }

        /// <summary>What computes an output from an input.</summary>
        public interface IModule<T, TResult>
        {
            /// <summary>Computes, hooks included.</summary>
            TResult call(T input1);
        }

        /// <summary>What computes an output from two inputs.</summary>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>Computes, hooks included.</summary>
            TResult call(T1 input1, T2 input2);
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
                foreach (var hook in Before)
                    input = hook(this, input) ?? input;
                var result = forward(input);
                foreach (var hook in After)
                    result = hook(this, input, result) ?? result;
                return result;
            }
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
