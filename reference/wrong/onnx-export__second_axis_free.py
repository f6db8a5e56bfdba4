"""Lets the second axis vary too, and keeps the batch size of the example where there are three axes.

fails: the agreement is taken for inference
fails: one file takes any batch size
"""

from contextlib import contextmanager

import numpy as np
import onnxruntime
import torch


@contextmanager
def for_inference(model):
    """The model in evaluation mode; afterwards each of its modules is in the mode it was in before."""
    training = {module: module.training for module in model.modules()}
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for module, mode in training.items():
            module.training = mode


def export_model(model, example, path):
    """By the exporter that traces: quick, and all in one file. A model that branches on its data needs the other one."""
    with for_inference(model):
        torch.onnx.export(
            model,
            (example,),
            path,
            input_names=["input"],
            output_names=["output"],
            dynamic_axes={"input": {example.ndim - 2: "batch"}, "output": {example.ndim - 2: "batch"}},
            dynamo=False,
        )


class OnnxPredictor:
    def __init__(self, path):
        self.session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        self.name = self.session.get_inputs()[0].name

    def predict(self, x):
        return self.session.run(None, {self.name: np.asarray(x, dtype=np.float32)})[0]


def agreement(model, predictor, x):
    with for_inference(model):
        wanted = model(torch.from_numpy(np.array(x, dtype=np.float32))).numpy()
    return float(np.abs(wanted - predictor.predict(x)).max())
