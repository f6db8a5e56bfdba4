"""Checks of the cache: scripts of operations at given times, played on the candidate's cache and on the reference.

A script is a list of steps: (time, "put", key, value), (time, "get", key) with or without a default, and (time, "len"). Times and
lifetimes are multiples of an eighth, so that sums are exact.
"""

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import raised_sentence, raises

MOST = 120
"""How often keys and times may be looked at for each step, on average; good ways need some tens at most."""

KEPT = 2500
"""How many keys, values or times may be kept after 6000 steps. Some tens are in use; the rest leaves room for books that are
tidied up every thousand calls or so. Whoever never lets go of what leaves in one way keeps nearly 4000 in one of the cases."""


def observe_script(candidate, capacity, lifetime, script):
    """What each get and each len of the script returned."""
    now = [0.0]
    cache = candidate.ExpiringCache(capacity, lifetime, lambda: now[0])
    found = []
    for at, what, *rest in script:
        now[0] = at
        if what == "put":
            cache.put(*rest)
        else:
            found.append(cache.get(*rest) if what == "get" else len(cache))
    return found


def observe_two(candidate, capacity, lifetime, script):
    """Two caches with clocks of their own, of which the second gets only every other step, an hour later."""
    times = [0.0], [0.0]
    caches = [candidate.ExpiringCache(capacity, lifetime, lambda now=now: now[0]) for now in times]
    found = []
    for number, (at, what, *rest) in enumerate(script):
        for which, (cache, now) in enumerate(zip(caches, times, strict=True)):
            if which and number % 2:
                continue
            now[0] = at + 3600.0 * which
            if what == "put":
                cache.put(*rest)
            else:
                found.append(cache.get(*rest) if what == "get" else len(cache))
    return found


def observe_many(candidate, capacity, lifetime, numbers, pause):
    """Looks up each key and puts it where it is missing; the time moves on by ``pause`` at each step.

    Returns the hits, and how often keys were hashed or compared and times compared, for each step on average.
    """
    touched = [0]

    class Key:
        def __init__(self, number):
            self.number = number

        def __hash__(self):
            touched[0] += 1
            return hash(self.number)

        def __eq__(self, other):
            touched[0] += 1
            return self.number == other.number

    class Time(float):
        __hash__ = float.__hash__

        def __add__(self, other):
            return Time(float(self) + other)

        __radd__ = __add__

        def __sub__(self, other):
            return Time(float(self) - other)

        def __lt__(self, other):
            touched[0] += 1
            return float(self) < other

        def __le__(self, other):
            touched[0] += 1
            return float(self) <= other

        def __gt__(self, other):
            touched[0] += 1
            return float(self) > other

        def __ge__(self, other):
            touched[0] += 1
            return float(self) >= other

    now = [0.0]
    cache = candidate.ExpiringCache(capacity, lifetime, lambda: Time(now[0]))
    hits = 0
    for number in numbers:
        now[0] += pause
        if cache.get(Key(number), -1) == -1:
            cache.put(Key(number), number)
        else:
            hits += 1
    return hits, touched[0] / len(numbers)


def observe_kept(candidate, capacity, lifetime, steps, pause):
    """How many of the keys, values and times handed over are still alive after the steps, a number and what is done with it.

    Every call gets a key, a value and a time that are objects of their own, so that each is kept by nothing but the cache.
    """
    import gc
    import weakref

    alive = {"keys": [], "values": [], "times": []}

    class Key:
        def __init__(self, number):
            self.number = number
            alive["keys"].append(weakref.ref(self))

        def __hash__(self):
            return hash(self.number)

        def __eq__(self, other):
            return self.number == other.number

    class Value:
        def __init__(self):
            alive["values"].append(weakref.ref(self))

    class Time(float):
        def __init__(self, _):
            alive["times"].append(weakref.ref(self))

        def __add__(self, other):
            return Time(float(self) + other)

        __radd__ = __add__

        def __sub__(self, other):
            return Time(float(self) - other)

    now = [0.0]
    cache = candidate.ExpiringCache(capacity, lifetime, lambda: Time(now[0]))
    for number, what in steps:
        now[0] += pause
        if what == "put" or (cache.get(Key(number)) is None and what == "fetch"):
            cache.put(Key(number), Value())
    gc.collect()
    return {kind: sum(ref() is not None for ref in refs) for kind, refs in alive.items()}


def observe_made(candidate, capacity, lifetime):
    candidate.ExpiringCache(capacity, lifetime, lambda: 0.0)
    return "made"


def told(step):
    at, what, *rest = step
    return f"{what}({', '.join(map(repr, rest))}) at {at:g} s"


def same_answers(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, list) or len(got.value) != len(want.value):
        return Kind("Not every get and len gave an answer.")
    asked = [step for step in case.args[2] if step[1] != "put"]
    for step, found, right in zip(asked, got.value, want.value, strict=False):
        if type(found) is not type(right) or found != right:
            kind = "The length is wrong." if step[1] == "len" else "A get did not give what it should."
            return Kind(kind, f"{told(step)} gave {found!r} where {right!r} was expected.")
    return None


def same_pairs(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    return None if got.value == want.value else Kind("Two caches do not behave as each would by itself.")


def little_work(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    hits, each = got.value
    if hits != want.value[0]:
        return Kind("The number of hits is wrong.", f"The number of hits is {hits} where {want.value[0]} was expected.")
    if each > MOST:
        full = f"Keys and times were looked at {each:.0f} times for each step on average; at most {MOST} are allowed."
        return Kind("The work grows with the number of entries.", full)
    return None


def little_kept(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    for kind, count in got.value.items():
        if count > KEPT:
            full = f"After {len(case.args[2])} steps the cache still keeps {count} of the {kind} it was given."
            return Kind(f"The {kind} that the cache keeps become more and more, long after their lifetime.", full)
    return None


def timed(steps, pause=0.125):
    """The steps, one after the other at equal distances in time."""
    return [(pause * i, *step) for i, step in enumerate(steps)]


def puts(keys, start=0):
    return [("put", key, start + i) for i, key in enumerate(keys)]


def gets(keys):
    return [("get", key) for key in keys]


def walk(rng, n, keys, most, eighths):
    """A random script over few keys whose clock moves on by up to ``eighths`` eighths of a second at each step."""
    script, at = [], 0.0
    for i in range(n):
        at += int(rng.integers(0, eighths + 1)) / 8
        key = f"k{int(rng.integers(keys))}"
        draw = rng.random()
        if draw < 0.45:
            script.append((at, "put", key, i))
        elif draw < 0.85:
            script.append((at, "get", key))
        else:
            script.append((at, "len"))
    return script


def basic(rng):
    steps = [
        *puts("ab"),
        ("get", "a"),
        ("get", "x"),
        ("get", "x", "none"),
        ("len",),
        *puts("c", 5),
        *gets("abc"),
        ("len",),
    ]
    return [
        Case((2, 100.0, timed(steps)), note="two places"),
        Case((3, 100.0, timed([*puts("abc"), *gets("a"), *puts("d"), *gets("abcd")])), note="three places"),
    ]


def lived(rng):
    script = [
        (0.0, "put", "a", 1),
        (4.0, "put", "b", 2),
        (9.0, "get", "a"),
        (11.0, "get", "a"),
        (11.0, "get", "b"),
        (11.0, "len"),
    ]
    return [Case((5, 10.0, script), note="entries of different age")]


def recency(rng):
    order = "".join(rng.permutation(list("abcd")))
    again = [*puts(order), *puts(order[0], 20), ("len",), *puts("e"), *gets("abcde"), ("len",)]
    return [
        Case(
            (4, 100.0, timed([*puts("abcd"), *gets(order), *puts("efg"), *gets("abcdefg")])),
            note="entries used in another order",
        ),
        Case((4, 100.0, timed(again)), note="a key that is put again in a full cache"),
        Case(
            (4, 100.0, timed([*puts("abcd"), *gets("zzyy"), *puts("e"), *gets("abcde")])), note="missing keys looked up"
        ),
        Case((1, 100.0, timed([*puts("ab"), *gets("ab"), *puts("b"), *gets("b"), ("len",)])), note="a single place"),
        Case(
            (9, 100.0, timed([*puts("abc"), ("len",), *puts("aab"), ("len",), *gets("abc")])),
            note="more places than keys",
        ),
    ]


def boundary(rng):
    life = int(rng.integers(8, 40)) / 8
    script = [(1.0, "put", "a", 1), (1.0 + life - 0.125, "get", "a"), (1.0 + life, "len"), (1.0 + life, "get", "a")]
    later = [(1.0, "put", "a", 1), (1.0 + life, "get", "a"), (1.0 + life, "get", "a", 7)]
    return [
        Case((3, life, script), note="exactly at the lifetime"),
        Case((3, life, later), note="exactly at the lifetime"),
    ]


def renewal(rng):
    read = [(0.0, "put", "a", 1), *[(float(t), "get", "a") for t in range(3, 16, 3)], (16.0, "len")]
    again = [
        (0.0, "put", "a", 1),
        (0.0, "put", "b", 2),
        (6.0, "put", "a", 3),
        (12.0, "get", "a"),
        (12.0, "get", "b"),
        (16.0, "get", "a"),
    ]
    return [
        Case((2, 10.0, read), note="an entry that is read again and again"),
        Case((2, 10.0, again), note="an entry that is put again"),
    ]


def dead_first(rng):
    used = [
        (0.0, "put", "old", 1),
        (5.0, "put", "good", 2),
        (9.0, "get", "old"),
        (11.0, "put", "new", 3),
        (11.0, "get", "good"),
        (11.0, "get", "new"),
        (11.0, "len"),
    ]
    several = [
        *[(float(i), "put", key, i) for i, key in enumerate("abcdef")],
        *[(7.0, "get", key) for key in "fedcba"],
        (13.0, "put", "x", 7),
        (13.0, "put", "y", 8),
        *[(13.0, "get", key) for key in "abcdefxy"],
        (13.0, "len"),
    ]
    at_once = [*[(0.0, "put", key, i) for i, key in enumerate("abcd")], (5.0, "put", "e", 4), (11.0, "len")]
    return [
        Case((2, 10.0, used), note="a full cache with an entry that is too old but was used last"),
        Case((6, 10.0, several), note="a full cache in which several are too old"),
        Case((6, 10.0, at_once), note="several that become too old at once"),
    ]


def empty_values(rng):
    values = [None, 0, "", False, [], 0.0]
    steps = [("put", i, value) for i, value in enumerate(values)] + [("get", i, "default") for i in range(7)]
    odd = [None, 0, "", (), "x"]
    keys = [*puts(odd), *[("get", key, 9) for key in (*odd, "y")]]
    return [
        Case((8, 100.0, timed(steps)), note="values that are empty, zero or None"),
        Case((8, 100.0, timed(keys)), note="keys that are empty, zero or None"),
    ]


def walks(rng):
    return [
        Case((3, 4.0, walk(rng, 300, 6, 3, 4)), note="many operations on few keys"),
        Case((5, 2.0, walk(rng, 300, 8, 5, 3)), note="many operations, short lives"),
        Case((2, 1000.0, walk(rng, 200, 4, 2, 1)), note="many operations, long lives"),
        Case((1, 1.0, walk(rng, 150, 3, 1, 3)), note="many operations on a single place"),
    ]


def pairs(rng):
    return [Case((3, 4.0, walk(rng, 200, 6, 3, 2)), note="two caches side by side")]


def bad(rng):
    return [
        Case((0, 1.0), note="a capacity of 0"),
        Case((-2, 1.0), note="a capacity below 0"),
        Case((3, 0.0), note="a lifetime of 0"),
        Case((3, -1.0), note="a lifetime below 0"),
    ]


def large(rng):
    keys = rng.integers(0, 1500, 1500).tolist()
    return [
        Case((400, 1500.0, keys, 0.125), note="a large cache in which hardly anything expires"),
        Case((750, 45.0, keys, 0.125), note="a large cache in which much expires"),
    ]


def years(rng):
    """Steps of which twenty fall within a lifetime, or four, so that most entries become too old."""
    few = rng.integers(0, 6, 6000).tolist()
    kinds = [
        (2.5, [(i, "put") for i in range(6000)], "new keys all the time"),
        (2.5, [(i, "put") for i in few], "the same few keys put again and again"),
        (2.5, [(i, "fetch") for i in few], "the same few keys looked up again and again"),
        (0.5, [(i, "fetch") for i in few], "keys that are mostly too old when they are looked up"),
        (2.5, [(i, "get") for i in range(6000)], "missing keys looked up"),
    ]
    return [Case((8, lifetime, steps, 0.125), note=note) for lifetime, steps, note in kinds]


CHECKS = [
    Check("the least recently used entry leaves", basic, observe_script, same_answers, visible=True, weight=2),
    Check("entries become too old", lived, observe_script, same_answers, visible=True),
    Check(
        "what counts as a use",
        recency,
        observe_script,
        same_answers,
        weight=2,
        hint="Think of reading, of putting a key again, and of looking for one that is missing.",
    ),
    Check("exactly at the lifetime", boundary, observe_script, same_answers, hint="Stand exactly on the boundary."),
    Check(
        "what makes an entry young again",
        renewal,
        observe_script,
        same_answers,
        weight=2,
        hint="Does reading prolong a life?",
    ),
    Check(
        "what is too old leaves first",
        dead_first,
        observe_script,
        same_answers,
        weight=2,
        hint="Think of an old entry that was used a moment ago, in a full cache.",
    ),
    Check(
        "empty values and keys",
        empty_values,
        observe_script,
        same_answers,
        hint="Think of None, zero and empty strings.",
    ),
    Check(
        "long scripts of operations", walks, observe_script, same_answers, weight=2, hint="Play many steps on few keys."
    ),
    Check("two caches share nothing", pairs, observe_two, same_pairs, hint="Make two of them."),
    Check(
        "a cache that makes no sense is refused",
        bad,
        observe_made,
        raises("ValueError"),
        hint="Think of the smallest sizes.",
    ),
    Check(
        "the work does not grow with the size of the cache",
        large,
        observe_many,
        little_work,
        weight=2,
        hint="How do you find the entry that has to go?",
    ),
    Check(
        "what has left is let go",
        years,
        observe_kept,
        little_kept,
        hint="What do your books still hold after many more calls than there are places?",
    ),
]
