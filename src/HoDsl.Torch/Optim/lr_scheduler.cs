namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules: learning rates as functions of the epoch. Each sets the optimizer's groups at once and at every step.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Multiplies the learning rate by gamma every step_size epochs.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            /// <summary>Multiplies the learning rate by gamma at each of the epochs named.</summary>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            /// <summary>Lowers the learning rate along half a period of the cosine, to eta_min after T_max epochs.</summary>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0.0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            /// <summary>Multiplies the first learning rate by a function of the epoch.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>A schedule of learning rates.</summary>
            public abstract class LRScheduler
            {
                private readonly Optimizer optimizer;
                private readonly bool verbose;
                private readonly double[] first;
                private double[] last;

                /// <summary>A schedule for an optimizer that goes on after an epoch.</summary>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    this.optimizer = optimizer;
                    this.verbose = verbose;
                    Epoch = last_epoch;
                    first = [.. optimizer.ParamGroups.Select(group => group.InitialLearningRate)];
                    last = [.. optimizer.ParamGroups.Select(group => group.LearningRate)];
                }

                private protected int Epoch { get; private set; }

                private protected IEnumerable<double> First => first;

                private protected IEnumerable<double> Current => optimizer.ParamGroups.Select(group => group.LearningRate);

                /// <summary>The learning rates of the groups as the schedule set them last.</summary>
                public IEnumerable<double> get_last_lr() => last;

                /// <summary>Goes on to the next epoch.</summary>
                public virtual void step()
                {
                    Epoch++;
                    double[] rates = [.. get_lr()];
                    if (verbose && !rates.SequenceEqual(last))
                        Console.WriteLine($"Adjusting learning rate to {string.Join(", ", rates)}");
                    foreach (var (group, rate) in optimizer.ParamGroups.Zip(rates))
                        group.LearningRate = rate;
                    last = rates;
                }

                /// <summary>The learning rates of the epoch, out of those of the epoch before.</summary>
                protected virtual IEnumerable<double> get_lr() => Current;
            }

            /// <summary>The schedules.</summary>
            public static partial class impl
            {
                /// <summary>Multiplies the learning rate by gamma every step_size epochs.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int size;
                    private readonly double gamma;

                    /// <summary>The schedule, at its first epoch.</summary>
                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        size = step_size;
                        this.gamma = gamma;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr() =>
                        Epoch == 0 || Epoch % size != 0 ? Current : Current.Select(rate => rate * gamma);
                }

                /// <summary>Multiplies the learning rate by gamma at each of the epochs named.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly IList<int> milestones;
                    private readonly double gamma;

                    /// <summary>The schedule, at its first epoch.</summary>
                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        this.milestones = milestones;
                        this.gamma = gamma;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr() =>
                        Current.Select(rate => rate * Math.Pow(gamma, milestones.Count(milestone => milestone == Epoch)));
                }

                /// <summary>Lowers the learning rate along half a period of the cosine, to eta_min after T_max epochs.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double period;
                    private readonly double least;

                    /// <summary>The schedule, at its first epoch.</summary>
                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0.0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        period = T_max;
                        least = eta_min;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0)
                            return Current;
                        if ((Epoch - 1 - period) % (2 * period) == 0)
                            return First.Zip(Current, (first, rate) => rate + ((first - least) * (1 - Math.Cos(Math.PI / period)) / 2));
                        var factor = (1 + Math.Cos(Math.PI * Epoch / period)) / (1 + Math.Cos(Math.PI * (Epoch - 1) / period));
                        return Current.Select(rate => (factor * (rate - least)) + least);
                    }
                }

                /// <summary>Multiplies the first learning rate by a function of the epoch.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double> factor;

                    /// <summary>The schedule, at its first epoch.</summary>
                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        factor = lr_lambda;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr() => First.Select(rate => rate * factor(Epoch));
                }
            }
        }
    }
}
