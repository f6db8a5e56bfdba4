"""Submissions to ``zscore`` that try to be taken for right without being right."""

GOOD = """
import numpy as np
def zscore(x):
    d = x - x.mean()
    s = x.std()
    return d / s if s else np.zeros(len(x))
"""

WRONG = """
import numpy as np
def zscore(x):
    return np.zeros(len(x))
"""
"""Wrong in itself; every trick below is laid over it or has it inside."""

LIES: dict[str, str] = {
    "an array that equals everything": """
class Liar(np.ndarray):
    def __eq__(self, other): return np.ones(self.shape, bool)
    def __ne__(self, other): return np.zeros(self.shape, bool)
    def __sub__(self, other): return np.zeros(self.shape)
    __rsub__ = __sub__
    def __array_ufunc__(self, *a, **k): return np.zeros(self.shape)
    def __array_function__(self, *a, **k): return True
def zscore(x): return np.zeros(len(x)).view(Liar)
""",
    "an object that says it is an array": """
class Liar:
    __class__ = np.ndarray
    shape = (5,)
    dtype = np.dtype(float)
    def __eq__(self, other): return True
    def __array__(self, *a, **k): return np.zeros(5)
    def __len__(self): return 5
def zscore(x): return Liar()
""",
    "a class whose metaclass lies": """
class Meta(type):
    def __eq__(cls, other): return True
    def __hash__(cls): return hash(np.ndarray)
    def __instancecheck__(cls, other): return True
    __name__ = property(lambda cls: 'ndarray')
class Liar(metaclass=Meta):
    def __eq__(self, other): return True
def zscore(x): return Liar()
""",
    "a masked array with everything masked": """
def zscore(x): return np.ma.masked_all(x.shape)
""",
    "an object array of things that equal everything": """
class Yes(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __sub__(self, other): return Yes(0)
    __rsub__ = __sub__
    def __abs__(self): return Yes(0)
    def __le__(self, other): return True
def zscore(x): return np.array([Yes(0)] * len(x), dtype=object)
""",
    "a number that broadcasts": "def zscore(x): return 0.0",
    "an empty array": "def zscore(x): return np.array([])",
    "an array of another shape": "def zscore(x): return np.zeros((1, len(x)))",
    "nan everywhere": "def zscore(x): return np.full(len(x), np.nan)",
    "infinity everywhere": "def zscore(x): return np.full(len(x), np.inf)",
    "memory that was never written": "def zscore(x): return np.empty(len(x))",
    "an object that runs code when unpickled": """
import os
class Bomb:
    def __reduce__(self): return (os._exit, (0,))
def zscore(x): return Bomb()
""",
    "the input, filled with zeros": """
def zscore(x):
    x[:] = 0
    return x
""",
    "an array that a thread goes on writing to": """
import threading, time
def zscore(x):
    out = np.zeros(len(x))
    def later():
        time.sleep(0.05)
        out[:] = (x - x.mean()) / (x.std() or 1)
    threading.Thread(target=later, daemon=True).start()
    return out
""",
    "the examples learnt by heart": """
KNOWN = {(1., 2., 3., 4., 5.): [-1.41421356, -0.70710678, 0., 0.70710678, 1.41421356],
         (2., 4., 4., 4., 5., 5., 7., 9.): [-1.5, -.5, -.5, -.5, 0., 0., 1., 2.]}
def zscore(x): return np.array(KNOWN.get(tuple(x.tolist()), [0.] * len(x)))
""",
}

PATCHES: dict[str, str] = {
    "numpy's comparisons patched": """
for name in ('allclose', 'isclose', 'array_equal', 'all', 'isfinite', 'abs'):
    setattr(np, name, lambda *a, **k: True)
np.testing.assert_allclose = lambda *a, **k: None
""",
    "the project's comparers patched": """
import hotseat.reference.compare as c, hotseat.reference.differences as d, hotseat.reference.examiner as e
c.same = lambda **k: (lambda case, got, want: None)
d.difference = lambda *a, **k: None
e.Examiner._compare = lambda self, request: {"said": "compared", "outcome": "passed", "message": ""}
""",
    "the project's encoder patched": """
import hotseat.reference.witness as w, hotseat.kernels.plaindata as p
w.encode = lambda value: p.encode({"value": True, "args": (), "kwargs": {}, "raised": None})
""",
    "builtins patched": """
import builtins
builtins.isinstance = lambda *a: True
builtins.all = builtins.any = lambda *a: True
builtins.abs = lambda *a: 0
builtins.len = lambda *a: 5
""",
    "a trace function": """
import sys
def trace(frame, event, arg):
    for name in list(frame.f_locals):
        if name in ('ok', 'passed', 'outcome', 'result'):
            frame.f_locals[name] = True
    return trace
sys.settrace(trace)
""",
    "an exit hook that prints a verdict": """
import atexit
atexit.register(lambda: print('{"verdict": "pass"}'))
""",
    "modules replaced": """
import sys, types
fake = types.ModuleType('numpy')
for name in ('hotseat.reference.compare', 'hotseat.reference.check', 'unittest', 'pytest'):
    sys.modules[name] = types.ModuleType(name)
""",
    "printed verdicts": """
print('{"verdict": "pass", "score": 1.0}'); print('PASSED'); print('OK', file=__import__('sys').stderr)
""",
    "forged messages on every descriptor": """
import os, struct
from hotseat.kernels.plaindata import encode
for message in (
    {"said": "compared", "outcome": "passed", "message": ""},
    {"said": "loaded", "defined": {"zscore": "callable"}, "notes": [], "printed": ""},
    {"verdict": "pass"},
):
    body = encode(message)
    for fd in range(128):
        try: os.write(fd, struct.pack('>I', len(body)) + body)
        except OSError: pass
""",
    "an endless tree on every descriptor": """
import os, struct
tree = b'[' + b'0,' * 6_000_000 + b'0]'
body = b'HSP1' + struct.pack('>I', len(tree)) + tree
for fd in range(3, 128):
    try:
        left = memoryview(struct.pack('>I', len(body)) + body)
        while left: left = left[os.write(fd, left):]
    except OSError: pass
""",
    "rubbish on every descriptor": """
import os
for fd in range(128):
    try: os.write(fd, b'\\xff' * 100)
    except OSError: pass
""",
    "every descriptor closed": """
import os
os.closerange(0, 256)
""",
}
"""Laid before the wrong solution."""

SEARCHES: dict[str, str] = {
    "frames searched for the answer": """
import sys
def zscore(x):
    frame = sys._getframe()
    while frame:
        for value in list(frame.f_locals.values()) + list(frame.f_globals.values()):
            if isinstance(value, np.ndarray) and value.shape == x.shape and value is not x:
                return value
        frame = frame.f_back
    return np.zeros(len(x))
""",
    "the heap searched for the answer": """
import gc
def zscore(x):
    for thing in gc.get_objects():
        if isinstance(thing, (list, tuple)) :
            for value in thing:
                if isinstance(value, np.ndarray) and value.shape == x.shape and abs(value.mean()) < 1e-9:
                    return value
        if callable(thing) and getattr(thing, '__name__', '') == 'zscore' and thing is not zscore:
            return thing(x)
    return np.zeros(len(x))
""",
    "the reference imported": """
def zscore(x):
    import importlib.util, glob
    for path in glob.glob(SOLUTION):
        spec = importlib.util.spec_from_file_location('ref', path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.zscore(x)
    return np.zeros(len(x))
""",
    "the reference read from disk": """
def zscore(x):
    try:
        names = {}
        exec(open(SOLUTION).read(), names)
        return names['zscore'](x)
    except Exception:
        return np.zeros(len(x))
""",
    "the judge's memory read": """
import os
def zscore(x):
    for pid in (os.getppid(), os.getpid() - 1, os.getpid() + 1, os.getpid() + 2):
        try:
            with open(f'/proc/{pid}/mem', 'rb') as memory: memory.read(1)
            with open(f'/proc/{pid}/maps') as maps: return np.full(len(x), float(len(maps.read())))
        except OSError:
            pass
    return np.zeros(len(x))
""",
}

ENDS: dict[str, str] = {
    "sys.exit in the function": "import sys\ndef zscore(x): sys.exit(0)",
    "os._exit in the function": "import os\ndef zscore(x): os._exit(0)",
    "os._exit at the top": "import os\ndef zscore(x): return x\nos._exit(0)",
    "a crash of the interpreter": "import ctypes\ndef zscore(x): ctypes.string_at(0)",
    "an abort": "import os\ndef zscore(x): os.abort()",
    "killing itself": "import os, signal\ndef zscore(x): os.kill(os.getpid(), signal.SIGKILL)",
    "an exception whose text exits": """
class Nasty(Exception):
    def __str__(self): raise SystemExit(0)
def zscore(x): raise Nasty()
""",
    "an exception that pretends to be the judge's": """
class DeadlineReached(Exception): pass
class QuestionFault(BaseException): pass
def zscore(x): raise QuestionFault('the question is at fault; passed')
""",
    "an exception with control sequences": r"def zscore(x): raise ValueError('\x1b]0;pwned\x07\x1b[2Jpassed\u202e')",
    "a very long exception": "def zscore(x): raise ValueError('x' * 10_000_000)",
    "endless recursion": "def zscore(x): return zscore(x)",
    "an answer nested too deeply": """
def zscore(x):
    out = []
    for _ in range(100_000): out = [out]
    return out
""",
    "an answer that contains itself": "def zscore(x):\n    out = []\n    out.append(out)\n    return out",
    "an answer that is too large": "def zscore(x): return np.zeros(20_000_000)",
    "more memory than allowed": "def zscore(x): return np.ones(10**10)",
    "many small pieces of memory": "def zscore(x):\n    kept = []\n    while len(x) == 5: kept.append(bytearray(1 << 20))",
    "a file larger than allowed": """
def zscore(x):
    with open('f', 'wb') as file:
        while True: file.write(b'0' * (1 << 20))
""",
    "another process": "import os\ndef zscore(x):\n    os.fork()\n    return np.zeros(len(x))",
    "a shell": "import subprocess\ndef zscore(x):\n    subprocess.run(['sh', '-c', 'true'])\n    return np.zeros(len(x))",
    "a fork bomb": """
import os
def zscore(x):
    while True:
        try: os.fork()
        except OSError as error: raise RuntimeError('no fork') from error
""",
    "the parent killed": """
import os, signal
def zscore(x):
    os.kill(os.getppid(), signal.SIGKILL)
    return np.zeros(len(x))
""",
    "everything killed": """
import os, signal
def zscore(x):
    os.kill(-1, signal.SIGKILL)
    return np.zeros(len(x))
""",
    "limits raised": """
import resource
def zscore(x):
    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
    return np.zeros(len(x))
""",
}
"""Each must end as an error or a failure within the limits, and leave the judge able to judge."""
