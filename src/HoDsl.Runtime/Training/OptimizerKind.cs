using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training;

/// <summary>How gradients become steps.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OptimizerKind>))]
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent with momentum.</summary>
    [JsonStringEnumMemberName("sgd")]
    Sgd,

    /// <summary>The same with Nesterov's momentum.</summary>
    [JsonStringEnumMemberName("nesterov")]
    Nesterov,

    /// <summary>Adam with weight decay apart from the gradient. Source: arXiv 1711.05101.</summary>
    [JsonStringEnumMemberName("adamw")]
    AdamW,
}
