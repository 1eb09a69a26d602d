using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>Where a training stands, beside its tensors.</summary>
/// <param name="Epoch">The epoch under way, from 1; one more than there are where the training is finished.</param>
/// <param name="StepsOfEpoch">How many steps of that epoch are done.</param>
/// <param name="Score">Loss and accuracy over the epoch so far.</param>
/// <param name="Seconds">How long the epoch has taken so far.</param>
/// <param name="Losses">The losses of the last steps.</param>
/// <param name="LossScale">The factor on the loss in half precision.</param>
/// <param name="GoodSteps">How many steps in a row had no overflow in half precision.</param>
/// <param name="History">The metrics of the epochs done.</param>
internal sealed record TrainingPosition(
    int Epoch,
    int StepsOfEpoch,
    Score Score,
    double Seconds,
    IReadOnlyList<double> Losses,
    double LossScale,
    int GoodSteps,
    IReadOnlyList<EpochMetrics> History);
