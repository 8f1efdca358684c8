"""A scan result as JSON, CSV, Markdown, SARIF, terminal table and HTML; one module per form.

Every form carries the coverage statement and the age of the knowledge: none of them can look like "nothing found" when
something was not evaluated. Nothing is read or decided here: the result comes in finished, text goes out. Same result, same
language → same bytes.
"""
