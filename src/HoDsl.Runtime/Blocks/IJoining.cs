namespace HoDsl.Runtime.Blocks;

/// <summary>A block with joins: rows that average several stages.</summary>
public interface IJoining
{
    /// <summary>Which terms of the joins live while the block is trained.</summary>
    Paths Paths { get; }
}
