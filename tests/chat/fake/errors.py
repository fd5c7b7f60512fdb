"""Refusals as Discord words them (its API reference, "Opcodes and Status Codes")."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal: HTTP status, Discord's own code, its words, and for malformed bodies where the fault is."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        self.status, self.code, self.message, self.errors = status, code, message, errors
        super().__init__(message)

    @property
    def body(self) -> Json:
        body: Json = {"message": self.message, "code": self.code}
        return body | ({"errors": self.errors} if self.errors else {})


def malformed(path: str, code: str, message: str) -> ApiError:
    """Say that a body is malformed at `path`, keys joined by dots."""
    node: Json = {"_errors": [{"code": code, "message": message}]}
    for part in reversed(path.split(".")):
        node = {part: node}
    return ApiError(400, 50035, "Invalid Form Body", node)


def too_long(path: str, most: int) -> ApiError:
    return malformed(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def unknown_channel() -> ApiError:
    return ApiError(404, 10003, "Unknown Channel")


def unknown_message() -> ApiError:
    return ApiError(404, 10008, "Unknown Message")


def missing_access() -> ApiError:
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    return ApiError(403, 50013, "Missing Permissions")


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")
