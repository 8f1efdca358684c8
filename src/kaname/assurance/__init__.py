"""Levels, gaps, crosswalks and declarations."""
