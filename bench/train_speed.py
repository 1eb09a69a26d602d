#!/usr/bin/python3
"""Training speed here against PyTorch eager: the same network, precision and batch, in turns on the same machine.

Build first: dotnet build bench/TrainSpeed -c Release
Our side is the whole trainer (augmentation, learning-rate schedule, accuracy); PyTorch's is the bare step on one resident batch.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OURS = os.path.join(ROOT, "bench", "TrainSpeed", "bin", "Release", "net10.0", "TrainSpeed.dll")
WARM_UP = 5


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scheme", default="rk4", help="a scheme that tests/reference/horesnet.py knows")
    parser.add_argument("--layers", default="10")
    parser.add_argument("--width", default="32")
    parser.add_argument("--batch", default="128")
    parser.add_argument("--precision", choices=["fp32", "bf16"], default="bf16")
    parser.add_argument("--steps", default="25", help="steps a turn; the first %d are not counted" % WARM_UP)
    parser.add_argument("--turns", type=int, default=4)
    parser.add_argument("--pytorch", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.pytorch:
        return pytorch(options)

    case = [options.scheme, options.layers, options.width, options.batch, options.precision, options.steps]
    ours = ["dotnet", OURS] + case
    theirs = [sys.executable, __file__, "--pytorch", "--scheme", options.scheme, "--layers", options.layers, "--width", options.width,
              "--batch", options.batch, "--precision", options.precision, "--steps", options.steps]
    times = {"HoDsl": [], "PyTorch": []}
    for turn in range(options.turns):
        for name, command in (("PyTorch", theirs), ("HoDsl", ours)):
            seconds = [float(line) for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()]
            times[name].append(statistics.median(seconds[WARM_UP:]))
            print(f"turn {turn + 1}  {name:8} {1000 * times[name][-1]:7.1f} ms a step", flush=True)
    best = {name: statistics.median(turns) for name, turns in times.items()}
    for name, seconds in best.items():
        print(f"{name:8} {1000 * seconds:7.1f} ms a step, {int(options.batch) / seconds:6.0f} images/s")
    print(f"HoDsl is {best['PyTorch'] / best['HoDsl']:.2f} times as fast as PyTorch")


def use_all_processors(torch):
    """As our side does; left alone, libtorch counts only one on some virtual machines."""
    if not os.environ.get("OMP_NUM_THREADS"):
        torch.set_num_threads(len(os.sched_getaffinity(0)))


def pytorch(options):
    sys.path.insert(0, os.path.join(ROOT, "tests", "reference"))
    import torch
    from torch.nn import functional as F
    from horesnet import HoResNet

    use_all_processors(torch)
    torch.manual_seed(1)
    network = HoResNet(options.scheme, int(options.layers), int(options.width)).to(memory_format=torch.channels_last)
    images = torch.randn(int(options.batch), 3, 32, 32).to(memory_format=torch.channels_last)
    labels = torch.randint(0, 10, (int(options.batch),))
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    network.train()
    for _ in range(int(options.steps)):
        start = time.perf_counter()
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.precision == "bf16"):
            logits = network(images)
        loss = F.cross_entropy(logits.float(), labels)
        loss.backward()
        optimizer.step()
        loss.item()
        print(f"{time.perf_counter() - start:.5f}")


if __name__ == "__main__":
    main()
