"""Sentence embeddings by all-MiniLM-L6-v2 (Reimers and Gurevych, 2019), run by NumPy from an optional package's weights.

Nothing of the package is executed; its weights (safetensors) and its vocabulary are read as data. Loading takes some tenths
of a second and about 100 MB, so it is done in the background and the reading goes by words alone until it is there.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_LAYERS = 6
_HEADS = 12
_LONGEST = 256
"""Word pieces read at once, as the model was trained."""
_START, _END, _UNKNOWN = 101, 102, 100
_LARGEST_HEADER = 1_000_000
"""Bytes of the description at the head of the weights."""
_PIECES = re.compile(r"\w+|[^\w\s]")


def _tensors(file: Path) -> dict[str, Vectors]:
    """The weights by name. Raises ValueError where the file is no safetensors file of 32-bit floats."""
    raw = file.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    if not 2 <= size <= _LARGEST_HEADER:
        raise ValueError("the weights have no readable description")
    described = cast("dict[str, dict[str, Any]]", json.loads(raw[8 : 8 + size]))
    out: dict[str, Vectors] = {}
    for name, about in described.items():
        if name == "__metadata__" or about["dtype"] != "F32":
            continue
        first, last = cast("tuple[int, int]", about["data_offsets"])
        flat = np.frombuffer(raw, np.float32, (last - first) // 4, 8 + size + first)
        out[name.removeprefix("bert.")] = flat.reshape(cast("list[int]", about["shape"]))
    return out


def _erf(x: Vectors) -> Vectors:
    """The error function to 1.5e-7 (Abramowitz and Stegun, 7.1.26)."""
    a = np.abs(x)
    t = 1 / (1 + np.float32(0.3275911) * a)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.sign(x) * (1 - poly * np.exp(-a * a)).astype(np.float32)


def _normed(x: Vectors, scale: Vectors, shift: Vectors) -> Vectors:
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred * centred).mean(-1, keepdims=True) + np.float32(1e-12)) * scale + shift


class MiniLM:
    """The model: texts to vectors of length one with 384 entries."""

    def __init__(self, weights: dict[str, Vectors], vocabulary: dict[str, int]) -> None:
        self._w = weights
        self._vocabulary = vocabulary
        self._layers: list[dict[str, Vectors]] = []
        for k in range(_LAYERS):
            at = f"encoder.layer.{k}."
            joined = ("query", "key", "value")
            self._layers.append(
                {
                    "qkv": np.concatenate([weights[f"{at}attention.self.{n}.weight"] for n in joined]).T.copy(),
                    "qkv_b": np.concatenate([weights[f"{at}attention.self.{n}.bias"] for n in joined]),
                    "out": weights[at + "attention.output.dense.weight"].T.copy(),
                    "out_b": weights[at + "attention.output.dense.bias"],
                    "n1": weights[at + "attention.output.LayerNorm.weight"],
                    "n1_b": weights[at + "attention.output.LayerNorm.bias"],
                    "up": weights[at + "intermediate.dense.weight"].T.copy(),
                    "up_b": weights[at + "intermediate.dense.bias"],
                    "down": weights[at + "output.dense.weight"].T.copy(),
                    "down_b": weights[at + "output.dense.bias"],
                    "n2": weights[at + "output.LayerNorm.weight"],
                    "n2_b": weights[at + "output.LayerNorm.bias"],
                }
            )
        self._pieces = lru_cache(maxsize=20_000)(self._split)
        self.text = lru_cache(maxsize=1024)(self._text)
        """The vector of one text, kept."""

    @classmethod
    def load(cls, where: Path) -> MiniLM:
        """Read the weights of a folder. Raises OSError, ValueError or KeyError where they are not what they should be."""
        lines = (where / "vocab.txt").read_text("utf-8").split("\n")
        return cls(_tensors(where / "model.safetensors"), {w: i for i, w in enumerate(lines)})

    def _split(self, word: str) -> tuple[int, ...]:
        """A word as pieces of the vocabulary, the longest first (WordPiece)."""
        out: list[int] = []
        i = 0
        while i < len(word):
            for j in range(len(word), i, -1):
                piece = self._vocabulary.get(("##" if i else "") + word[i:j])
                if piece is not None:
                    out.append(piece)
                    i = j
                    break
            else:
                return (_UNKNOWN,)
        return tuple(out)

    def pieces(self, text: str) -> list[int]:
        """The numbers of a text's word pieces, without the marks of its start and end."""
        plain = unicodedata.normalize("NFD", text.lower())
        plain = "".join(c for c in plain if unicodedata.category(c) != "Mn").replace("_", " _ ")
        return [p for word in _PIECES.findall(plain) for p in self._pieces(word[:100])]

    def states(self, pieces: Sequence[int]) -> Vectors:
        """The last layer's state of every piece, one row each; at most 254 pieces are read."""
        ids = [_START, *pieces[: _LONGEST - 2], _END]
        w, n = self._w, len(ids)
        x: Vectors = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:n]
        x = x + w["embeddings.token_type_embeddings.weight"][0]
        x = _normed(x, w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"])
        for layer in self._layers:
            q, k, v = (
                z.reshape(n, _HEADS, -1).transpose(1, 0, 2) for z in np.split(x @ layer["qkv"] + layer["qkv_b"], 3, -1)
            )
            a = q @ k.transpose(0, 2, 1) / np.float32(math.sqrt(q.shape[-1]))
            a = np.exp(a - a.max(-1, keepdims=True))
            a = a / a.sum(-1, keepdims=True)
            heard = np.asarray((a @ v).transpose(1, 0, 2).reshape(n, -1), np.float32)
            x = _normed(np.asarray(x + heard @ layer["out"] + layer["out_b"], np.float32), layer["n1"], layer["n1_b"])
            up = x @ layer["up"] + layer["up_b"]
            up = up * np.float32(0.5) * (1 + _erf(up * np.float32(1 / math.sqrt(2))))
            x = _normed(np.asarray(x + up @ layer["down"] + layer["down_b"], np.float32), layer["n2"], layer["n2_b"])
        return x

    def _text(self, text: str) -> Vectors:
        mean = self.states(self.pieces(text)).mean(0)
        return mean / np.linalg.norm(mean)
