"""The sheet of an assessment as page, Markdown, workbook and data. Renderers show what the sheet says and judge nothing."""
