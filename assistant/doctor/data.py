"""Checks of what the settings name: folder, disk, models, port, hub."""

import shutil
import socket
import sys
from pathlib import Path
from threading import Event

from assistant.assembly import order
from assistant.doctor.check import Check, both
from assistant.errors import DataFolderUnusable, DownloadError, ModelError
from assistant.runtime import hub as model_hub
from assistant.runtime.catalog import Catalog, Entry, load
from assistant.runtime.fetching import Ways, on_disk
from assistant.runtime.hardware import detect
from assistant.settings import Settings, resource

_ROOMY_BYTES = 4_000_000_000
"""A model of the size that is fetched unasked, and as much again to work in."""


def data_folder(settings: Settings) -> Check:
    """Whether models and databases can be kept."""
    try:
        settings.prepare()
    except DataFolderUnusable as error:
        text = both(f"В папку {settings.home} нельзя писать.", str(error))
        return Check("wrong", text, both("Задайте SNOSKA_HOME.", error.hint))
    return Check("well", both(f"Папка данных: {settings.home}", f"Data folder: {settings.home}"))


def free_disk(settings: Settings) -> Check:
    """Whether a model would still fit on the disk."""
    free = shutil.disk_usage(_nearest(settings.home)).free
    gigabytes = f"{free / 1e9:.1f}"
    text = both(f"Свободно на диске: {gigabytes} ГБ", f"Free disk space: {gigabytes} GB")
    if free >= _ROOMY_BYTES:
        return Check("well", text)
    return Check(
        "note",
        text,
        both(
            "Модели нужно до 3 ГБ: освободите место или перенесите папку через SNOSKA_HOME.",
            "A model takes up to 3 GB: free some space, or set SNOSKA_HOME to another disk.",
        ),
    )


def model_files(settings: Settings) -> Check:
    """Whether the models on this disk are whole; one that was never hashed is hashed now."""
    catalog, ways = _supplies(settings)
    broken = [entry for entry in catalog.entries if _is_broken(entry, ways)]
    if broken:
        names = ", ".join(entry.file for entry in broken)
        return Check(
            "wrong",
            both(f"Повреждены: {names}.", f"Damaged: {names}."),
            both(
                f"Удалите их из {settings.models} и выполните: snoska models pull --auto",
                f"Delete them in {settings.models} and run: snoska models pull --auto",
            ),
        )
    whole = ", ".join(entry.name for entry in catalog.entries if _is_here(entry, ways))
    if whole:
        return Check("well", both(f"Модели на диске: {whole}", f"Models on disk: {whole}"))
    return Check(
        "note",
        both("Модели на диске нет: отвечает реестр.", "No model on disk: the ledger answers."),
        both("snoska models pull --auto", "snoska models pull --auto"),
    )


def port(settings: Settings) -> Check:
    """Whether the page could be served."""
    with socket.socket() as probe:
        if sys.platform != "win32":  # where it would share the port with another program
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", settings.port))
        except OSError:
            return Check(
                "note",
                both(f"Порт {settings.port} занят.", f"Port {settings.port} is taken."),
                both(
                    "Если это не Сноска, выберите другой: make run PORT=7861",
                    "Unless it is Snoska, choose another: make run PORT=7861",
                ),
            )
    return Check("well", both(f"Порт {settings.port} свободен.", f"Port {settings.port} is free."))


def hub(settings: Settings) -> Check:
    """Whether the model hub answers, within its limit of seconds; nothing is asked offline."""
    if settings.offline:
        text = both("Режим без сети: хаб не спрашивается.", "Offline: the hub is not asked.")
        return Check("well", text)
    catalog, _ = _supplies(settings)
    try:
        model_hub.look_up(catalog.entries[0], settings.hub)
    except DownloadError as error:
        return Check(
            "note",
            both("Хаб моделей недоступен.", str(error)),
            both(
                "Без него берётся встроенная модель из каталога пакетов.",
                "Without it the embedded default comes from the package index.",
            ),
        )
    return Check("well", both(f"Хаб отвечает: {settings.hub}", f"The hub answers: {settings.hub}"))


def _supplies(settings: Settings) -> tuple[Catalog, Ways]:
    catalog = load(resource("models") / "catalog.toml")
    return catalog, order(settings, catalog, detect()).ways


def _is_here(entry: Entry, ways: Ways) -> bool:
    return on_disk(entry, ways.places, "disk", Event()) is not None


def _is_broken(entry: Entry, ways: Ways) -> bool:
    """Whether our own folder holds the entry's file but not its bytes."""
    own = ways.places.models / entry.file
    try:
        return own.is_file() and not _is_here(entry, ways)
    except ModelError:
        return True


def _nearest(folder: Path) -> Path:
    """Return `folder` or the nearest one above it that exists."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
