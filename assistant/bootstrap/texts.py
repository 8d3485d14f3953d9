"""Every sentence that is printed before the program runs, in both languages."""

from __future__ import annotations

import os

_TEXTS: dict[str, tuple[str, str]] = {
    # progress
    "venv": ("Making .venv with Python {version}", "Создаю .venv с Python {version}"),
    "packages": ("Installing packages", "Устанавливаю пакеты"),
    "tools": ("Installing what tests and checks need", "Устанавливаю средства проверки"),
    "compile": (
        "Compiling llama.cpp for this machine ({gpu}): {reason}.\n"
        "  It comes as source and is built for your processor, which takes minutes, once.",
        "Компилирую llama.cpp под этот компьютер ({gpu}): {reason}.\n"
        "  Она приходит исходным кодом и собирается под ваш процессор: это минуты, но один раз.",
    ),
    "model": ("model", "модель"),
    "done": ("{what}: {seconds} s", "{what}: {seconds} с"),
    "model_later": (
        "The model goes on downloading in the page.",
        "Модель догрузится на странице.",
    ),
    "model_failed": (
        "No model could be fetched, which {log} explains; without one the ledger answers.",
        "Модель скачать не удалось, причина в {log}; без неё отвечает реестр.",
    ),
    "stopped": (
        "Stopped. The next start goes on from here.",
        "Остановлено. Следующий запуск продолжит с этого места.",
    ),
    "passed": ("ok      {name}  {seconds} s", "верно   {name}  {seconds} с"),
    "failed": ("FAILED  {name}  {seconds} s", "ОШИБКА  {name}  {seconds} с"),
    # why this build
    "asked": ("GPU={gpu} was asked for", "так задано: GPU={gpu}"),
    "mac": ("a Mac always has Metal", "на Mac всегда есть Metal"),
    "cuda_found": (
        "nvidia-smi shows a card and nvcc is here",
        "nvidia-smi показывает видеокарту, nvcc есть",
    ),
    "vulkan_found": (
        "vulkaninfo shows a card and glslc is here",
        "vulkaninfo показывает видеокарту, glslc есть",
    ),
    "card_without_nvcc": (
        "there is an NVIDIA card but no nvcc; with the CUDA toolkit: make run GPU=cuda",
        "видеокарта NVIDIA есть, а nvcc нет; с пакетом CUDA: make run GPU=cuda",
    ),
    "no_card": (
        "no graphics card with its tools was found; otherwise: make run GPU=cuda or GPU=vulkan",
        "видеокарты с её средствами не нашлось; иначе: make run GPU=cuda или GPU=vulkan",
    ),
    # trouble
    "old_python": (
        "Snoska needs Python 3.11 or newer, and the newest here is {version}: {fix}",
        "Сноске нужен Python 3.11 или новее, а здесь самый новый {version}: {fix}",
    ),
    "no_venv": (
        "Python {version} here has no venv module: {fix}",
        "У Python {version} здесь нет модуля venv: {fix}",
    ),
    "no_compiler": (
        "llama.cpp is compiled on this machine, and no working C and C++ compiler was found: {fix}",
        "llama.cpp собирается на этом компьютере, а рабочего компилятора C и C++ нет: {fix}",
    ),
    "no_nvcc": (
        "GPU=cuda needs the CUDA toolkit, and there is no nvcc: {fix} (or make run GPU=cpu)",
        "Для GPU=cuda нужен пакет CUDA, а nvcc нет: {fix} (или make run GPU=cpu)",
    ),
    "no_vulkan": (
        "GPU=vulkan needs Vulkan's headers and glslc: {fix} (or make run GPU=cpu)",
        "Для GPU=vulkan нужны заголовки Vulkan и glslc: {fix} (или make run GPU=cpu)",
    ),
    "no_metal": (
        "GPU=metal is for Macs only: use GPU=cuda, GPU=vulkan or GPU=cpu.",
        "GPU=metal есть только на Mac: укажите GPU=cuda, GPU=vulkan или GPU=cpu.",
    ),
    "unknown_gpu": (
        "GPU={gpu} is not known: use cuda, vulkan, metal, cpu or auto.",
        "GPU={gpu} неизвестно: укажите cuda, vulkan, metal, cpu или auto.",
    ),
    "no_network": (
        "The package index cannot be reached: check the network or pip's proxy settings and start"
        " again; what is here already is kept.",
        "Каталог пакетов недоступен: проверьте сеть или настройки прокси для pip и запустите снова;"
        " уже скачанное сохранено.",
    ),
    "no_trust": (
        "The package index's certificate is not trusted: give pip your network's certificate"
        " (pip config set global.cert FILE) and start again.",
        "Сертификат каталога пакетов не признан: укажите pip сертификат вашей сети"
        " (pip config set global.cert ФАЙЛ) и запустите снова.",
    ),
    "not_in_index": (
        "The package index does not offer a package this Python needs: check the network, pip's"
        " index setting and the Python version (3.11 to 3.14); details in {log}.",
        "В каталоге пакетов нет нужного для этого Python: проверьте сеть, каталог в настройках pip"
        " и версию Python (от 3.11 до 3.14); подробности в {log}.",
    ),
    "no_space": (
        "The disk is full: Snoska needs about 2 GB here, and the model more; free some space and"
        " start again.",
        "На диске нет места: Сноске нужно около 2 ГБ здесь и ещё место под модель; освободите его"
        " и запустите снова.",
    ),
    "no_memory": (
        "The compiler ran out of memory: start again with CMAKE_BUILD_PARALLEL_LEVEL=1 in the"
        " environment.",
        "Компилятору не хватило памяти: запустите снова с CMAKE_BUILD_PARALLEL_LEVEL=1"
        " в окружении.",
    ),
    "wrong_hash": (
        "A package is not the one that requirements.lock names; nothing was installed. Run"
        " `pip cache purge` and start again, or ask who changed it: {log}.",
        "Пакет отличается от указанного в requirements.lock, установка прервана. Выполните"
        " `pip cache purge` и запустите снова либо выясните, кто его изменил: {log}.",
    ),
    "not_installed": (
        "Installing the packages failed; the last lines of {log} say why.",
        "Пакеты не установились; причина в последних строках {log}.",
    ),
    "not_compiled": (
        "Compiling llama.cpp failed: try make run GPU=cpu, and if that fails too, the last lines of"
        " {log} say why.",
        "llama.cpp не собралась: попробуйте make run GPU=cpu, а если не выйдет и так, причина в"
        " последних строках {log}.",
    ),
    "not_written": ("Cannot write {name}: {reason}.", "Не удаётся записать {name}: {reason}."),
    "no_uv": (
        "The lock is remade with uv, and it is not here: pip install uv",
        "Файл версий пересобирает uv, а её здесь нет: pip install uv",
    ),
    "no_question": ('Ask something: make ask Q="…"', 'Задайте вопрос: make ask Q="…"'),
    "unknown_target": (
        "There is no {name} here: see make help",
        "Команды {name} нет: см. make help",
    ),
    "help": (
        """make run      install, fetch a model, open the page at http://127.0.0.1:7860
              GPU=cuda|vulkan|metal|cpu|auto  MODEL=name or path  PORT=number
make ask      answer in the terminal: make ask Q="When was Qwen3-Next released?"
make test     run the tests: ARGS="-k name" for some of them
make check    everything a change must pass: format, lint, types, layers, docs, tests
make fix      format and repair what can be repaired by itself
make install  only install, with what tests and checks need
make lock     choose the package versions anew (needs uv)
make clean    remove .venv and all that was made here; models stay""",
        """make run      установить, скачать модель, открыть страницу http://127.0.0.1:7860
              GPU=cuda|vulkan|metal|cpu|auto  MODEL=имя или путь  PORT=номер
make ask      ответить в терминале: make ask Q="Когда вышла Qwen3-Next?"
make test     прогнать тесты: ARGS="-k имя" для некоторых
make check    всё, что должно пройти изменение: формат, стиль, типы, слои, документы, тесты
make fix      исправить то, что исправляется само
make install  только установить, со средствами проверки
make lock     выбрать версии пакетов заново (нужна uv)
make clean    удалить .venv и всё созданное здесь; модели остаются""",
    ),
}

FIXES: dict[str, dict[str, str]] = {
    "old_python": {
        "apt-get": "sudo apt install python3.11 python3.11-venv",
        "dnf": "sudo dnf install python3.12",
        "pacman": "sudo pacman -S python",
        "mac": "brew install python@3.12",
        "windows": "winget install Python.Python.3.12",
        "": "https://www.python.org/downloads/",
    },
    "no_venv": {
        "apt-get": "sudo apt install python{version}-venv",
        "": "https://docs.python.org/3/library/venv.html",
    },
    "no_compiler": {
        "apt-get": "sudo apt install build-essential",
        "dnf": "sudo dnf install gcc gcc-c++",
        "pacman": "sudo pacman -S base-devel",
        "mac": "xcode-select --install",
        "windows": "winget install Microsoft.VisualStudio.2022.BuildTools (C++)",
        "": "gcc + g++ / clang",
    },
    "no_nvcc": {
        "apt-get": "sudo apt install nvidia-cuda-toolkit",
        "": "https://developer.nvidia.com/cuda-downloads",
    },
    "no_vulkan": {
        "apt-get": "sudo apt install libvulkan-dev glslc",
        "dnf": "sudo dnf install vulkan-headers vulkan-loader-devel glslc",
        "pacman": "sudo pacman -S vulkan-headers vulkan-icd-loader shaderc",
        "": "https://vulkan.lunarg.com/sdk/home",
    },
}
"""What installs a missing part, by the package manager that is here."""


def say(key: str, **fields: object) -> str:
    """Return the sentence `key` in the user's language."""
    english, russian = _TEXTS[key]
    sentence = russian if is_russian() else english
    return sentence.format(**fields) if fields else sentence


def is_russian() -> bool:
    """Whether the user's environment is Russian."""
    names = ("SNOSKA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    found = next((value for name in names if (value := os.environ.get(name))), "")
    return found.lower().startswith("ru")


def all_texts() -> dict[str, tuple[str, str]]:
    """Return every text, for the check that both languages are complete."""
    return _TEXTS
