using System.Runtime.CompilerServices;
using HoDsl.Tests;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.Lifetime;

/// <summary>Native memory, counted: not a byte more after thousands of steps than after the first.</summary>
public class MemoryTests
{
    [Fact]
    public void Ten_thousand_training_steps_hold_native_memory_exactly_flat()
    {
        using var outer = NewDisposeScope();
        using var net = Sequential(
            Conv2d(1, 4, 3, bias: false), BatchNorm2d(4), ReLU(), Conv2d(4, 4, 3), ReLU(inplace: true), AdaptiveAvgPool2d(1), Flatten(), Dropout(0.1), Linear(4, 3));
        using var optimizer = optim.SGD(net.parameters(), 0.01, momentum: 0.9, weight_decay: 1e-4, nesterov: true);
        var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 10_000);
        var pixels = new float[8 * 8 * 8];
        void Step()
        {
            using var scope = NewDisposeScope();
            var images = tensor(pixels, [8, 1, 8, 8]);
            optimizer.zero_grad();
            using var autocast = TorchExtras.Current.Autocast(CPU, ScalarType.BFloat16);
            var logits = net.call(TorchExtras.Current.ToChannelsLast(images)).to(ScalarType.Float32);
            var loss = functional.cross_entropy(logits, randint(3, [8]));
            loss.backward();
            optimizer.step();
            schedule.step();
            Assert.True(float.IsFinite(loss.item<float>()));
            Assert.True(logits[0, ..2].argmax(0).item<long>() < 2);
        }

        Step();
        Step();
        var held = HeldMemory.Settled();
        for (var i = 0; i < 10_000; i++)
            Step();
        Assert.Equal(held, HeldMemory.Now);
    }

    [Fact]
    public void A_disposed_module_and_optimizer_leave_nothing_behind()
    {
        var held = HeldMemory.Settled();
        using (var scope = NewDisposeScope())
        {
            using var net = Sequential(Conv2d(1, 4, 3), BatchNorm2d(4), Flatten(), Linear(4 * 36, 3));
            using var optimizer = optim.SGD(net.parameters(), 0.1, momentum: 0.9);
            net.call(randn(2, 1, 8, 8)).sum().backward();
            optimizer.step();
        }

        Assert.Equal(held, HeldMemory.Now);
    }

    [Fact]
    public void Errors_leave_nothing_behind()
    {
        var held = HeldMemory.Settled();
        for (var i = 0; i < 100; i++)
        {
            using var scope = NewDisposeScope();
            Assert.ThrowsAny<Exception>(() => ones(2, 3).matmul(ones(4, 5)));
            Assert.ThrowsAny<Exception>(() => cat([ones(2, 3), ones(4, 5)]));
        }

        Assert.Equal(held, HeldMemory.Now);
    }

    [Fact]
    public void What_nobody_disposes_is_released_by_finalisers_while_others_compute()
    {
        var held = HeldMemory.Settled();
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(Forget)).ToList();
        threads.ForEach(thread => thread.Start());
        for (var i = 0; i < 20; i++)
            HeldMemory.Settled();
        threads.ForEach(thread => thread.Join());
        Assert.Equal(held, HeldMemory.Settled());
    }

    [Fact]
    public void A_scope_that_is_lost_is_released_by_finalisers()
    {
        var held = HeldMemory.Settled();
        var thread = new Thread(() =>
        {
            NewDisposeScope();
            _ = ones(10) + 1;
        });
        thread.Start();
        thread.Join();
        Assert.Equal(held, HeldMemory.Settled());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget()
    {
        for (var i = 0; i < 500; i++)
        {
            var x = full(64, i, ScalarType.Float32).requires_grad_();
            (x * 2 + x.exp()).sum().backward();
            Assert.Equal(64, x.grad!.numel());
        }
    }
}
