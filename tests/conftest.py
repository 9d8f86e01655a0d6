"""For all tests: no test fails for being slow on a busy machine."""

from hypothesis import settings

settings.register_profile("guide", deadline=None)
settings.load_profile("guide")
