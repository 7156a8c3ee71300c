"""Figures drawn as SVG. Words come from the caller, in the reader's language."""
