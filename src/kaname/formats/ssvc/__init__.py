"""SSVC SelectionList 2.0.0: what was selected for which decision point, as a document."""

from kaname.formats.ssvc.selection_list import SelectionList, read_selection_list, write_selection_list

__all__ = ["SelectionList", "read_selection_list", "write_selection_list"]
