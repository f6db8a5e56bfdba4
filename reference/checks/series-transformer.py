"""Checks of the small Transformer: shapes, what its output depends on, the windows it trains on, and what it learns."""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_alone, raised_sentence


def observe_shape(candidate, settings, x):
    import torch

    torch.manual_seed(0)
    return list(candidate.SeriesTransformer(*settings)(torch.as_tensor(x)).shape)


def observe_outputs(candidate, settings, windows, mode):
    """In the given mode, the logits of all windows together, of all again, and of each by itself."""
    import torch

    torch.manual_seed(0)
    model = candidate.SeriesTransformer(*settings)
    model.train(mode == "training")
    x = torch.as_tensor(windows)
    with torch.no_grad():
        told = [model(x), model(x), torch.cat([model(one[None]) for one in x])]
    return [one.double().numpy() for one in told]


def observe_training(candidate, settings, tokens, arguments):
    """The losses, the windows that went through the model and what came out, its modes, and how far its weights moved."""
    import torch

    torch.manual_seed(0)
    model = candidate.SeriesTransformer(*settings)
    model.eval()
    before = [p.detach().clone() for p in model.parameters()]
    seen, out, sizes, modes = [], [], [], []

    def watch(module, inputs, output):
        seen.extend(inputs[0].detach().long().numpy().copy())
        out.extend(output.detach().double().numpy().copy())
        sizes.append(len(inputs[0]))
        modes.append(bool(module.training))

    model.register_forward_hook(watch)
    losses = candidate.train_model(model, tokens, *arguments)
    moved = max(float((p.detach() - b).abs().max()) for p, b in zip(model.parameters(), before, strict=True))
    losses = [float(one) for one in losses]
    return {"losses": losses, "seen": seen, "out": out, "sizes": sizes, "modes": modes, "moved": moved}


def observe_sizes(candidate, settings, layers):
    """How many numbers a model has, by its number of layers; None leaves it out."""
    told = []
    for n in layers:
        model = candidate.SeriesTransformer(*settings, **({} if n is None else {"n_layers": n}))
        told.append(sum(p.numel() for p in model.parameters()))
    return told


def observe_forecast(candidate, settings, tokens, arguments, later):
    """The losses, and the most probable next row after each window of what comes later."""
    import torch

    torch.manual_seed(0)
    model = candidate.SeriesTransformer(*settings)
    losses = candidate.train_model(model, tokens, *arguments)
    size = settings[-1]
    model.eval()
    with torch.no_grad():
        x = torch.stack([torch.as_tensor(later[i : i + size]) for i in range(len(later) - size)])
        return {"losses": [float(one) for one in losses], "next": model(x).argmax(dim=-1).numpy()}


def observe_in_place(candidate, settings, tokens):
    model = candidate.SeriesTransformer(*settings)
    candidate.train_model(model, tokens, 1)


def shape(rng):
    x = rng.integers(0, 50, (3, 10, 20))
    return [Case(((50, 20), x), note="twenty columns and the default width")]


def shapes(rng):
    return [
        Case(((9, 7, 32, 4, 1, 5), rng.integers(0, 9, (2, 5, 7))), note="seven columns and a width of 32"),
        Case(((6, 1, 16, 2, 1, 4), rng.integers(0, 6, (2, 4, 1))), note="a single column"),
        Case(((5, 9, 8, 2, 1, 3), rng.integers(0, 5, (1, 3, 9))), note="more columns than width"),
        Case(((5, 4, 6, 3, 1, 3), rng.integers(0, 5, (2, 3, 4))), note="a width of six and three heads"),
    ]


SETTINGS = (6, 3, 24, 2, 2, 4)


def changed(rng):
    """A window, and then the same with one token changed, for each step and column."""
    window = rng.integers(0, 6, (4, 3))
    variants = [window]
    for i in range(4):
        for j in range(3):
            other = window.copy()
            other[i, j] = (other[i, j] + 1 + rng.integers(0, 5)) % 6
            variants.append(other)
    return [Case((SETTINGS, np.array(variants), "evaluation"), note="windows that differ in one token")]


def reordered(rng):
    window = rng.permutation(12).reshape(4, 3) % 6
    window[:3] = [[0, 1, 2], [3, 4, 5], [1, 5, 3]]
    return [
        Case(
            (SETTINGS, np.array([window, window[[1, 0, 2, 3]], window[[2, 1, 0, 3]]]), "evaluation"),
            note="steps exchanged",
        ),
    ]


def exchanged(rng):
    window = np.array([[0, 1, 2], [3, 4, 5], [1, 5, 3], [2, 0, 4]])
    return [
        Case(
            (SETTINGS, np.array([window, window[:, [1, 0, 2]], window[:, [2, 1, 0]]]), "evaluation"),
            note="columns exchanged",
        )
    ]


def alike(rng):
    return [
        Case(
            (SETTINGS, np.repeat(rng.integers(0, 6, (2, 4, 1)), 3, axis=2), "evaluation"),
            note="columns with equal tokens",
        )
    ]


def batches(rng):
    return [Case((SETTINGS, rng.integers(0, 6, (5, 4, 3)), "evaluation"), note="five windows")]


def trained(rng):
    tokens = rng.integers(0, 6, (40, 3))
    return [Case((SETTINGS, tokens, (2, 1e-6, 8)), note="40 rows, two epochs, and hardly any learning")]


def periodic(rng):
    start = int(rng.integers(0, 8))
    time = np.arange(start, start + 230)
    tokens = np.column_stack([3 * time % 8, time // 3 % 5])
    return [Case(((8, 2, 32, 4, 1, 6), tokens[:180], (15, 0.003, 16), tokens[180:]), note="two periodic columns")]


def plain(rng):
    tokens = rng.integers(0, 6, (20, 3))
    return [
        Case((SETTINGS, tokens), note="a short series"),
        Case((SETTINGS, tokens.astype(np.uint8)), note="tokens that take a byte each"),
    ]


def defaults(rng):
    return [
        Case((SETTINGS, np.column_stack([np.arange(45) % k for k in (2, 3, 6)]), ()), note="the defaults of the loop")
    ]


def layers(rng):
    return [Case(((6, 3, 24, 2), (1, 2, 3, None)), note="one, two and three layers, and the default")]


def holds_shape(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if got.value != want.value:
        return f"The output has the shape {tuple(got.value)} where {tuple(want.value)} was expected."
    return None


def logits(got, windows=None):
    for one in got.value:
        if one.ndim != 3 or not np.isfinite(one).all():
            return Kind("The output is not an array of finite numbers with three axes.")
    return None


def all_differ(sentence):
    def holds(case, got, want):
        """Each window's output differs from the first one's; equal numbers come out equal to about 1e-6."""
        if got.raised:
            return raised_sentence(got.raised)
        first, *others = got.value[2]
        return logits(got) or next((Kind(sentence) for one in others if abs(one - first).max() < 1e-5), None)

    return holds


def holds_columns(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    found = got.value[0]
    if logits(got) or any(abs(found[:, i] - found[:, j]).max() < 1e-5 for i, j in ((0, 1), (0, 2), (1, 2))):
        return Kind("Two columns with the same tokens get the same logits.")
    return None


def holds_alone(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    together, again, alone = got.value
    if abs(together - again).max() > 1e-5:
        return Kind("Two calls in evaluation mode give different outputs.")
    if together.shape != alone.shape or abs(together - alone).max() > 1e-3:
        return Kind("A window by itself gives another output than in a batch.")
    return None


def holds_windows(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    settings, tokens, (epochs, _, batch_size) = case.args
    size = settings[-1]
    expected = sorted(tokens[i : i + size].ravel().tolist() for i in range(len(tokens) - size)) * epochs
    if sorted(np.ravel(one).tolist() for one in got.value["seen"]) != sorted(expected):
        return Kind("The windows that went through the model are not those of the series, each once an epoch.")
    if max(got.value["sizes"]) != batch_size:
        return Kind(f"The largest batch has {max(got.value['sizes'])} windows where batch_size is {batch_size}.")
    if not all(got.value["modes"]):
        return Kind("The model was not in training mode while it was trained.")
    return None


def holds_loss(case, got, want):
    """The mean cross-entropy of what came out of the model, over tokens or over batches, computed here."""
    if got.raised:
        return raised_sentence(got.raised)
    settings, tokens, (epochs, *_) = case.args
    losses, size = got.value["losses"], settings[-1]
    if len(losses) != epochs:
        return Kind("There is not one loss for each epoch.")
    following = {tuple(tokens[i : i + size].ravel().tolist()): tokens[i + size] for i in range(len(tokens) - size)}
    targets = [following.get(tuple(np.ravel(one).tolist())) for one in got.value["seen"]]
    n = len(tokens) - size
    if len(targets) != n * epochs or any(one is None for one in targets):
        return Kind("The windows that went through the model are not those of the series, each once an epoch.")
    out = np.array(got.value["out"])
    normal = np.log(np.exp(out - out.max(axis=2, keepdims=True)).sum(axis=2)) + out.max(axis=2)
    each = (normal - np.take_along_axis(out, np.array(targets)[:, :, None], axis=2)[:, :, 0]).mean(axis=1)
    ends = np.cumsum(got.value["sizes"])
    batches = [(end, float(each[end - m : end].mean())) for end, m in zip(ends, got.value["sizes"], strict=True)]
    for k, loss in enumerate(losses):
        means = [mean for end, mean in batches if k * n < end <= (k + 1) * n]
        if min(abs(loss - each[k * n : (k + 1) * n].mean()), abs(loss - np.mean(means))) > 1e-3:
            return Kind("The loss of an epoch is not the mean cross-entropy over its tokens.")
    return None


def holds_rate(case, got, want):
    """Ten steps of any usual optimiser at a rate of a millionth move no weight by as much as a ten-thousandth."""
    if got.raised:
        return raised_sentence(got.raised)
    if got.value["moved"] > 1e-4:
        return Kind("At a very small learning rate the weights move too far.")
    return None


def holds_defaults(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    losses, sizes = got.value["losses"], got.value["sizes"]
    if len(losses) != 10 or max(sizes) != 32:
        return Kind("Without arguments it does not train for ten epochs with batches of 32.")
    if not losses[-1] < losses[0]:
        return Kind("Without arguments nothing is learnt.")
    return None


def holds_sizes(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    first, second, third, default = got.value
    if not (second > first and third - second == second - first and default == second):
        return Kind("The number of layers asked for, or the default of two, is not what the model has.")
    return None


def holds_forecast(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    *_, later = case.args
    size = case.args[0][-1]
    right = float((got.value["next"] == later[size:]).mean())
    if right < 0.9:
        return Kind("After training, less than nine of ten of the following tokens are predicted.")
    return None


CHECKS = [
    Check("the logits of the next row have the right shape", shape, observe_shape, holds_shape, visible=True),
    Check(
        "an easy series is learnt",
        periodic,
        observe_forecast,
        holds_forecast,
        visible=True,
        weight=2,
        many_answers=True,
    ),
    Check(
        "any number of columns",
        shapes,
        observe_shape,
        holds_shape,
        weight=2,
        hint="Think of numbers of columns that do not divide the width.",
    ),
    Check(
        "every token of the window counts",
        changed,
        observe_outputs,
        all_differ("A change of one token in the window changes nothing in the output."),
        weight=1.5,
        hint="Change one token in an early step.",
    ),
    Check(
        "the order of the steps counts",
        reordered,
        observe_outputs,
        all_differ("Exchanging two steps of the window changes nothing in the output."),
        weight=2,
        hint="Exchange two early steps of a window.",
    ),
    Check(
        "it counts in which column a token stands",
        exchanged,
        observe_outputs,
        all_differ("Exchanging two columns changes nothing in the output."),
        weight=1.5,
        hint="Exchange two columns of a window.",
    ),
    Check(
        "each column has logits of its own",
        alike,
        observe_outputs,
        holds_columns,
        hint="Think of what turns the last step into twenty distributions.",
    ),
    Check(
        "windows of a batch do not see each other",
        batches,
        observe_outputs,
        holds_alone,
        weight=2,
        hint="Give a window by itself, and then together with others, in evaluation mode.",
    ),
    Check(
        "each window is used once an epoch, in training mode",
        trained,
        observe_training,
        holds_windows,
        weight=2,
        hint="Count the windows from the first row to the last, and look at the mode of the model.",
    ),
    Check(
        "the loss is a mean over tokens",
        trained,
        observe_training,
        holds_loss,
        weight=1.5,
        hint="Work the loss out from the logits of one epoch, with a last batch that is not full.",
    ),
    Check(
        "the learning rate is the one given",
        trained,
        observe_training,
        holds_rate,
        hint="Pass a very small rate, and look at the weights.",
    ),
    Check(
        "the defaults are ten epochs and batches of 32",
        defaults,
        observe_training,
        holds_defaults,
        hint="Leave out what has a default.",
    ),
    Check(
        "the number of layers is the one asked for",
        layers,
        observe_sizes,
        holds_sizes,
        hint="Count the parameters with one, two and three layers.",
    ),
    Check(
        "the tokens stay as they were",
        plain,
        observe_in_place,
        input_alone,
        hint="Think of who else uses the series, and of the types that tokens come in.",
    ),
]
