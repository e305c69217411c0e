"""The one stylesheet, built from tokens."""

from __future__ import annotations

from string import Template

from app.ui.theme import Sizes, Tokens

ARROWS = ("chevron-down", "chevron-up", "chevron-right", "check")
"""Icons the stylesheet names as files `tint:<name>.svg`."""

_SHEET = Template("""
QWidget { font-size: ${base}px; }
QMainWindow, QWidget#page { background: $window; }
QWidget[surface="panel"] { background: $panel; }
QWidget[surface="canvas"] { background: $canvas; }
QFrame[surface="card"] { background: $panel; border: 1px solid $line; border-radius: 12px; }
QFrame[surface="group"] { background: $canvas; border: 1px solid $line; border-radius: 8px; }
QFrame[line="h"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[line="v"] { background: $line; border: none; max-width: 1px; min-width: 1px; }

QLabel { background: transparent; }
QLabel[role="muted"] { color: $muted; font-size: ${small}px; }
QLabel[role="soft"] { color: $muted; }
QLabel[role="label"] { color: $muted; font-size: ${small}px; }
QLabel[role="heading"] { font-size: ${large}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="group"] { color: $muted; font-size: ${small}px; font-weight: 600; }
QLabel[role="huge"] { font-size: ${huge}px; font-weight: 600; }
QLabel[role="error"] { color: $danger; font-size: ${small}px; }
QLabel[pill="neutral"] { background: $hover; color: $muted; }
QLabel[pill="good"] { background: $good_soft; color: $good; }
QLabel[pill="warning"] { background: $warning_soft; color: $warning; }
QLabel[pill="accent"] { background: $accent_soft; color: $accent; }
QLabel[pill] { border-radius: 9px; padding: 2px 9px; font-size: ${small}px; font-weight: 600; }

QPushButton, QToolButton[kind="button"] {
  background: $panel; color: $text; border: 1px solid $line; border-radius: 8px;
  padding: 6px 14px; min-height: 20px; font-weight: 500; }
QPushButton:hover, QToolButton[kind="button"]:hover { background: $hover; border-color: $strong_line; }
QPushButton:pressed { background: $line; }
QPushButton:focus, QToolButton[kind="button"]:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $muted; background: $hover; border-color: $line; }
QPushButton[kind="primary"] { background: $accent_fill; color: $on_accent; border: 1px solid $accent_fill;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $hover; color: $muted; border-color: $line; }
QPushButton[kind="link"] { background: transparent; border: none; color: $accent; padding: 2px 4px;
  min-height: 18px; text-align: left; font-weight: 500; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $accent; border-radius: 6px; padding: 1px 3px; }
QPushButton[kind="danger"] { color: $danger; }
QPushButton[kind="chip"] { background: $accent_soft; color: $accent; border: 1px solid $accent_soft;
  border-radius: 6px; padding: 2px 8px; min-height: 18px; font-weight: 500; text-align: left; }
QPushButton[kind="chip"]:hover { border-color: $accent; }
QPushButton[kind="chip"]:focus { border: 1px solid $accent; }
QPushButton[kind="chip"]::menu-indicator { image: none; width: 0; }
QPushButton::menu-indicator { image: url(tint:chevron-down.svg); width: 14px; height: 14px;
  subcontrol-origin: padding; subcontrol-position: center right; right: 8px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 5px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $line; }
QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="rail"] { color: $muted; font-size: ${small}px; padding: 7px 2px; border-radius: 10px; }
QToolButton[kind="rail"]:checked { background: $accent_soft; color: $accent; }
QToolButton[kind="rail"]:focus { border-color: $accent; }
QToolButton[kind="step"] { text-align: left; padding: 5px 8px; }
QToolButton[kind="tab"] { color: $muted; border: none; border-bottom: 2px solid transparent; border-radius: 0;
  padding: 10px 4px 8px 4px; font-weight: 500; }
QToolButton[kind="tab"]:hover { background: transparent; color: $text; }
QToolButton[kind="tab"]:checked { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QToolButton[kind="tab"]:focus { color: $accent; }
QToolButton[kind="day"] { border: 1px solid $line; padding: 4px 0; min-width: 28px; font-size: ${small}px; }
QToolButton[kind="day"]:checked { background: $accent_soft; color: $accent; border-color: $accent; }
QPushButton[kind="startcard"] { text-align: left; background: $panel; border: 1px solid $line;
  border-radius: 12px; padding: 18px; }
QPushButton[kind="startcard"]:hover { border-color: $accent; background: $panel; }
QPushButton[kind="startcard"]:focus { border: 2px solid $accent; padding: 17px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QTimeEdit, QDateEdit {
  background: $panel; color: $text; border: 1px solid $line; border-radius: 8px; padding: 5px 9px;
  min-height: 20px; selection-background-color: $accent_fill; selection-color: $on_accent; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover, QSpinBox:hover, QTimeEdit:hover {
  border-color: $strong_line; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDoubleSpinBox:focus, QTimeEdit:focus, QDateEdit:focus { border: 1px solid $accent; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] { border-color: $danger; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QPlainTextEdit:disabled { background: $hover; color: $muted; }
QLineEdit[kind="title"] { border-color: transparent; background: transparent; font-size: ${large}px;
  font-weight: 600; padding: 4px 6px; }
QLineEdit[kind="title"]:hover { border-color: $line; }
QLineEdit[kind="title"]:focus { border-color: $accent; background: $panel; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { border: none; width: 24px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(tint:chevron-down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; outline: none; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 2px 8px; border-radius: 6px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $accent; }
QComboBox[kind="chip"] { background: $accent_soft; color: $accent; border: 1px solid $accent_soft; border-radius: 6px;
  padding: 1px 18px 1px 7px; min-height: 20px; font-weight: 500; }
QComboBox[kind="chip"]:hover { border-color: $accent; }
QComboBox[kind="chip"]:focus { border: 1px solid $accent; }
QComboBox[kind="chip"]::drop-down { width: 18px; }
QComboBox[kind="chip"]::down-arrow { width: 11px; height: 11px; }
QLineEdit[kind="chip"], QSpinBox[kind="chip"], QDateEdit[kind="chip"] { border-radius: 6px; padding: 1px 6px;
  min-height: 20px; }
QSpinBox[kind="chip"] { padding-right: 16px; }
QSpinBox, QDoubleSpinBox, QTimeEdit, QDateEdit { padding-right: 20px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 18px; background: transparent;
  subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-arrow { image: url(tint:chevron-up.svg); width: 11px; height: 11px; }
QAbstractSpinBox::down-arrow { image: url(tint:chevron-down.svg); width: 11px; height: 11px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $strong_line; border-radius: 4px;
  background: $panel; }
QCheckBox::indicator:checked { background: $accent_soft; border-color: $accent; image: url(tint:check.svg); }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $strong_line; border-radius: 8px;
  background: $panel; }
QRadioButton::indicator:checked { border: 5px solid $accent_fill; width: 6px; height: 6px; }
QRadioButton:focus, QCheckBox:focus { color: $accent; }

QMenu { background: $panel; border: 1px solid $line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $accent; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::right-arrow { image: url(tint:chevron-right.svg); width: 12px; height: 12px; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: 4px 6px; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $strong_line; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QProgressBar { background: $hover; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent_fill; border-radius: 3px; }
QTableView, QListView { background: $panel; border: none; outline: none; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $text; }
QListView::item { padding: 6px 8px; border-radius: 6px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $accent_soft; color: $text; }
QTableView::item { padding: 4px 10px; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $panel; }
QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 7px 10px; font-size: ${small}px; font-weight: 600; text-align: left; }
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow { image: url(tint:chevron-down.svg); width: 12px; height: 12px; }
QHeaderView::up-arrow { image: url(tint:chevron-up.svg); width: 12px; height: 12px; }
QTableCornerButton::section { background: $panel; border: none; }
QFrame[banner="error"] { background: $danger_soft; border: none; border-radius: 8px; }
QFrame[banner="error"] QLabel { color: $danger; }
QFrame[banner="warning"] { background: $warning_soft; border: none; border-radius: 8px; }
QFrame[banner="warning"] QLabel { color: $warning; }
QFrame[banner="good"] { background: $good_soft; border: none; border-radius: 8px; }
QFrame[banner="good"] QLabel { color: $good; }
QFrame[banner="info"] { background: $accent_soft; border: none; border-radius: 8px; }
""")


def stylesheet(tokens: Tokens, sizes: Sizes) -> str:
    """The stylesheet of a theme at some font sizes."""
    colours = {name: value for name, value in vars(tokens).items() if isinstance(value, str)}
    return _SHEET.substitute(
        colours, small=sizes.small, base=sizes.base, large=sizes.large, huge=sizes.huge
    )
