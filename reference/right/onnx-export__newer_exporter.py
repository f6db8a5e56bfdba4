import numpy as np
import onnxruntime
import torch


class Evaluating:
    def __init__(self, model):
        self.model = model

    def __enter__(self):
        self.modes = [(module, module.training) for module in self.model.modules()]
        return self.model.eval()

    def __exit__(self, *_):
        for module, mode in self.modes:
            module.training = mode


def export_model(model, example, path):
    with Evaluating(model) as still, torch.no_grad():
        torch.onnx.export(
            still,
            (example,),
            path,
            input_names=["input"],
            output_names=["output"],
            dynamic_shapes=({0: torch.export.Dim("batch")},),
            external_data=False,
            dynamo=True,
            verbose=False,
        )


class OnnxPredictor:
    def __init__(self, path):
        self.session = onnxruntime.InferenceSession(path)

    def predict(self, x):
        given = {one.name: np.array(x, dtype=np.float32) for one in self.session.get_inputs()}
        return self.session.run(None, given)[0]


def agreement(model, predictor, x):
    with Evaluating(model) as still, torch.inference_mode():
        wanted = still(torch.tensor(np.array(x, dtype=np.float32)))
    return max(abs(float(d)) for d in (wanted.numpy() - predictor.predict(x)).ravel())
