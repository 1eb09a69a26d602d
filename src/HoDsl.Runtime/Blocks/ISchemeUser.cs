namespace HoDsl.Runtime.Blocks;

/// <summary>Code that wants a scheme as a type argument but has only its <see cref="SchemeHandle"/>.</summary>
public interface ISchemeUser<out TResult>
{
    /// <summary>Called with the scheme that the handle stands for.</summary>
    TResult Use<TScheme>() where TScheme : struct, IBodyScheme;
}
