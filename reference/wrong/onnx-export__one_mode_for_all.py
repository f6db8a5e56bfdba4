"""Puts every module into the mode of the whole model afterwards.

fails: a model in training is exported for inference and stays as it was
"""

import numpy as np
import onnxruntime
import torch


def export_model(model, example, path):
    training = model.training
    model.eval()
    torch.onnx.export(
        model,
        (example,),
        path,
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}},
        dynamo=False,
    )
    model.train(training)


class OnnxPredictor:
    def __init__(self, path):
        self.session = onnxruntime.InferenceSession(path)

    def predict(self, x):
        x = np.asarray(x).astype("float32")
        return self.session.run(["y"], {"x": x})[0]


def agreement(model, predictor, x):
    training = model.training
    model.eval()
    with torch.no_grad():
        wanted = model(torch.as_tensor(np.array(x, dtype="float32"))).numpy()
    model.train(training)
    return np.abs(wanted - predictor.predict(x)).max()
