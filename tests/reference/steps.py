"""Residual blocks as their papers have them, one class each, and bodies of them.

A step is made with `subnet`, which gives the map f of a stage, the channels of its maps, and whether it is the first of its body. It takes and gives
a map and what it remembers of the steps before (None before the first). `held` is the number of maps that must wait while f computes.
"""

import torch
from torch import nn
from torch.nn import functional as F

import scheme_step


class Step(nn.Module):
    stages = 1
    held = 1

    def __init__(self, subnet, channels, first):
        super().__init__()
        for stage in range(self.stages):
            self.add_module(f"f{stage + 1}", subnet())


class Euler(Step):
    def forward(self, y, memory):
        return y + self.f1(y), None


class ReluEuler(Step):
    """He et al. 2015: the sum goes through ReLU."""

    def forward(self, y, memory):
        return F.relu(y + self.f1(y), inplace=True), None


class Midpoint(Step):
    stages = 2

    def forward(self, y, memory):
        return y + self.f2(y + self.f1(y) / 2), None


class RK4(Step):
    stages = 4
    held = 2  # y and the sum so far

    def forward(self, y, memory):
        k1 = self.f1(y)
        k2 = self.f2(y + k1 / 2)
        k3 = self.f3(y + k2 / 2)
        k4 = self.f4(y + k3)
        return y + (k1 + 2 * k2 + 2 * k3 + k4) / 6, None


class RK4WithoutBlending(Step):
    stages = 4

    def forward(self, y, memory):
        return y + self.f4(y + self.f3(y + self.f2(y + self.f1(y) / 2) / 2)), None


class LmResNet(Step):
    """(1 - k) y + k y[-1] + f(y); the first block of a body has no y[-1]."""

    held = 2  # the sum so far, and y for the next block

    def __init__(self, subnet, channels, first):
        super().__init__(subnet, channels, first)
        if not first:
            self.k = nn.Parameter(self.initial(channels))

    def initial(self, channels):
        return -0.1 * torch.rand(())

    def coefficient(self):
        return self.k

    def forward(self, y, memory):
        if memory is None:
            return y + self.f1(y), y
        k = self.coefficient()
        return (1 - k) * y + k * memory + self.f1(y), y


class LmResNetChannels(LmResNet):
    def initial(self, channels):
        return -0.1 * torch.rand(channels)

    def coefficient(self):
        return self.k[None, :, None, None]


class Poly2(Step):
    """I + F + F F."""

    def __init__(self, subnet, channels, first):
        super().__init__(subnet, channels, first)
        self.f, self.f1 = self.f1, None

    def forward(self, y, memory):
        fy = self.f(y)
        return y + fy + self.f(fy), None


class MPoly2(Step):
    """I + F + G F."""

    stages = 2

    def forward(self, y, memory):
        fy = self.f1(y)
        return y + fy + self.f2(fy), None


class Way2(Step):
    """I + F + G."""

    stages = 2

    def forward(self, y, memory):
        return y + self.f1(y) + self.f2(y), None


class MPoly3(Step):
    """I + F + G F + H G F."""

    stages = 3

    def forward(self, y, memory):
        fy = self.f1(y)
        gfy = self.f2(fy)
        return y + fy + gfy + self.f3(gfy), None


class Reversible(Step):
    """RevNet: each half of the channels drives the other."""

    stages = 2
    held = 2  # both halves

    def forward(self, y, memory):
        x1, x2 = y.chunk(2, 1)
        y1 = x1 + self.f1(x2)
        y2 = x2 + self.f2(y1)
        return torch.cat([y1, y2], 1), None


class Fractal3(Step):
    """f_1 = conv, f_(C+1) = join(f_C f_C, conv): three columns, none of whose paths is dropped."""

    stages = 7
    held = 2  # y, and what waits for the next join

    def forward(self, y, memory):
        middle = (self.f2(self.f1(y)) + self.f3(y)) / 2
        return (self.f5(self.f4(middle)) + self.f6(middle) + self.f7(y)) / 3, None


class Leapfrog(Step):
    """y'' = f(y): 2 y - y[-1] + h^2 f(y), where the square of the step is learnt."""

    held = 2  # the sum so far, and y for the next block

    def __init__(self, subnet, channels, first):
        super().__init__(subnet, channels, first)
        self.step = nn.Parameter(torch.ones(()))

    def forward(self, y, memory):
        before = y if memory is None else memory
        return 2 * y - before + self.step * self.f1(y), y


class Hamiltonian(Step):
    """z and y drive each other in turn; z begins at 0."""

    stages = 2
    held = 2  # y and z

    def forward(self, y, memory):
        z = torch.zeros_like(y) if memory is None else memory
        z = z + self.f1(y)
        return y - self.f2(z), z


class RungeKutta(Step):
    """An explicit method straight from the rows of its tableau: too many stages to type."""

    def __init__(self, subnet, channels, first):
        nn.Module.__init__(self)
        for stage in self.used:
            self.add_module(f"f{stage + 1}", subnet())
        if self.learns_step:
            self.step = nn.Parameter(torch.ones(()))

    def forward(self, y, memory):
        h = self.step if self.learns_step else 1
        k = {}
        for stage in self.used:
            k[stage] = getattr(self, f"f{stage + 1}")(self.sum(y, h, self.rows[stage], k))
        return self.sum(y, h, self.b, k), None

    @staticmethod
    def sum(y, h, coefficients, k):
        terms = [coefficients[stage] * slope for stage, slope in k.items() if stage < len(coefficients) and coefficients[stage]]
        return y + h * sum(terms[1:], terms[0]) if terms else y


def runge_kutta(scheme):
    """The step of a scheme's tableau."""
    lets = {}
    for name, expression in scheme["lets"].items():
        lets[name] = scheme_step.number(expression.strip(), lets)
    rows, weights = ([[scheme_step.number(cell, lets) for cell in groups[-1]] for _, groups in scheme[part]] for part in ("stage rows", "weight rows"))
    b = weights[1 if scheme.get("output") == "embedded" else 0]
    used = []
    for stage in reversed(range(len(rows))):
        if b[stage] or any(rows[later][stage] for later in used):
            used.insert(0, stage)
    # As many sums of y and the k so far wait for the later rows as these are independent in them.
    needed = [[1] + [row[stage] if stage < len(row) else 0 for stage in used] for row in [*(rows[stage] for stage in used), b]]
    learns_step = scheme.get("step", "").startswith("learnable")
    if learns_step:
        # The step multiplies whole sums: y waits apart from them.
        needed.append([1] + [0] * len(used))
    needed = torch.tensor(needed).double()
    held = max(int(torch.linalg.matrix_rank(needed[i + 1:, :i + 1])) for i in range(len(used)))
    facts = {"rows": rows, "b": b, "used": used, "stages": len(used), "held": held, "learns_step": learns_step}
    return type(scheme["name"], (RungeKutta,), facts)


def named(name, tableaux):
    """The step of a scheme: as its paper has it, or else by its tableau."""
    if name in NAMED:
        return NAMED[name]
    schemes = {scheme["name"]: scheme for scheme in map(scheme_step.read, tableaux.glob("*.tableau"))}
    return runge_kutta({**scheme_step.whole(name, schemes), "name": name})


NAMED = {step.__name__: step for step in (
    Euler, ReluEuler, Midpoint, RK4, RK4WithoutBlending, LmResNet, LmResNetChannels, Poly2, MPoly2, Way2, MPoly3, Reversible, Fractal3, Leapfrog, Hamiltonian)}


class ControlledSteps(nn.Module):
    """Steps whose number a controller finds out; what they cost is counted of one."""

    takes_one = False


class WithZeros(nn.Module):
    """The shortcut without parameters: every other pixel, and channels of zeros."""

    def __init__(self, channels, stride):
        super().__init__()
        self.channels, self.stride = channels, stride

    def forward(self, x):
        return F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, 0, self.channels - x.shape[1]))


class Averaged(nn.Module):
    """The means of squares, or of what there is of them at the rim, and channels of zeros."""

    def __init__(self, channels, stride):
        super().__init__()
        self.channels, self.stride = channels, stride

    def forward(self, x):
        means = F.avg_pool2d(x, self.stride, ceil_mode=True, count_include_pad=False)
        return F.pad(means, (0, 0, 0, 0, 0, self.channels - x.shape[1]))


class Projection(nn.Module):
    """A 1x1 convolution, with batch norm behind it or batch norm and ReLU in front."""

    def __init__(self, enters, channels, stride, preact):
        super().__init__()
        self.preact = preact
        self.conv = nn.Conv2d(enters, channels, 1, stride, bias=False)
        self.bn = nn.BatchNorm2d(enters if preact else channels)

    def forward(self, x):
        return self.conv(F.relu(self.bn(x))) if self.preact else self.bn(self.conv(x))


class Entry(nn.Module):
    """The first block of a body of another width or resolution: shortcut(y) + f(y)."""

    def __init__(self, f, shortcut, relu):
        super().__init__()
        self.f, self.relu = f, relu
        if shortcut is not None:
            self.shortcut = shortcut

    def forward(self, y):
        z = self.shortcut(y) + self.f(y) if hasattr(self, "shortcut") else self.f(y)
        return F.relu(z, inplace=True) if self.relu else z


SHORTCUTS = {
    "none": lambda enters, channels, stride: None,
    "pad": lambda enters, channels, stride: WithZeros(channels, stride),
    "average-pool": lambda enters, channels, stride: Averaged(channels, stride),
    "conv": lambda enters, channels, stride: nn.Conv2d(enters, channels, 1, stride, bias=False),
    "conv-bn": lambda enters, channels, stride: Projection(enters, channels, stride, preact=False),
    "preact-conv": lambda enters, channels, stride: Projection(enters, channels, stride, preact=True),
}


class Body(nn.Module):
    """So many blocks; with a shortcut the first leads in from other maps. Those that share their subnets, and learn nothing beside, are one block."""

    def __init__(self, step, subnet, enters, channels, blocks, stride=1, shortcut=None, shared=False):
        super().__init__()
        if shortcut is not None:
            blocks -= 1
            self.entry = Entry(subnet(enters, channels, stride), SHORTCUTS[shortcut](enters, channels, stride), relu=step is ReluEuler)
        inner = channels // 2 if step is Reversible else channels
        self.rounds = blocks if shared else 1
        for block in range(1 if shared else blocks):
            self.add_module(f"{block + 1}", step(lambda: subnet(inner, inner, 1), channels, block == 0))

    def forward(self, y):
        memory = None
        for name, block in self.named_children():
            if name == "entry":
                y = block(y)
            else:
                for _ in range(self.rounds):
                    y, memory = block(y, memory)
        return y
