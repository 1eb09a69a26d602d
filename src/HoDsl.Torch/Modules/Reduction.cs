namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What becomes of the losses of a batch.</summary>
        public enum Reduction
        {
            /// <summary>They stay as they are.</summary>
            None = 0,

            /// <summary>Their mean is taken.</summary>
            Mean = 1,

            /// <summary>They are added up.</summary>
            Sum = 2,
        }
    }
}
