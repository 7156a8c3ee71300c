"""How a visitor acts on a page: with a pointer, or with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

MOST_KEYS = 400
"""More presses than that from anywhere to anywhere: the keyboard does not get there."""

STANDING = """wanted => {
  const now = document.activeElement;
  if (now === wanted) return "there";
  if (wanted.type === "radio" && now.type === "radio" && now.name === wanted.name) return "beside";
  const before = now !== document.body && now.compareDocumentPosition(wanted) & 2;
  return before ? "after" : "before";
}"""
"""Where the focus is, seen from an element; radio buttons of one name are a single stop."""


class Hands(Protocol):
    """What visitors do to what they see; each element is a locator of one."""

    def press(self, button: Any) -> None: ...
    def press_twice(self, button: Any) -> None: ...
    def write(self, field: Any, text: str) -> None: ...
    def choose(self, box: Any) -> None: ...
    def pick(self, menu: Any, value: str) -> None: ...
    def attach(self, field: Any, file: Path) -> None: ...


class Pointer:
    """A mouse or a finger."""

    def press(self, button: Any) -> None:
        button.click()

    def press_twice(self, button: Any) -> None:
        button.dblclick()

    def write(self, field: Any, text: str) -> None:
        field.fill(text)

    def choose(self, box: Any) -> None:
        box.check()

    def pick(self, menu: Any, value: str) -> None:
        menu.select_option(value)

    def attach(self, field: Any, file: Path) -> None:
        field.set_input_files(file)


class Keyboard:
    """Tab, arrows, letters, space and Enter; nothing is focused but by them."""

    def __init__(self, page: Any) -> None:
        self.page = page
        # From the start, since who only asks when a key is pressed may come too late.
        page.on("filechooser", lambda _chooser: None)

    def press(self, button: Any) -> None:
        self.tab_to(button)
        self.page.keyboard.press("Enter")

    def press_twice(self, button: Any) -> None:
        self.press(button)
        self.page.keyboard.press("Enter")

    def write(self, field: Any, text: str) -> None:
        self.tab_to(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, box: Any) -> None:
        self.tab_to(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def pick(self, menu: Any, value: str) -> None:
        self.tab_to(menu)
        for _ in range(menu.locator("option").count()):
            if menu.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert menu.input_value() == value

    def attach(self, field: Any, file: Path) -> None:
        self.tab_to(field)
        with self.page.expect_file_chooser() as chosen:
            self.page.keyboard.press("Enter")
        chosen.value.set_files(file)

    def tab_to(self, wanted: Any) -> None:
        """Move the focus to an element, where it then shows."""
        wanted.wait_for()
        element = wanted.element_handle()
        for _ in range(MOST_KEYS):
            standing = element.evaluate(STANDING)
            if standing == "there":
                assert element.evaluate("one => one.matches(':focus-visible')")
                return
            key = {"before": "Tab", "after": "Shift+Tab", "beside": "ArrowDown"}[standing]
            self.page.keyboard.press(key)
        raise AssertionError(f"the keyboard does not reach {wanted}")
