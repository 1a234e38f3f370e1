"""The command ``checker``: wires the commands together and turns every failure into one sentence and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

from checker.cli.terminal import force_utf8, say
from checker.errors import CheckerError, reason_of

__all__ = ["COLLECT", "main", "run"]

INTERRUPTED = 130  # as shells report Ctrl-C
CLOSED_PIPE = 141  # as shells report a reader that went away
COLLECT = (200_000, 20, 20)  # for gc.set_threshold
BROKEN = 70  # a fault of the program itself, EX_SOFTWARE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code. No exception leaves, save under CHECKER_DEBUG=1."""
    debug = bool(os.environ.get("CHECKER_DEBUG"))
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except CheckerError as error:
        if debug:
            raise
        say(f"checker：{error}")
        return error.exit_code
    except KeyboardInterrupt:
        say("checker：已中断")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; nothing more can be said, not even at exit.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return CLOSED_PIPE
    except OSError as error:
        if debug:
            raise
        # Most likely standard output: what stands in its buffer cannot be written at exit either.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        place = f"“{error.filename}”" if error.filename else "输出"
        say(f"checker：{place}读写不了（{reason_of(error)}）；请检查磁盘空间和权限，或写到别处")
        return 2
    except Exception as error:
        # typer, where it is what stopped, has been loaded.
        kinds = _kinds_of(error)
        if "Exit" in kinds:
            return int(getattr(error, "exit_code", 0))
        if "Abort" in kinds:
            say("checker：已中断")
            return INTERRUPTED
        if "UsageError" in kinds:
            say(f"checker：{_misuse(error)}")
            misused = getattr(error, "ctx", None)
            if misused is not None:
                from checker.cli.help import usage

                say(f"{usage(misused)}（-h 看说明）")
            return 2
        if debug:
            raise
        say(
            f"checker：程序内部出错（{type(error).__name__}：{error}）；"
            "请把命令和这句话反馈给维护者，设 CHECKER_DEBUG=1 可看详情"
        )
        return BROKEN
    return code


def run() -> NoReturn:
    """The console script."""
    from checker.knowledge.pattern_store import install

    # Nearly all that is made while the program loads stays: to look for garbage in it every 700 objects is in vain.
    gc.set_threshold(*COLLECT)
    # pydantic would look through all installed packages for plugins of its own, at the cost of a third of its import.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    force_utf8()
    keep_patterns = install()
    try:
        code = main()
    finally:
        keep_patterns()
    if "multiprocessing" in sys.modules:
        sys.exit(code)
    # No other process hangs on this one: to take apart what was loaded, object by object, would only take time.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read it has left
            stream.flush()
    os._exit(code)


def _run(arguments: list[str]) -> int:
    completing = "_CHECKER_COMPLETE" in os.environ  # the shell asks what could come next
    if not completing and arguments[:1] == ["check"] and len(arguments) > 1 and not any(map(_is_option, arguments)):
        # Nothing but reports is named: nothing is to be parsed, and to load the parser takes as long as to check.
        from checker.cli.checking import Wishes, perform

        return perform(Wishes(arguments[1:]))
    import typer

    from checker.cli.app import app

    command = typer.main.get_command(app)
    if completing:
        command.main(prog_name="checker")
    # Not command.main(): it has its own, English, ways with interruptions and closed pipes.
    with command.make_context("checker", arguments) as context:
        code = command.invoke(context)
    return code if isinstance(code, int) else 0


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"


def _kinds_of(error: Exception) -> frozenset[str]:
    # typer carries its own copy of click, and of what that raises exports only some.
    return frozenset(kind.__name__ for kind in type(error).__mro__ if kind.__module__.startswith(("typer.", "click.")))


def _misuse(error: Any) -> str:
    """The command-line parser's complaint in Chinese."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    name = ""
    if parameter is not None:
        is_option = parameter.param_type_name == "option"
        name = max(parameter.opts, key=len) if is_option else (parameter.metavar or parameter.name)
    if kind == "NoSuchOption":
        hint = "、".join(sorted(error.possibilities or ()))
        return f"没有选项 {error.option_name}" + (f"，是不是 {hint}？" if hint else "")
    if kind == "NoSuchCommand" or "No such command" in error.message:
        wrong = getattr(error, "command_name", None) or error.message.split("'")[1]
        return f"没有命令 {wrong}"
    if kind == "MissingParameter":
        return f"缺少参数 {name}"
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 用法不对：" + _detail(error.message)
    if "unexpected extra argument" in error.message:
        return f"多出了参数 {error.message.partition('(')[2].rstrip(').')}"
    if name:
        return f"{name} 的值不对：{_detail(error.message)}"
    return _detail(str(error.message))


def _detail(message: str) -> str:
    if "requires an argument" in message:
        return "后面要跟一个值"
    if "does not take a value" in message:
        return "后面不带值"
    if "valid integer" in message:
        return "应为整数"
    if "valid float" in message:
        return "应为数字"
    return str(message)


if __name__ == "__main__":
    run()
