"""The canvas: shows one journey and edits it by mouse, touch and keyboard.

What a window needs:

    document = DocumentModel(journey)                       canvas.document
    selection = Selection()                                 canvas.selection
    view = CanvasView(document, selection, catalog, LIGHT, "de")     canvas.view, canvas.theme

`DocumentModel`: `journey`, `apply(edit, label, merge=None)`, `seal()`, `undo()`, `redo()`, `undo_text`,
`redo_text`, `is_clean`, `mark_saved()`, `reset(journey)`; signals `changed(old, new)`, `undo_changed()`,
`clean_changed(bool)`. The inspector edits through `apply` as well, with a merge key while typing.

`Selection`: `steps`, `current`, `edge`, `select(ids, current)`, `toggle(id)`, `select_edge(edge)`,
`clear()`; signal `changed()`.

`CanvasView` (a `QWidget`):
  signals  `inspect_requested(str)` Enter or double click on a step: show it in the inspector
           `zoom_changed(float)` 1.0 is 100 %
           `hint_changed(object)` a `Text` for the status line, or None
           `search_opened()` the step search has come up
  show     `set_theme(theme)`, `set_language(language)`, `set_catalog(catalog)`,
           `set_surroundings(function)` names of segments and fields for the lines on the cards,
           `set_counts(counts or None, "live" | "preview")`, `set_problems(problems)`
  camera   `fit()`, `zoom_in()`, `zoom_out()`, `reset_zoom()`, `reveal(node_id)` centers and selects,
           `show_problem(problem)` the same for the place of a problem
  outline  a widget with the journey as text, hidden at first; put it beside the view
  edit     `add_step(type_id)`, `open_step_search()`, `tidy_up()`, `delete_selection()`, `copy()`,
           `cut()`, `paste()`, `duplicate()`, `select_all()`, `undo()`, `redo()` (these two show where)
  commands `learn(commands)` keys, entries of the context menu and lines of the shortcut sheet
           (`canvas.commands` says how), `commands`; `page_commands()` should work on the whole page
  habits   `habits.open(habits, keep)` what the person puts after what, for the order of the step search

A palette starts a drag with mime type `STEP_MIME` and the type id as its UTF-8 data (`canvas.editing.mime`).
Pictures: `canvas.output.export.export(journey, catalog, path, language, counts=None, *, dark=False)`.
"""
