"""In tests a template that names a variable which is not there fails, instead of printing nothing."""


class UndefinedVariable(str):
    """For Django's `string_if_invalid`: looks like a pattern, and raises when it is filled in."""

    __slots__ = ()

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"the template uses {missing}, which is not in its context")
