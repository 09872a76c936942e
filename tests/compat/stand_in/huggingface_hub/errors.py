from httpx import HTTPError


class HfHubHTTPError(HTTPError, OSError):
    def __init__(self, message: str, *, response: object) -> None:
        super().__init__(message)
        self.response = response

    def __reduce_ex__(self, protocol: object) -> object:
        raise AssertionError("an error of ours as well is pickled by us")


class BadRequestError(HfHubHTTPError, ValueError):
    pass


class RepositoryNotFoundError(HfHubHTTPError):
    pass


class InferenceTimeoutError(HTTPError, TimeoutError):
    pass


class TextGenerationError(HTTPError):
    pass


class ValidationError(TextGenerationError):
    pass


class OverloadedError(TextGenerationError):
    pass


class UnknownError(TextGenerationError):
    pass
