"""Cases of a table that `make proof` tries and `make test` leaves out."""

from functools import partial

import pytest

proof = partial(pytest.param, marks=pytest.mark.proof)
"""A case that goes the same way as one that every run tries, or the whole of what every run samples."""
