"""Torch's share of plain data: dense tensors on the CPU, detached, as raw bytes with dtype and ``requires_grad``.

A parameter crosses as a tensor. What a tensor carries beside its numbers (graph, hooks, device) does not cross.
"""

from __future__ import annotations

from typing import Any

import torch

from hotseat.kernels.plain_arrays import count_of, shape_of
from hotseat.kernels.plaindata import Decoder, Encoder, Node, NotPlain, register

_DTYPES: dict[str, torch.dtype] = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.bool,
        torch.uint8,
        torch.int8,
        torch.int16,
        torch.int32,
        torch.int64,
        torch.float16,
        torch.bfloat16,
        torch.float32,
        torch.float64,
        torch.complex64,
        torch.complex128,
    )
}
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}


def _tensor(encoder: Encoder, value: torch.Tensor) -> Node:
    name = _NAMES.get(value.dtype)
    if name is None or value.layout is not torch.strided or value.is_quantized:
        return encoder.opaque(f"Tensor of {value.dtype}, {value.layout}")
    encoder.room(value.numel() * value.element_size())
    plain = value.detach().cpu().resolve_conj().resolve_neg().contiguous()
    data = plain.reshape(-1).view(torch.uint8).numpy().tobytes()
    return ["T", name, list(value.shape), bool(value.requires_grad), *encoder.raw(data)]


def _from_tensor(decoder: Decoder, name: Any, shape: Any, grad: Any, start: Any, length: Any) -> torch.Tensor:
    dtype = _DTYPES.get(name) if type(name) is str else None
    if dtype is None or type(grad) is not bool:
        raise NotPlain("a tensor of no plain dtype")
    sizes, data = shape_of(shape), decoder.raw(start, length)
    if count_of(sizes) * torch.empty(0, dtype=dtype).element_size() != len(data):
        raise NotPlain("a tensor whose bytes do not fill its shape")
    if not len(data):
        flat = torch.empty(0, dtype=dtype)
    elif dtype is torch.bool:
        flat = torch.frombuffer(bytearray(data), dtype=torch.uint8) != 0
    else:
        flat = torch.frombuffer(bytearray(data), dtype=dtype)
    found = flat.reshape(sizes)
    if grad and (dtype.is_floating_point or dtype.is_complex):
        found.requires_grad_(True)
    return found


register({torch.Tensor: _tensor, torch.nn.Parameter: _tensor}, {"T": _from_tensor})
