import numpy as np
import onnxruntime
import torch


def export_model(model, example, path):
    training = {module: module.training for module in model.modules()}
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
    for module, mode in training.items():
        module.training = mode


class OnnxPredictor:
    def __init__(self, path):
        self.session = onnxruntime.InferenceSession(path)

    def predict(self, x):
        x = np.asarray(x).astype("float32")
        return self.session.run(["y"], {"x": x})[0]


def agreement(model, predictor, x):
    training = [module for module in model.modules() if module.training]
    model.eval()
    with torch.no_grad():
        wanted = model(torch.as_tensor(np.array(x, dtype="float32"))).numpy()
    for module in training:
        module.training = True
    return np.abs(wanted - predictor.predict(x)).max()
