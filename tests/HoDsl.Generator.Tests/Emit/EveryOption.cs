namespace HoDsl.Generator.Tests.Emit;

/// <summary>Files with the options that the built-in schemes do without.</summary>
internal static class EveryOption
{
    /// <summary>Files that together make the generator write all that it can write about names.</summary>
    public static readonly string[] Files =
    [
        """
        scheme Own "Both rows, a learnt step"
        output both
        step learnable init 1 range [1/8, 4] per channel
        let number = 1/2
         0 |
         1 | 2*number
        ---+----------
           | 1/2  1/2
           | 1    .
        """,
        """
        scheme Own "Histories and learnt coefficients"
        states map, map[-1], k1[-1]
        step learnable init 1 scales output
        param number learnable init uniform(-0.1, 0) per channel
        param other learnable per block

            | map       map[-1]  k1[-1] | k1  k2
            | 1         .        .      |
            | 1-other   other    .      | 1/2
        ----+---------------------------+--------
        map | 1-number  number   -1/2   | 1   1/2
        """,
        """
        scheme Own "Several states"
        states map = split, another, third = 0
        weights shared
        after relu

                | map  another  third | k1  k2
                | .    1        .     |
                | 1    .        1     | 1
        --------+---------------------+--------
        map     | 1    .        .     | 1   .
        another | .    1        .     | .   1
        third   | .    .        1     | .   1
        """,
        """
        scheme Own "A join"
        states map

            | map | k1   k2
            | 1   |
            | 1   | 1
        ----+-----+---------
        map | .   | 1/2  1/2
        """,
    ];

    /// <summary>The scheme that the network names.</summary>
    public static TableauText Step { get; } = new("step.tableau", "scheme Step1\norder 1\n 0 |\n---+---\n   | 1");

    /// <summary>A network with every layer, and all that a body can be told.</summary>
    public const string Network = """
        network Own<Open = Step1> "A network" (number = 4, other = 2)
        input 3 x 32 x 32
        classes 10
        conv 3x3, number as stem
        batch-norm
        relu
        layer-norm
        max-pool 3x3 stride 2 padding 1
        body number blocks of Open(vgg) shared noise normal 0.1 stochastic-depth linear 1 .. 0.5 weigh evaluation per image
        body 2 * number / other layers of Step1(dense layers 1 growth number bottleneck off) at 2 * number enter shortcut conv
        body ode of Open(vgg) steps number gradient recomputed
        body ode of Step1(timed-conv) step 0.25 time 2 gradient adjoint as solution
        average-pool 2x2
        patches 2, number
        gelu
        positions
        dropout 0.1
        flatten
        linear classes as head
        """;

    /// <summary>These, and further ones whose code differs in more than names.</summary>
    public static TableauText[] Texts =>
    [
        .. Files.Select((file, i) => new TableauText($"own{i}.tableau", file.Replace("Own", $"Own{i}", StringComparison.Ordinal))),
        new("half.tableau", """
            scheme Half "A constant step, the result rectified"
            step 1/2
            after relu
             0 |
             1 | 1
            ---+----------
               | 1/2  1/2
            """),
        new("longer.tableau", """
            scheme Longer "A history of two blocks, a coefficient that matters at once, stages that read no state"
            states y, y[-1], y[-2]
            param p learnable init 1/3 per channel
            step learnable range [1/8, 4]

              | y  y[-1]  y[-2] | k1  k2
              | .  .      .     |
              | .  .      .     | 1
            --+-----------------+--------
            y | p  1/2    1/2   | .   1
            """),
        new("several.tableau", """
            scheme Several "Two states, a learnt step"
            states a = split, b
            step learnable per channel

              | a  b | k1  k2
              | 1  . |
              | .  1 | 1
            --+------+--------
            a | 1  . | 1   .
            b | .  1 | .   1
            """),
    ];
}
