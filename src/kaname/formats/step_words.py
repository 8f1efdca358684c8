"""How something to do is put into words, in sheets and in plans alike."""

from kaname import messages
from kaname.assurance.sheet import SheetRow, SheetStep
from kaname.messages import Language


def step_text(row: SheetRow, step: SheetStep, lang: Language) -> str:
    """Return something to do, with its mark and id."""
    if step.axis:
        axis = messages.text(f"assurance.axis_{step.axis}", lang)
        return messages.text("assurance.raise_axis", lang, {"axis": axis, "level": step.to_level})
    return f"{step.mark} {row.id}/{step.id} {step.text.pick(lang)}"
