"""Documents of the office as Word templates; `build` made their first form, Word edits them since."""
