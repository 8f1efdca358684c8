"""Measurements of start-up, reading, building and scanning, as ratios against a baseline in the same run.

Absolute times depend on the machine; a ratio says something on any machine. Every step runs in a process of its own, so that
wall time holds the start-up and the peak memory is that of the step alone.
"""
