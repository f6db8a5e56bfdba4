"""Checks of the export: the file by itself, the predictor, and the measure of their agreement.

The model has a dropout and a batch normalisation with moved statistics, so that the mode it is exported in shows. What the
file gives is compared with the same observation on the reference, whose model has the same seed and so the same weights.
An export takes about a second, so each check makes one.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import numbers, raised_sentence

TOLERANCE = 1e-4
"""Two exporters and torch differ by about 1e-6 in outputs of the size of one; dropout or moved statistics by about one."""


def observe_file(candidate, seed, training, example_rows, batches):
    import shutil
    import tempfile

    import onnxruntime
    import torch
    from torch import nn

    torch.manual_seed(seed)
    layers = [nn.Linear(6, 48), nn.BatchNorm1d(48), nn.ReLU(), nn.Dropout(0.5), nn.Linear(48, 3)]
    model = nn.Sequential(nn.Flatten(), *layers)
    model.train()
    with torch.no_grad():
        for _ in range(20):
            model(3 * torch.randn(32, 6) + 1)
    model.train(training)
    model[4].eval()
    model[1].bias.requires_grad_(False)
    was = [module.training for module in model.modules()]
    held = [weight.requires_grad for weight in model.parameters()]
    before = {name: value.clone() for name, value in model.state_dict().items()}
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as server:
        path = f"{made}/model.onnx"
        candidate.export_model(model, torch.randn(example_rows, *batches[0].shape[1:]), path)
        modes = [module.training for module in model.modules()] == was
        same = held == [weight.requires_grad for weight in model.parameters()] and torch.is_grad_enabled()
        same = same and all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
        copied = f"{server}/model.onnx"
        shutil.copyfile(path, copied)
        try:
            session = onnxruntime.InferenceSession(copied, providers=["CPUExecutionProvider"])
        except Exception:
            return modes, same, None
        name = session.get_inputs()[0].name
        given = []
        for x in batches:
            try:
                given.append(session.run(None, {name: x})[0])
            except Exception:
                given.append(None)
    return modes, same, given


def observe_predict(candidate, seed, batches):
    import tempfile

    import torch
    from torch import nn

    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 2)).eval()
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model.onnx"
        candidate.export_model(model, torch.randn(4, 6), path)
        predictor = candidate.OnnxPredictor(path)
    # The folder is gone by now: what is loaded once is in memory.
    return [predictor.predict(x) for x in batches]


def observe_agreement(candidate, seed, move, training, x):
    import tempfile

    import torch
    from torch import nn

    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Dropout(0.5), nn.Linear(16, 3)).train(training)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model.onnx"
        candidate.export_model(model, torch.randn(4, *x.shape[1:]), path)
        predictor = candidate.OnnxPredictor(path)
        model.train(training)
        model[0].eval()
        was = [module.training for module in model.modules()]
        with torch.no_grad():
            model[3].bias += torch.tensor(move)
        found = candidate.agreement(model, predictor, x)
    return found, [module.training for module in model.modules()] == was


def fault(got):
    return raised_sentence(got.raised) if got.raised else None


def rows(rng, n):
    return (2 * rng.standard_normal((n, 6)) + 1).astype(np.float32)


def seed(rng):
    return int(rng.integers(1, 100_000))


def training_mode(rng):
    return [
        Case((seed(rng), True, 4, [rows(rng, 4)]), note="a model in training mode, one module of it in evaluation mode")
    ]


def sizes(rng):
    given = [rows(rng, n).reshape(n, 2, 3) for n in (1, 2, int(rng.integers(30, 60)))]
    note = "an input of three axes, in batches of other sizes than the example"
    return [Case((seed(rng), False, int(rng.integers(3, 6)), given), note=note)]


def off(found, wanted):
    """A sentence where two outputs are not the same to the tolerance."""
    values = numbers(found)
    if values is None:
        return Kind("It gives something other than an array of numbers.")
    if values.shape != wanted.shape:
        return Kind(f"It gives the shape {values.shape} where {wanted.shape} was expected.")
    if not np.isfinite(values).all():
        return Kind("It gives nan or infinity.")
    away = float(np.abs(values - wanted).max())
    return Kind(f"It is off by up to {away:.2g} from what the model gives for inference.") if away > TOLERANCE else None


def same_outputs(case, got, want):
    if got.raised:
        return fault(got)
    *_, given = got.value
    if given is None:
        return Kind("The one file by itself cannot be loaded by onnxruntime.")
    for x, found, wanted in zip(case.args[3], given, want.value[2], strict=True):
        if found is None:
            return Kind(f"The exported file does not take a batch of {len(x)} rows.")
        wrong = off(found, wanted)
        if wrong:
            return wrong
    return None


def same_outputs_and_untouched(case, got, want):
    if got.raised:
        return fault(got)
    modes, same, _ = got.value
    wrong = same_outputs(case, got, want)
    if wrong:
        return wrong
    if not modes:
        return Kind("Not every module of the model is in the mode it was in before the export.")
    return None if same else Kind("The export changed weights, statistics, or what gradients are computed for.")


def batches(rng):
    given = [
        rows(rng, 5),
        rng.standard_normal((7, 6)),
        rng.integers(-5, 6, (4, 6)),
        rng.standard_normal((6, 8)).T[:, ::-1],
    ]
    return [Case((seed(rng), given), note="32- and 64-bit floats, whole numbers, and an array that is a view")]


def predicted(case, got, want):
    if got.raised:
        return fault(got)
    for found, wanted in zip(got.value, want.value, strict=True):
        wrong = off(found, wanted)
        if wrong:
            return wrong
    return None


def moved(rng):
    """Biases that moved after the export: the largest by size is negative, and the mean is far smaller."""
    move = [0.1, -float(rng.uniform(0.6, 0.9)), 0.2]
    return [Case((seed(rng), move, False, rows(rng, 9)), note="a model that has changed since the export")]


def moved_in_training(rng):
    move = [0.1, 0.2, float(rng.uniform(0.6, 0.9))]
    note = "a model in training mode, one module of it in evaluation mode, and 64-bit floats of three axes"
    return [Case((seed(rng), move, True, rng.standard_normal((9, 5, 6))), note=note)]


def measured(case, got, want):
    if got.raised:
        return fault(got)
    found = numbers(got.value[0])
    if found is None or found.ndim:
        return Kind("The agreement should be one number.")
    if not abs(float(found) - float(want.value[0])) <= TOLERANCE:
        return Kind(
            "The number is not the largest absolute difference.",
            full=f"It is {float(found):.4g} where {float(want.value[0]):.4g} was expected.",
        )
    return None if got.value[1] else Kind("Not every module is in the mode it was in before the comparison.")


CHECKS = [
    Check("predict gives the model's numbers", batches, observe_predict, predicted, visible=True),
    Check(
        "one file takes any batch size",
        sizes,
        observe_file,
        same_outputs,
        weight=2,
        hint="Look at what the export leaves in the folder, and at the shape of the input in the file.",
    ),
    Check(
        "a model in training is exported for inference and stays as it was",
        training_mode,
        observe_file,
        same_outputs_and_untouched,
        weight=2,
        hint="Which layers do something else in training, and who goes on training afterwards?",
    ),
    Check(
        "the agreement is the largest absolute difference",
        moved,
        observe_agreement,
        measured,
        hint="Try it on a model that has changed since its export.",
    ),
    Check(
        "the agreement is taken for inference",
        moved_in_training,
        observe_agreement,
        measured,
        hint="Think of a model that is in the middle of its training.",
    ),
]
