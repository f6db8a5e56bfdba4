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
    rows = torch.cat([example, example])[: max(2, len(example))]
    with Evaluating(model) as still:
        program = torch.onnx.export(still, (rows,), dynamo=True, dynamic_shapes=[{0: "rows"}], verbose=False)
    program.save(path, external_data=False)


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
