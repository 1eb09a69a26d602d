"""The learning rates of PyTorch's schedules, step by step, for a first rate of 1.

schedules.py EPOCHS STEPS_PER_EPOCH OUT.json
"""

import json
import sys

import torch
from torch.optim import lr_scheduler


def rates(make, steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedulers = make(optimizer)
    seen = []
    for _ in range(steps):
        seen.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        for scheduler in schedulers:
            scheduler.step()
    return seen


def main(epochs, per_epoch, target):
    epochs, per_epoch = int(epochs), int(per_epoch)
    steps = epochs * per_epoch

    def cosine(optimizer):
        return lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps)

    def milestones(optimizer):
        return lr_scheduler.MultiStepLR(optimizer, [2 * per_epoch, 4 * per_epoch], gamma=0.1)

    def warm_up(optimizer):
        return lr_scheduler.LinearLR(optimizer, start_factor=0.01, total_iters=3 * per_epoch // 2)

    def one_cycle(optimizer):
        # PyTorch counts its phases from step to step, so that the last of n steps has the least rate; here the end of the training has it.
        return lr_scheduler.OneCycleLR(
            optimizer, max_lr=1.0, total_steps=steps + 1, pct_start=(0.3 * steps + 1) / (steps + 1), cycle_momentum=False)

    result = {
        "cosine": rates(lambda optimizer: [cosine(optimizer)], steps),
        "step:2,4": rates(lambda optimizer: [milestones(optimizer)], steps),
        "one-cycle": rates(lambda optimizer: [one_cycle(optimizer)], steps),
        "warm-up:1.5+constant": rates(lambda optimizer: [warm_up(optimizer)], steps),
        "warm-up:1.5+cosine": rates(lambda optimizer: [lr_scheduler.ChainedScheduler([warm_up(optimizer), cosine(optimizer)])], steps),
    }
    with open(target, "w") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
