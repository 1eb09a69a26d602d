namespace VerifyTests;

/// <summary>Teaches <c>Verify</c> to take the result of a source generator.</summary>
public static class VerifySourceGenerators
{
    /// <summary>Whether <see cref="Initialize"/> was called.</summary>
    public static bool Initialized { get; private set; }

    /// <summary>To be called once, in a module initializer of the test project.</summary>
    public static void Initialize()
    {
        if (Initialized)
        {
            throw new InvalidOperationException($"{nameof(VerifySourceGenerators)} is initialized already.");
        }

        Initialized = true;
    }
}
