"""What a network costs for one image, counted from the operations that PyTorch performs."""

import math

import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

import steps

aten = torch.ops.aten

# The layers: all that gives a new map but sums, concatenations and views.
LAYERS = {
    aten.convolution, aten.native_batch_norm, aten.native_layer_norm, aten.native_group_norm, aten.relu, aten.gelu, aten.max_pool2d_with_indices, aten.avg_pool2d, aten.mean,
    aten.addmm, aten.mm, aten.bmm,
}


class Counter(TorchDispatchMode):
    """Sums up what the operations of one forward pass do."""

    def __init__(self, network):
        super().__init__()
        self.learnt = {parameter.data_ptr() for parameter in network.parameters()}
        self.multiply_adds = self.activations = self.peak = self.held = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        operation = func.overloadpacket
        if operation in LAYERS or (operation is aten.add and self.is_learnt_map(args[1])):
            given = result[0] if isinstance(result, tuple) else result
            self.activations += given.numel()
            self.peak = max(self.peak, self.held + given.numel() + sum(taken.numel() for taken in self.maps(operation, args)))
            self.multiply_adds += self.work(operation, args, given)
        return result

    def is_learnt_map(self, tensor):
        """Learnt positions are a layer; biases belong to one."""
        return torch.is_tensor(tensor) and tensor.ndim > 1 and tensor.data_ptr() in self.learnt

    @staticmethod
    def maps(operation, args):
        """What an operation takes, without its weights."""
        return args[:2] if operation is aten.bmm else args[1:2] if operation is aten.addmm else args[:1]

    @staticmethod
    def work(operation, args, given):
        if operation is aten.convolution:
            # Every number that a convolution gives is a sum over a window; every number that a transposed one takes is spread over one.
            return (args[0] if args[6] else given).numel() * args[1][0].numel()
        if operation in (aten.mm, aten.bmm, aten.addmm):
            return given.numel() * args[1 if operation is aten.addmm else 0].shape[-1]
        return 0


def count_as_in_training(network, counter):
    """Has dropout count, which gives a map in training and hands on its input in evaluation, and one step where a controller chooses them."""
    def count(_, inputs, output):
        counter.activations += output.numel()

    for module in network.modules():
        if isinstance(module, nn.Dropout):
            module.register_forward_hook(count)
        elif isinstance(module, steps.ControlledSteps):
            module.takes_one = True


def hold(network, counter):
    """Tells the counter which maps wait while others are computed; those of a block are as large as what its subnets are given."""
    def holding(maps):
        def hook(_, inputs, output=None):
            counter.held = maps(inputs[0], output)
        return hook

    for block in network.modules():
        if isinstance(block, steps.Step):
            for subnet in block.children():
                subnet.register_forward_pre_hook(holding(lambda x, _, block=block: block.held * x.numel()))
                subnet.register_forward_hook(holding(lambda *_: 0))
        elif isinstance(block, steps.Entry) and hasattr(block, "shortcut"):
            # First the state goes through the shortcut, while what enters waits for f; then the state waits itself.
            block.shortcut.register_forward_pre_hook(holding(lambda x, _: x.numel()))
            block.shortcut.register_forward_hook(holding(lambda _, state: state.numel()))
            block.f.register_forward_hook(holding(lambda *_: 0))


def costs(network, image):
    """Parameters, multiply-adds, numbers that all layers give, and the most that one takes and gives with what waits."""
    counter = Counter(network)
    hold(network, counter)
    count_as_in_training(network, counter)
    network.eval()
    with torch.no_grad(), counter:
        network(image)
    parameters = sum(math.prod(parameter.shape) for parameter in network.parameters())
    return {"parameters": parameters, "multiply_adds": counter.multiply_adds, "activations": counter.activations, "peak": counter.peak}
