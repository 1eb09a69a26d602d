namespace HoDsl.Runtime.Ode;

/// <summary>How gradients go back through a solution. All three are gradients of f's parameters, of the initial state and of the times.</summary>
public enum OdeGradient
{
    /// <summary>Through the steps that were accepted, exactly. Holds the activations of all their stages.</summary>
    ThroughSteps,

    /// <summary>The same gradients, from steps computed once more. Holds the state before each step, and the activations of one step.</summary>
    Recomputed,

    /// <summary>By the adjoint equation, solved backward in time with the same method and steps. Holds the states at the times asked for, and the activations of one evaluation.</summary>
    /// <remarks>As exact as the solution: its error is of the order of the tolerances, or of the method. Source: Chen et al. 2018, arXiv 1806.07366.</remarks>
    Adjoint,
}
