"""HO-ResNet in plain PyTorch: what the C# network, and the code generated for it, is compared with."""

import torch
from torch import nn
from torch.nn import functional as F


class Tableau:
    """The rows a and the weights b of an explicit scheme."""

    def __init__(self, a, b):
        self.a, self.b = a, b


TABLEAUX = {
    "euler": Tableau([[]], [1]),
    "rk4": Tableau([[], [1 / 2], [0, 1 / 2], [0, 0, 1]], [1 / 6, 1 / 3, 1 / 3, 1 / 6]),
}


class Vgg(nn.Module):
    """BN-ReLU-conv-BN-ReLU-conv."""

    def __init__(self, channels):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)

    def forward(self, x):
        return self.conv2(F.relu(self.bn2(self.conv1(F.relu(self.bn1(x))))))


class Block(nn.Module):
    """One step of a scheme, term by term."""

    def __init__(self, tableau, channels):
        super().__init__()
        self.tableau = tableau
        for stage in range(len(tableau.b)):
            self.add_module(f"f{stage + 1}", Vgg(channels))

    def forward(self, y):
        k = []
        for stage, row in enumerate(self.tableau.a):
            k.append(getattr(self, f"f{stage + 1}")(self.combine(y, row, k)))
        return self.combine(y, self.tableau.b, k)

    @staticmethod
    def combine(y, coefficients, k):
        for coefficient, slope in zip(coefficients, k):
            if coefficient != 0:
                y = y + coefficient * slope
        return y


class HoResNet(nn.Module):
    """Stem, body, head; parameter names as in the C# network."""

    def __init__(self, scheme, layers, width, channels=3, classes=10):
        super().__init__()
        tableau = TABLEAUX[scheme]
        blocks = (layers - 2) // (2 * len(tableau.b))
        self.stem = nn.Conv2d(channels, width, 3, padding=1, bias=False)
        self.body = nn.Sequential()
        for block in range(blocks):
            self.body.add_module(str(block + 1), Block(tableau, width))
        self.head = nn.Linear(width, classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")

    def forward(self, x):
        return self.head(self.body(self.stem(x)).mean((2, 3)))
