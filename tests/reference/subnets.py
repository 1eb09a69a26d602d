"""The subnets in plain PyTorch: what those of the library are compared with.

usage: subnets.py CASES     for each CASES/NAME.given writes CASES/NAME.result, with how far rounding took each tensor

A case's .given holds `x`, `probe`, `weights.NAME`, and `case` (the bytes of "name key=value ..."); its .result holds the output, the gradients of
the output's sum weighted by the probe, and the state after one pass in training.
"""

import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F

import safetensors_files


class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction):
        super().__init__()
        self.fc1 = nn.Linear(channels, max(1, channels // reduction))
        self.fc2 = nn.Linear(max(1, channels // reduction), channels)

    def forward(self, x):
        weights = torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3))))))
        return x * weights[:, :, None, None]


class Preact(nn.Module):
    """BN-ReLU-conv twice."""

    def __init__(self, enters, channels, stride, se=0, groups=1):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(enters)
        self.conv1 = nn.Conv2d(enters, channels, 3, stride, 1, groups=groups, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, groups=groups, bias=False)
        self.se = SqueezeExcitation(channels, se) if se else nn.Identity()

    def forward(self, x):
        return self.se(self.conv2(F.relu(self.bn2(self.conv1(F.relu(self.bn1(x)))))))


class Coupled(nn.Module):
    """RevNet's unit, from one resolution to another."""

    def __init__(self, enters, channels, stride):
        super().__init__()
        self.stride, self.added = stride, (channels - enters) // 2
        self.f = Preact(enters // 2, channels // 2, stride)
        self.g = Preact(channels // 2, channels // 2, 1)

    def forward(self, x):
        x1, x2 = x.chunk(2, 1)
        y1 = self.shortcut(x1) + self.f(x2)
        return torch.cat([y1, self.shortcut(x2) + self.g(y1)], 1)

    def shortcut(self, x):
        if self.stride > 1:
            x = F.avg_pool2d(x, self.stride, ceil_mode=True, count_include_pad=False)
        return F.pad(x, (0, 0, 0, 0, 0, self.added))


class Basic(nn.Module):
    """conv-BN-ReLU-conv-BN."""

    def __init__(self, enters, channels, stride, se=0):
        super().__init__()
        self.conv1 = nn.Conv2d(enters, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.se = SqueezeExcitation(channels, se) if se else nn.Identity()

    def forward(self, x):
        return self.se(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))


class Conv(nn.Module):
    """conv-BN-ReLU."""

    def __init__(self, enters, channels, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(enters, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)

    def forward(self, x):
        return F.relu(self.bn1(self.conv1(x)))


class Bottleneck(nn.Module):
    """1x1, 3x3, 1x1, with the norms in front or behind."""

    def __init__(self, enters, channels, stride, expansion=4, preact=0, se=0, groups=1, width=None):
        super().__init__()
        width = width or channels // expansion
        self.preact = preact
        self.conv1 = nn.Conv2d(enters, width, 1, bias=False)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, groups=groups, bias=False)
        self.conv3 = nn.Conv2d(width, channels, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(enters if preact else width)
        self.bn2 = nn.BatchNorm2d(width)
        self.bn3 = nn.BatchNorm2d(width if preact else channels)
        self.se = SqueezeExcitation(channels, se) if se else nn.Identity()

    def forward(self, x):
        if self.preact:
            x = self.conv1(F.relu(self.bn1(x)))
            x = self.conv2(F.relu(self.bn2(x)))
            x = self.conv3(F.relu(self.bn3(x)))
        else:
            x = F.relu(self.bn1(self.conv1(x)))
            x = F.relu(self.bn2(self.conv2(x)))
            x = self.bn3(self.conv3(x))
        return self.se(x)


def resnext(enters, channels, stride, groups=32, width=4, preact=0, se=0):
    return Bottleneck(enters, channels, stride, preact=preact, se=se, groups=groups, width=groups * (width * channels // 256))


class GrowingLayer(nn.Module):
    """BN-ReLU-conv1x1-BN-ReLU-conv3x3, or the latter half alone."""

    def __init__(self, channels, growth, bottleneck):
        super().__init__()
        self.bottleneck = bottleneck
        self.bn1 = nn.BatchNorm2d(channels)
        if bottleneck:
            self.conv1 = nn.Conv2d(channels, 4 * growth, 1, bias=False)
            self.bn2 = nn.BatchNorm2d(4 * growth)
            self.conv2 = nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)
        else:
            self.conv1 = nn.Conv2d(channels, growth, 3, padding=1, bias=False)

    def forward(self, x):
        x = self.conv1(F.relu(self.bn1(x)))
        return self.conv2(F.relu(self.bn2(x))) if self.bottleneck else x


class Dense(nn.Module):
    def __init__(self, enters, channels, stride, layers=4, growth=12, bottleneck=1):
        super().__init__()
        self.layers = layers
        for i in range(layers):
            self.add_module(f"layer{i + 1}", GrowingLayer(enters + i * growth, growth, bottleneck))
        self.compress = None
        if enters + layers * growth != channels:
            self.compress = nn.Module()
            self.compress.bn1 = nn.BatchNorm2d(enters + layers * growth)
            self.compress.conv1 = nn.Conv2d(enters + layers * growth, channels, 1, bias=False)

    def forward(self, x):
        features = [x]
        for i in range(self.layers):
            features.append(getattr(self, f"layer{i + 1}")(torch.cat(features, 1)))
        x = torch.cat(features, 1)
        return self.compress.conv1(F.relu(self.compress.bn1(x))) if self.compress else x


class RkStage(nn.Module):
    def __init__(self, enters, channels, stride, stages=3, bottleneck=1):
        super().__init__()
        self.stages = stages
        for i in range(stages):
            self.add_module(f"k{i + 1}", GrowingLayer(enters + i * channels, channels, bottleneck))

    def forward(self, x):
        k = []
        for i in range(self.stages):
            k.append(getattr(self, f"k{i + 1}")(torch.cat([x, *k], 1)))
        return sum(k[1:], k[0])


class ConvUnit(nn.Module):
    def __init__(self, channels, width, kernel):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, kernel, padding=kernel // 2, bias=False)
        self.bn1 = nn.BatchNorm2d(width)

    def forward(self, x):
        return F.relu(self.bn1(self.conv1(x)))


class Osa(nn.Module):
    def __init__(self, enters, channels, stride, layers=5, width=None, ese=0):
        super().__init__()
        width = width or channels // 2
        self.layers = layers
        for i in range(layers):
            self.add_module(f"layer{i + 1}", ConvUnit(enters if i == 0 else width, width, 3))
        self.concat = ConvUnit(enters + layers * width, channels, 1)
        self.ese = None
        if ese:
            self.ese = nn.Module()
            self.ese.fc = nn.Linear(channels, channels)

    def forward(self, x):
        features = [x]
        for i in range(self.layers):
            features.append(getattr(self, f"layer{i + 1}")(features[-1]))
        x = self.concat(torch.cat(features, 1))
        return x * (F.relu6(self.ese.fc(x.mean((2, 3))) + 3) / 6)[:, :, None, None] if self.ese else x


class Tied(nn.Module):
    def __init__(self, enters, channels, stride, width=None, norm=1):
        super().__init__()
        self.conv = nn.Conv2d(channels, width or channels, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(width or channels) if norm else nn.Identity()

    def forward(self, x):
        return -F.conv_transpose2d(F.relu(self.bn(self.conv(x))), self.conv.weight, padding=1)


class Mlp(nn.Module):
    def __init__(self, enters, channels, stride, expansion=4, norm=1):
        super().__init__()
        self.norm = nn.LayerNorm(enters) if norm else nn.Identity()
        self.fc1 = nn.Linear(enters, expansion * channels)
        self.fc2 = nn.Linear(expansion * channels, channels)

    def forward(self, x):
        return torch.movedim(self.fc2(F.gelu(self.fc1(self.norm(torch.movedim(x, 1, -1))))), -1, 1)


class Attention(nn.Module):
    """PyTorch's own multi-head attention, over the pixels."""

    def __init__(self, enters, channels, stride, heads=4):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(channels)
        self.qkv = nn.Linear(channels, 3 * channels)
        self.proj = nn.Linear(channels, channels)

    def forward(self, x):
        tokens = self.norm(x.flatten(2).transpose(1, 2)).transpose(0, 1)
        # Where the weights are wanted, every version multiplies matrices that can be counted; some have one operation for all of it.
        attended, _ = F.multi_head_attention_forward(
            tokens, tokens, tokens, x.shape[1], self.heads, self.qkv.weight, self.qkv.bias, None, None, False, 0.0,
            self.proj.weight, self.proj.bias, need_weights=True, average_attn_weights=False)
        return attended.permute(1, 2, 0).reshape(x.shape)


class Transformer(nn.Module):
    """The usual layer, less its input."""

    def __init__(self, enters, channels, stride, heads=4, expansion=4):
        super().__init__()
        self.attention = Attention(enters, channels, stride, heads)
        self.mlp = Mlp(enters, channels, stride, expansion)

    def forward(self, x):
        y = x + self.attention(x)
        y = y + self.mlp(y)
        return y - x


class Depthwise(nn.Module):
    def __init__(self, enters, channels, stride, kernel=7, expansion=4):
        super().__init__()
        self.conv = nn.Conv2d(enters, enters, kernel, stride, kernel // 2, groups=enters)
        self.mlp = Mlp(enters, channels, 1, expansion)

    def forward(self, x):
        return self.mlp(self.conv(x))


class Fixup(nn.Module):
    def __init__(self, enters, channels, stride, blocks=1):
        super().__init__()
        for name in ("bias1a", "bias1b", "bias2a", "scale", "bias2b"):
            self.register_parameter(name, nn.Parameter(torch.zeros(())))
        self.conv1 = nn.Conv2d(enters, channels, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)

    def forward(self, x):
        x = F.relu(self.conv1(x + self.bias1a) + self.bias1b)
        return self.conv2(x + self.bias2a) * self.scale + self.bias2b


class Highway(nn.Module):
    """The usual layer, less its input."""

    def __init__(self, enters, channels, stride):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.gate = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        t = torch.sigmoid(self.gate(x))
        return t * F.relu(self.conv(x)) + (1 - t) * x - x


class Field(nn.Module):
    """f(x, t), as in the published code of Neural ODEs."""

    def __init__(self, channels):
        super().__init__()
        for i in (1, 2, 3):
            self.add_module(f"norm{i}", nn.GroupNorm(min(32, channels // 2), channels))
        for i in (1, 2):
            self.add_module(f"conv{i}", nn.Conv2d(channels + 1, channels, 3, padding=1))

    def forward(self, x, t):
        x = self.conv1(self.with_time(F.relu(self.norm1(x)), t))
        x = self.conv2(self.with_time(F.relu(self.norm2(x)), t))
        return self.norm3(x)

    @staticmethod
    def with_time(x, t):
        return torch.cat([torch.ones_like(x[:, :1]) * t, x], 1)


class TimedConv(nn.Module):
    """The field at one time."""

    def __init__(self, enters, channels, stride, time):
        super().__init__()
        self.time = time
        self.f = Field(channels)

    def forward(self, x):
        return self.f(x, self.time)


SUBNETS = {
    "preact": Preact, "coupled": Coupled, "basic": Basic, "conv": Conv, "bottleneck": Bottleneck, "resnext": resnext, "dense": Dense, "rk-stage": RkStage, "osa": Osa,
    "tied": Tied, "mlp": Mlp, "attention": Attention, "transformer": Transformer, "depthwise": Depthwise, "fixup": Fixup, "highway": Highway,
    "timed-conv": TimedConv,
}


def made(case, x, probe):
    """A subnet of a case, from what enters to the shape of the probe."""
    name, *arguments = case.split()
    stride = -(-x.shape[2] // probe.shape[2]) if x.ndim == 4 else 1
    values = {key: float(value) if "." in value else int(value) for key, value in (argument.split("=") for argument in arguments)}
    return SUBNETS[name](x.shape[1], probe.shape[1], stride, **values)


def run(case, given, dtype):
    """Output, gradients and state; a state of other names or shapes is an error."""
    tensors = {name: tensor.to(dtype) if tensor.is_floating_point() else tensor for name, tensor in given.items()}
    x = tensors["x"].clone().requires_grad_()
    subnet = made(case, x, tensors["probe"]).to(dtype)
    subnet.load_state_dict({name[len("weights."):]: tensor for name, tensor in tensors.items() if name.startswith("weights.")})
    output = subnet(x)
    (output * tensors["probe"]).sum().backward()
    result = {"output": output.detach(), "gradients.x": x.grad}
    result.update({f"gradients.{name}": parameter.grad for name, parameter in subnet.named_parameters()})
    result.update({f"state.{name}": tensor for name, tensor in subnet.state_dict().items()})
    return result


def main(cases):
    for path in pathlib.Path(cases).glob("*.given"):
        given = safetensors_files.load(path)
        case = bytes(given.pop("case").tolist()).decode()
        result, exact = run(case, given, torch.float32), run(case, given, torch.float64)
        rounding = {f"rounding.{name}": (result[name].double() - exact[name].double()).abs().max() for name in result}
        safetensors_files.save(path.with_suffix(".result"), result | rounding)


if __name__ == "__main__":
    main(*sys.argv[1:])
