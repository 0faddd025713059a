"""What the machine refuses is said as such, with a remedy, and is not called a fault of the program."""

import errno
import os
import socket

import duckdb
import pytest

from skilldemand.cli import demo
from skilldemand.cli.errors import LoopbackError, fault_of_machine


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EMFILE])
def test_a_refusal_of_the_machine_names_the_file_and_a_remedy(number: int) -> None:
    said = fault_of_machine(OSError(number, os.strerror(number), "state/run.lock"))
    assert said is not None
    assert "state/run.lock" in said
    assert "run the same command again" in said


def test_a_full_disk_is_recognised_inside_the_error_of_a_library() -> None:
    said = fault_of_machine(duckdb.IOException('Could not write file "build.duckdb": No space left on device'))
    assert said is not None
    assert "disk is full" in said


def test_other_errors_stay_unexpected() -> None:
    assert fault_of_machine(ValueError("text_hash")) is None
    assert fault_of_machine(OSError("no number")) is None


def test_the_demo_says_that_loopback_is_missing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(LoopbackError, match="loopback interface"):
        demo._require_loopback(f"http://127.0.0.1:{port}")
