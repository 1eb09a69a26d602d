"""The networks of networks/ in plain PyTorch, from their papers, and those of the tests: what the compiled ones are compared with.

usage: networks.py TABLEAUX CASES     for each CASES/N.given writes CASES/N.result

A case's .given holds `images`, `probe`, `weights.NAME` and `case`, the bytes of JSON: name, scheme, parameters, isRandom. Its .result holds the logits,
the gradients of their sum weighted by the probe, the state after one pass, and the costs for one image.
Where training draws what it computes, the pass is one in evaluation.
"""

import functools
import json
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F

import counting
import ode
import safetensors_files
import steps
import subnets
from steps import Body


def conv(enters, channels, window=3, stride=1):
    return nn.Conv2d(enters, channels, window, stride, window // 2, bias=False)


def mean(x):
    return x.mean((2, 3))


class HoResNet(nn.Module):
    """All blocks at one width and resolution."""

    def __init__(self, step, classes, layers, width):
        super().__init__()
        self.stem = conv(3, width)
        self.body = Body(step, subnets.Preact, width, width, (layers - 2) // (2 * step.stages))
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        return self.head(mean(self.body(self.stem(x))))


class ResNet(nn.Module):
    """6n + 2 layers; batch norm and ReLU behind the convolutions."""

    def __init__(self, step, classes, layers, width):
        super().__init__()
        n = (layers - 2) // 6
        self.conv1, self.batchNorm1 = conv(3, width), nn.BatchNorm2d(width)
        self.body1 = Body(step, subnets.Basic, width, width, n)
        self.body2 = Body(step, subnets.Basic, width, 2 * width, n, 2, "pad")
        self.body3 = Body(step, subnets.Basic, 2 * width, 4 * width, n, 2, "pad")
        self.linear1 = nn.Linear(4 * width, classes)

    def forward(self, x):
        x = F.relu(self.batchNorm1(self.conv1(x)))
        return self.linear1(mean(self.body3(self.body2(self.body1(x)))))


class PreactivatedResNet(nn.Module):
    """Three resolutions, and batch norm and ReLU behind them all."""

    def __init__(self, bodies, stem, channels, classes):
        super().__init__()
        self.conv1 = conv(3, stem)
        self.body1, self.body2, self.body3 = bodies
        self.batchNorm1 = nn.BatchNorm2d(channels)
        self.linear1 = nn.Linear(channels, classes)

    def forward(self, x):
        x = self.body3(self.body2(self.body1(self.conv1(x))))
        return self.linear1(mean(F.relu(self.batchNorm1(x))))


def preact_resnet(step, classes, layers, width):
    n = (layers - 2) // 6
    bodies = [
        Body(step, subnets.Preact, width, width, n),
        Body(step, subnets.Preact, width, 2 * width, n, 2, "pad"),
        Body(step, subnets.Preact, 2 * width, 4 * width, n, 2, "pad"),
    ]
    return PreactivatedResNet(bodies, width, 4 * width, classes)


def lm_resnet(step, classes, units, width):
    bodies = [
        Body(step, subnets.Preact, width, width, units),
        Body(step, subnets.Preact, width, 2 * width, units, 2, "preact-conv"),
        Body(step, subnets.Preact, 2 * width, 4 * width, units, 2, "preact-conv"),
    ]
    return PreactivatedResNet(bodies, width, 4 * width, classes)


def preactivated_bottleneck(enters, channels, stride):
    return subnets.Bottleneck(enters, channels, stride, preact=1)


def lm_resnet_bottleneck(step, classes, units, width):
    bodies = [
        Body(step, preactivated_bottleneck, 16, width, units, 1, "preact-conv"),
        Body(step, preactivated_bottleneck, width, 2 * width, units, 2, "preact-conv"),
        Body(step, preactivated_bottleneck, 2 * width, 4 * width, units, 2, "preact-conv"),
    ]
    return PreactivatedResNet(bodies, 16, 4 * width, classes)


def lm_resnext29(step, classes, groups, width):
    def branch(enters, channels, stride):
        # 8x64d: 8 groups of 64 channels at 256, of 128 at 512, of 256 at 1024.
        return subnets.Bottleneck(enters, channels, stride, preact=1, groups=groups, width=groups * width * channels // 256)

    bodies = [
        Body(step, branch, 64, 256, 3, 1, "preact-conv"),
        Body(step, branch, 256, 512, 3, 2, "preact-conv"),
        Body(step, branch, 512, 1024, 3, 2, "preact-conv"),
    ]
    return PreactivatedResNet(bodies, 64, 1024, classes)


class ResNet50(nn.Module):
    def __init__(self, step, classes, width):
        super().__init__()
        self.conv1, self.batchNorm1 = conv(3, width, 7, 2), nn.BatchNorm2d(width)
        self.body1 = Body(step, subnets.Bottleneck, width, 4 * width, 3, 1, "conv-bn")
        self.body2 = Body(step, subnets.Bottleneck, 4 * width, 8 * width, 4, 2, "conv-bn")
        self.body3 = Body(step, subnets.Bottleneck, 8 * width, 16 * width, 6, 2, "conv-bn")
        self.body4 = Body(step, subnets.Bottleneck, 16 * width, 32 * width, 3, 2, "conv-bn")
        self.linear1 = nn.Linear(32 * width, classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.batchNorm1(self.conv1(x))), 3, 2, 1)
        return self.linear1(mean(self.body4(self.body3(self.body2(self.body1(x))))))


class LmResNet50(nn.Module):
    def __init__(self, step, classes, width):
        super().__init__()
        self.conv1 = conv(3, width, 7, 2)
        self.body1 = Body(step, preactivated_bottleneck, width, 4 * width, 3, 1, "preact-conv")
        self.body2 = Body(step, preactivated_bottleneck, 4 * width, 8 * width, 4, 2, "preact-conv")
        self.body3 = Body(step, preactivated_bottleneck, 8 * width, 16 * width, 6, 2, "preact-conv")
        self.body4 = Body(step, preactivated_bottleneck, 16 * width, 32 * width, 3, 2, "preact-conv")
        self.batchNorm1 = nn.BatchNorm2d(32 * width)
        self.linear1 = nn.Linear(32 * width, classes)

    def forward(self, x):
        x = self.body4(self.body3(self.body2(self.body1(F.max_pool2d(self.conv1(x), 3, 2, 1)))))
        return self.linear1(mean(F.relu(self.batchNorm1(x))))


class FractalNet(nn.Module):
    """Five blocks of three columns, with a pooling behind all but the last."""

    def __init__(self, classes, width):
        super().__init__()
        widths = [width, 2 * width, 4 * width, 8 * width]
        for i, (enters, channels) in enumerate(zip([3, *widths], widths), 1):
            self.add_module(f"conv{i}", conv(enters, channels))
            self.add_module(f"body{i}", Body(steps.Fractal3, subnets.Conv, channels, channels, 1))
        self.body5 = Body(steps.Fractal3, subnets.Conv, 8 * width, 8 * width, 1)
        self.linear1 = nn.Linear(8 * width, classes)

    def forward(self, x):
        for i in range(1, 5):
            x = F.max_pool2d(getattr(self, f"body{i}")(getattr(self, f"conv{i}")(x)), 2)
        return self.linear1(mean(self.body5(x)))


class SecondOrderNet(nn.Module):
    """Leapfrog or Hamiltonian steps of -K^T s(K y) at three resolutions."""

    def __init__(self, step, classes, units, width):
        super().__init__()
        self.conv1, self.batchNorm1 = conv(3, width), nn.BatchNorm2d(width)
        self.body1 = Body(step, subnets.Tied, width, width, units)
        self.conv2 = conv(width, 2 * width, 1)
        self.body2 = Body(step, subnets.Tied, 2 * width, 2 * width, units)
        self.conv3 = conv(2 * width, 4 * width, 1)
        self.body3 = Body(step, subnets.Tied, 4 * width, 4 * width, units)
        self.batchNorm2 = nn.BatchNorm2d(4 * width)
        self.linear1 = nn.Linear(4 * width, classes)

    def forward(self, x):
        x = self.body1(F.relu(self.batchNorm1(self.conv1(x))))
        x = self.body2(self.conv2(F.avg_pool2d(x, 2)))
        x = self.body3(self.conv3(F.avg_pool2d(x, 2)))
        return self.linear1(mean(F.relu(self.batchNorm2(x))))


class RevNet(nn.Module):
    def __init__(self, classes, units, width, last):
        super().__init__()
        self.conv1 = conv(3, width)
        self.body1 = Body(steps.Reversible, subnets.Preact, width, width, units)
        self.body2 = Body(steps.Euler, subnets.Coupled, width, 2 * width, 1, 2, "none")
        self.body3 = Body(steps.Reversible, subnets.Preact, 2 * width, 2 * width, units - 1)
        self.body4 = Body(steps.Euler, subnets.Coupled, 2 * width, last, 1, 2, "none")
        self.body5 = Body(steps.Reversible, subnets.Preact, last, last, units - 1)
        self.batchNorm1 = nn.BatchNorm2d(last)
        self.linear1 = nn.Linear(last, classes)

    def forward(self, x):
        x = self.body5(self.body4(self.body3(self.body2(self.body1(self.conv1(x))))))
        return self.linear1(mean(F.relu(self.batchNorm1(x))))


class DenseNet(nn.Module):
    """DenseNet-BC: bottlenecks in the blocks, and compression by a half between them."""

    def __init__(self, classes, layers, growth):
        super().__init__()
        def block(enters):
            dense = functools.partial(subnets.Dense, layers=layers, growth=growth)
            return Body(steps.Euler, dense, enters, enters + layers * growth, 1, 1, "none"), enters + layers * growth

        channels = 2 * growth
        self.conv1 = conv(3, channels)
        self.body1, channels = block(channels)
        self.batchNorm1, self.conv2 = nn.BatchNorm2d(channels), conv(channels, channels // 2, 1)
        self.body2, channels = block(channels // 2)
        self.batchNorm2, self.conv3 = nn.BatchNorm2d(channels), conv(channels, channels // 2, 1)
        self.body3, channels = block(channels // 2)
        self.batchNorm3, self.linear1 = nn.BatchNorm2d(channels), nn.Linear(channels, classes)

    def forward(self, x):
        x = self.body1(self.conv1(x))
        x = F.avg_pool2d(self.conv2(F.relu(self.batchNorm1(x))), 2)
        x = self.body2(x)
        x = F.avg_pool2d(self.conv3(F.relu(self.batchNorm2(x))), 2)
        x = self.body3(x)
        return self.linear1(mean(F.relu(self.batchNorm3(x))))


class VoVNet39(nn.Module):
    def __init__(self, classes, width):
        super().__init__()
        self.conv1, self.batchNorm1 = conv(3, 2 * width, stride=2), nn.BatchNorm2d(2 * width)
        self.conv2, self.batchNorm2 = conv(2 * width, 2 * width), nn.BatchNorm2d(2 * width)
        self.conv3, self.batchNorm3 = conv(2 * width, 4 * width, stride=2), nn.BatchNorm2d(4 * width)
        enters = 4 * width
        for i, (inner, channels, blocks) in enumerate([(4, 8, 1), (5, 16, 1), (6, 24, 2), (7, 32, 2)], 1):
            osa = functools.partial(subnets.Osa, layers=5, width=inner * width)
            self.add_module(f"body{i}", Body(steps.Euler, osa, enters, channels * width, blocks, 1, "none"))
            enters = channels * width
        self.linear1 = nn.Linear(enters, classes)

    def forward(self, x):
        x = F.relu(self.batchNorm1(self.conv1(x)))
        x = F.relu(self.batchNorm2(self.conv2(x)))
        x = self.body1(F.relu(self.batchNorm3(self.conv3(x))))
        for body in (self.body2, self.body3, self.body4):
            x = body(F.max_pool2d(x, 3, 2, 1))
        return self.linear1(mean(x))


class RkNet(nn.Module):
    def __init__(self, classes, stages, units, width):
        super().__init__()
        subnet = functools.partial(subnets.RkStage, stages=stages)
        self.conv1 = conv(3, width)
        self.body1 = Body(steps.Euler, subnet, width, width, units)
        self.batchNorm1, self.conv2 = nn.BatchNorm2d(width), conv(width, 2 * width, 1)
        self.body2 = Body(steps.Euler, subnet, 2 * width, 2 * width, units)
        self.batchNorm2, self.conv3 = nn.BatchNorm2d(2 * width), conv(2 * width, 4 * width, 1)
        self.body3 = Body(steps.Euler, subnet, 4 * width, 4 * width, units)
        self.batchNorm3, self.linear1 = nn.BatchNorm2d(4 * width), nn.Linear(4 * width, classes)

    def forward(self, x):
        x = self.body1(self.conv1(x))
        x = F.avg_pool2d(self.conv2(F.relu(self.batchNorm1(x))), 2)
        x = self.body2(x)
        x = F.avg_pool2d(self.conv3(F.relu(self.batchNorm2(x))), 2)
        return self.linear1(mean(F.relu(self.batchNorm3(self.body3(x)))))


class Positions(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.offsets = nn.Parameter(torch.zeros(shape))

    def forward(self, x):
        return x + self.offsets


class ChannelNorm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm = nn.LayerNorm(channels)

    def forward(self, x):
        return self.norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class Vit(nn.Module):
    """Tokens are the pixels of a map; no class token, the mean of all goes on."""

    def __init__(self, step, classes, width, heads, blocks, side=4):
        super().__init__()
        self.patches1 = nn.Conv2d(3, width, side, side)
        self.positions1 = Positions(width, 32 // side, 32 // side)
        self.body1 = Body(step, functools.partial(subnets.Transformer, heads=heads), width, width, blocks)
        self.layerNorm1 = ChannelNorm(width)
        self.linear1 = nn.Linear(width, classes)

    def forward(self, x):
        return self.linear1(mean(self.layerNorm1(self.body1(self.positions1(self.patches1(x))))))


class Solution(steps.Step):
    """The state at a time, of y' = f(y, t), by equal steps of the classical method of order 4."""

    held = 2  # y and the sum so far

    def __init__(self, channels, count, time=1):
        nn.Module.__init__(self)
        self.count, self.time = count, time
        self.f = subnets.Field(channels)

    def forward(self, y):
        h = self.time / self.count
        for t in (h * step for step in range(self.count)):
            k1 = self.f(y, t)
            k2 = self.f(y + h / 2 * k1, t + h / 2)
            k3 = self.f(y + h / 2 * k2, t + h / 2)
            k4 = self.f(y + h * k3, t + h)
            y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        return y


class NeuralOde(nn.Module):
    """Three convolutions, and a differential equation in place of blocks."""

    def __init__(self, classes, width, steps):
        super().__init__()
        self.conv1, self.batchNorm1 = conv(3, width), nn.BatchNorm2d(width)
        self.conv2, self.batchNorm2 = nn.Conv2d(width, width, 4, 2, 1, bias=False), nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, width, 4, 2, 1, bias=False)
        self.body1 = Solution(width, steps)
        self.batchNorm3 = nn.BatchNorm2d(width)
        self.linear1 = nn.Linear(width, classes)

    def forward(self, x):
        x = F.relu(self.batchNorm1(self.conv1(x)))
        x = F.relu(self.batchNorm2(self.conv2(x)))
        x = self.body1(self.conv3(x))
        return self.linear1(mean(F.relu(self.batchNorm3(x))))


BOGACKI_SHAMPINE = {
    "order": "3", "embedded": "order 2", "lets": {},
    "stage rows": [("0", [[]]), ("1/2", [["1/2"]]), ("3/4", [["0", "3/4"]]), ("1", [["2/9", "1/3", "4/9"]])],
    "weight rows": [("", [["2/9", "1/3", "4/9", "0"]]), ("", [["7/24", "1/4", "1/3", "1/8"]])],
}


class ControlledSolution(steps.ControlledSteps):
    """The state at a time, by the steps of Bogacki and Shampine that a controller chooses."""

    def __init__(self, channels, relative, absolute, time):
        super().__init__()
        self.method = ode.Method(BOGACKI_SHAMPINE)
        self.control = {"relative": relative, "absolute": absolute, "first": 0, "safety": 0.9, "smallest": 0.2, "largest": 10.0}
        self.time = time
        self.f = subnets.Field(channels)

    def forward(self, y):
        for t, h in self.chosen(y):
            y = ode.advance(y, ode.step(self.f, self.method, y, t, h, [self.method.b]), h, self.method.b)
        return y

    def chosen(self, y):
        if self.takes_one:
            return [(0.0, self.time)]
        with torch.no_grad():
            _, ways, _ = ode.adaptive(self.f, self.method, y, [0.0, self.time], self.control)
        return ways[0]


class Equations(nn.Module):
    def __init__(self, classes, width):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 2 * width, 4, 4, bias=False)
        # No step is longer than 0.3.
        self.body1 = Solution(2 * width, 3, time=0.75)
        self.body2 = ControlledSolution(2 * width, 0.01, 0.001, time=1.5)
        self.linear1 = nn.Linear(2 * width, classes)

    def forward(self, x):
        return self.linear1(mean(self.body2(self.body1(self.conv1(x)))))


class OtherLayers(nn.Module):
    """What no network of a paper here has."""

    def __init__(self, classes, width):
        super().__init__()
        self.stem = nn.Conv2d(3, 2 * width, 5, 2)
        self.conv1 = nn.Conv2d(2 * width, 3 * width, 3, 1, 1, groups=width, bias=False)
        self.batchNorm1 = nn.BatchNorm2d(3 * width)
        grouped = functools.partial(subnets.Preact, groups=2)
        self.body1 = Body(steps.Midpoint, grouped, 3 * width, 4 * width, 3, 2, "average-pool", shared=True)
        self.body2 = Body(steps.LmResNet, subnets.Preact, 4 * width, 6 * width, 3, 2, "conv")
        self.hidden = nn.Linear(6 * width * 2 * 2, 5 * width, bias=False)
        self.linear1 = nn.Linear(5 * width, classes)

    def forward(self, x):
        x = F.relu(self.batchNorm1(self.conv1(F.gelu(self.stem(x)))))
        x = self.body2(self.body1(F.avg_pool2d(x, 3, 2, 1)))
        x = F.avg_pool2d(x, 2, padding=1).flatten(1)
        return self.linear1(F.gelu(self.hidden(x)))


class WeighedEuler(steps.Euler):
    """In evaluation the increment counts by the probability that training keeps it."""

    def forward(self, y, memory):
        return y + self.survival * self.f1(y), None


class Drawn(nn.Module):
    """In evaluation noise adds nothing, and dropout leaves nothing out."""

    def __init__(self, classes, width):
        super().__init__()
        mlp = functools.partial(subnets.Mlp, expansion=2)
        self.conv1 = nn.Conv2d(3, 2 * width, 4, 4, bias=False)
        self.body1 = Body(steps.Euler, mlp, 2 * width, 2 * width, 1)
        self.body2 = Body(steps.Euler, mlp, 2 * width, 2 * width, 1)
        self.body3 = Body(WeighedEuler, subnets.Preact, 2 * width, 2 * width, 2)
        # From 1 at the input to a half behind the last of four blocks.
        for number, block in enumerate(self.body3.children(), 3):
            block.survival = 1 - number / 4 * 0.5
        self.dropout1 = nn.Dropout(0.2)
        self.linear1 = nn.Linear(2 * width, classes)

    def forward(self, x):
        return self.linear1(mean(self.dropout1(self.body3(self.body2(self.body1(self.conv1(x)))))))


OPEN = {
    "HoResNet": (HoResNet, "RK4"), "ResNet": (ResNet, "ReluEuler"), "PreactResNet": (preact_resnet, "Euler"), "ResNet50": (ResNet50, "ReluEuler"),
    "LmResNet": (lm_resnet, "LmResNet"), "LmResNetStochastic": (lm_resnet, "LmResNet"),
    "LmResNetBottleneck": (lm_resnet_bottleneck, "LmResNet"), "LmResNeXt29": (lm_resnext29, "LmResNet"),
    "LmResNet50": (LmResNet50, "LmResNet"), "PolyNet": (lm_resnet, "MPoly2"), "Vit": (Vit, "RK4"),
}
OWN = {
    "RevNet": RevNet, "FractalNet": FractalNet, "LeapfrogNet": functools.partial(SecondOrderNet, steps.Leapfrog),
    "HamiltonianNet": functools.partial(SecondOrderNet, steps.Hamiltonian), "DenseNet": DenseNet, "VoVNet39": VoVNet39, "RkNet": RkNet,
    "NeuralOde": NeuralOde, "OtherLayers": OtherLayers, "Equations": Equations, "Drawn": Drawn,
}


def made(case, tableaux, classes):
    """The network of a case."""
    if case["name"] in OWN:
        return OWN[case["name"]](classes, **case["parameters"])
    network, default = OPEN[case["name"]]
    return network(steps.named(case["scheme"] or default, tableaux), classes, **case["parameters"])


def run(case, tableaux, given):
    """Logits, gradients and state, in the precision of the images; a state of other names or shapes is an error."""
    images, probe = given["images"].requires_grad_(), given["probe"]
    network = made(case, tableaux, probe.shape[1]).to(images.dtype)
    network.load_state_dict({name[len("weights."):]: tensor for name, tensor in given.items() if name.startswith("weights.")})
    network.train(not case["isRandom"])
    logits = network(images)
    (logits * probe).sum().backward()
    result = {"logits": logits.detach(), "gradients.images": images.grad}
    result.update({f"gradients.{name}": parameter.grad for name, parameter in network.named_parameters()})
    result.update({f"state.{name}": tensor.clone() for name, tensor in network.state_dict().items()})
    result.update({f"cost.{name}": torch.tensor(cost) for name, cost in counting.costs(network, images[:1]).items()})
    return result


def main(tableaux, cases):
    for path in pathlib.Path(cases).glob("*.given"):
        given = safetensors_files.load(path)
        case = json.loads(bytes(given.pop("case").tolist()))
        safetensors_files.save(path.with_suffix(".result"), run(case, pathlib.Path(tableaux), given))


if __name__ == "__main__":
    main(*sys.argv[1:])
