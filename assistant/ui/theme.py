"""How the page looks, as a Gradio theme: one accent, warm greys, a bundled font with Cyrillic."""

from gradio.themes import Base
from gradio.themes.utils import colors, sizes
from gradio.themes.utils.fonts import LocalFont

# among the few fonts bundled with Gradio that have Cyrillic letters; its 500 and 600 have none
_FONT = (LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif")
_MONO = (LocalFont("IBM Plex Mono", weights=(400, 700)), "ui-monospace", "monospace")


def theme() -> Base:
    """Return the theme."""
    return Base(
        primary_hue=colors.teal,
        secondary_hue=colors.teal,
        neutral_hue=colors.stone,
        radius_size=sizes.radius_lg,
        font=_FONT,
        font_mono=_MONO,
    ).set(
        body_background_fill="#fbfaf8",
        body_background_fill_dark="#171614",
        body_text_color="*neutral_800",
        body_text_color_dark="*neutral_200",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#1f1e1b",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1f1e1b",
        button_secondary_background_fill="transparent",
        button_secondary_background_fill_dark="transparent",
    )
