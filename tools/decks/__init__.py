"""Decks of slides, one for each chapter, filled in from the book and the lecture notes, and built by Sphinx."""
