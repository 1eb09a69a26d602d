namespace HoDsl.Runtime.Blocks;

/// <summary>A scheme as a value: how a name on a command line becomes a type argument, without reflection.</summary>
public abstract class SchemeHandle
{
    private SchemeHandle()
    {
    }

    /// <inheritdoc cref="ISchemeFacts.Name"/>
    public abstract string Name { get; }

    /// <inheritdoc cref="ISchemeFacts.Title"/>
    public abstract string Title { get; }

    /// <inheritdoc cref="ISchemeFacts.Stages"/>
    public abstract int Stages { get; }

    /// <inheritdoc cref="ISchemeFacts.StagesUsed"/>
    public abstract int StagesUsed { get; }

    /// <inheritdoc cref="ISchemeFacts.Order"/>
    public abstract int? Order { get; }

    /// <inheritdoc cref="ISchemeFacts.EmbeddedOrder"/>
    public abstract int? EmbeddedOrder { get; }

    /// <inheritdoc cref="ISchemeFacts.Method"/>
    public abstract RungeKuttaMethod? Method { get; }

    /// <summary>The handle of a scheme.</summary>
    public static SchemeHandle Of<TScheme>() where TScheme : struct, IBodyScheme => new Typed<TScheme>();

    /// <summary>Gives the scheme to code that takes it as a type argument.</summary>
    public abstract TResult Open<TResult>(ISchemeUser<TResult> user);

    /// <summary>Whether a name means this scheme: case, `-` and `_` do not count.</summary>
    public bool IsNamed(string name) => Spelling.IsSame(name, Name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed class Typed<TScheme> : SchemeHandle where TScheme : struct, IBodyScheme
    {
        public override string Name => TScheme.Name;

        public override string Title => TScheme.Title;

        public override int Stages => TScheme.Stages;

        public override int StagesUsed => TScheme.StagesUsed;

        public override int? Order => TScheme.Order;

        public override int? EmbeddedOrder => TScheme.EmbeddedOrder;

        public override RungeKuttaMethod? Method => TScheme.Method;

        public override TResult Open<TResult>(ISchemeUser<TResult> user) => user.Use<TScheme>();
    }
}
