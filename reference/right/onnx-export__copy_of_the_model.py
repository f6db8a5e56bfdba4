import copy
import io
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch


def export_model(model, example, path):
    frozen = copy.deepcopy(model).eval().requires_grad_(False)
    buffer = io.BytesIO()
    torch.onnx.export(frozen, (example,), buffer, dynamo=False, input_names=["rows"], dynamic_axes={"rows": [0]})
    Path(path).write_bytes(buffer.getvalue())


class OnnxPredictor:
    def __init__(self, path):
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = ort.InferenceSession(Path(path).read_bytes(), options, providers=["CPUExecutionProvider"])
        (self._input,) = [one.name for one in self._session.get_inputs()]
        self._output = self._session.get_outputs()[0].name

    def predict(self, x):
        (y,) = self._session.run([self._output], {self._input: np.ascontiguousarray(x, dtype=np.float32)})
        return y


@torch.inference_mode()
def agreement(model, predictor, x):
    twin = copy.deepcopy(model).eval()
    ours = twin(torch.tensor(np.array(x), dtype=torch.float32))
    theirs = torch.from_numpy(predictor.predict(x))
    return torch.linalg.vector_norm(ours - theirs, ord=float("inf")).item()
