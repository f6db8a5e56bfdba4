"""Code that leans on an earlier run or on another environment is told so by name, and growth and rules are held at run."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from support.judge_packs import Bench

from hotseat.interview.leftovers import explained, wanting

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("pack"))
    yield bench
    await bench.judge.close()


async def test_a_name_that_nothing_in_the_file_defines_is_told(bench: Bench) -> None:
    verdict = await bench("def double(x):\n    return factor * x\n")
    assert verdict.verdict == "error" and verdict.missing_names == ("factor",)


async def test_a_name_missing_at_the_top_of_a_cell_is_told_too(bench: Bench) -> None:
    verdict = await bench("# %%\nprint(frame)\n# %%\ndef double(x):\n    return 3 * x\n")
    assert verdict.verdict == "fail" and verdict.missing_names == ("frame",)


async def test_what_a_missing_package_kept_from_being_defined_is_not_run(bench: Bench) -> None:
    verdict = await bench("import nowhere_to_be_found as n\nfactor = 2\n# %%\ndef double(x):\n    return factor * x\n")
    assert verdict.verdict == "error" and verdict.missing_packages == ("nowhere_to_be_found",)
    assert {check.outcome for check in verdict.checks} == {"not-run"} and verdict.score == 0
    assert "`nowhere_to_be_found` is not installed in Hotseat's own environment" in verdict.reason
    assert verdict.reason.endswith("what needs it was not run.")
    assert verdict.missing_names == (), "the name is missing because the package is"


async def test_of_several_missing_packages_it_is_told_what_needs_them(bench: Bench) -> None:
    verdict = await bench("import nowhere_to_be_found\n# %%\nimport nor_anywhere_else\n")
    assert "are not installed" in verdict.reason and verdict.reason.endswith("what needs them was not run.")


async def test_a_function_that_such_a_cell_should_have_defined_is_explained_by_the_package(bench: Bench) -> None:
    verdict = await bench("import nowhere_to_be_found as n\ndef double(x):\n    return 2 * x\n")
    assert verdict.verdict == "error" and {check.outcome for check in verdict.checks} == {"not-run"}
    assert "`double` is not defined. `nowhere_to_be_found` is not installed" in verdict.reason


async def test_a_missing_package_that_nothing_needs_costs_nothing(bench: Bench) -> None:
    verdict = await bench(
        "def double(x):\n    return 2 * x\n# %%\nimport nowhere_to_be_found as n\nn.plot(double(1))\n"
    )
    assert verdict.verdict == "pass" and verdict.missing_packages == ("nowhere_to_be_found",)
    assert "No module named" in verdict.notes[0]


async def test_after_two_checks_that_hang_the_rest_is_left_out(bench: Bench) -> None:
    verdict = await bench("def double(x):\n    while True:\n        pass\n", needs={"seconds": 0.3})
    assert [check.outcome for check in verdict.checks] == ["timeout", "timeout", "not-run"]
    assert verdict.verdict == "timeout" and verdict.checks[2].message.startswith("Left out")


async def test_a_package_that_is_imported_when_called_costs_only_the_checks_that_need_it(bench: Bench) -> None:
    verdict = await bench(
        """
        def double(x):
            if len(x):
                import nowhere.deep
            return 2 * x
        """
    )
    outcomes = {check.name: check.outcome for check in verdict.checks}
    assert outcomes == {"doubles": "not-run", "doubles again": "not-run", "an array of nothing": "passed"}
    assert verdict.verdict != "pass" and verdict.missing_packages == ("nowhere",)


async def test_a_module_of_an_installed_package_that_is_not_there_is_an_ordinary_error(bench: Bench) -> None:
    verdict = await bench("def double(x):\n    import numpy.nowhere\n    return x\n")
    assert verdict.missing_packages == () and verdict.verdict == "error"


FAILED = {
    "verdict": "fail",
    "reason": "1 of 2 checks passed.",
    "score": 0.5,
    "checks": [{"outcome": "failed"}, {"outcome": "passed"}],
    "missing_names": ["df", "factor"],
    "missing_packages": [],
}


async def test_only_names_that_the_kernel_still_knows_are_called_left_behind() -> None:
    found = explained(FAILED, {"df"}, ())
    assert found["left_behind"].startswith("`df` works only with what an earlier run left behind")
    assert found["reason"] == f"{found['left_behind']} 1 of 2 checks passed."
    assert (found["verdict"], found["score"]) == ("fail", 0.5)
    assert explained(FAILED, (), ()) == FAILED
    assert "`df` and `factor` work only" in explained(FAILED, {"df", "factor"}, ())["reason"]


async def test_a_package_of_the_persons_own_environment_leaves_the_submission_unjudged() -> None:
    verdict = FAILED | {
        "verdict": "error",
        "checks": [{"outcome": "not-run"}],
        "missing_names": [],
        "missing_packages": ["polars"],
    }
    found = explained(verdict, (), {"polars"})
    assert (found["verdict"], found["score"]) == ("not-judged", 0.0)
    assert found["reason"].startswith("`polars` is only in your own environment")
    assert explained(verdict, (), ())["verdict"] == "error"


async def test_a_package_of_ones_own_excuses_no_check_that_failed_for_itself() -> None:
    verdict = FAILED | {"missing_names": [], "missing_packages": ["polars"]}
    found = explained(verdict, (), {"polars"})
    assert found["verdict"] == "fail" and "`polars` is only in your own environment" in found["reason"]


async def test_nothing_is_asked_of_the_kernel_about_a_pass() -> None:
    assert wanting(FAILED | {"verdict": "pass"}) == ((), ())
