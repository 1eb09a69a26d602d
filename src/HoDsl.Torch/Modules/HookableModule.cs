using HoDsl.Torch;

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
                RecordingState.Changed();
                return new HookRemover(this, key);
            }

            /// <summary>Has a function called after the module has computed, until it is removed.</summary>
            public HookRemover register_forward_hook(TPostHook hook)
            {
                var key = Guid.NewGuid().ToString();
                after.Add(key, hook);
                RecordingState.Changed();
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
    }
}
