"""Kaname: open-source assurance for software supply chains.

The package is a house with rooms; ``docs/reference/house.md`` draws it. Nothing is re-exported here: import the room.
"""

__version__ = "0.1.0"
