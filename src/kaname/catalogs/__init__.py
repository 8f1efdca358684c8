"""Framework packs: what a practice, guideline, questionnaire or checklist asks, as data. Knows no framework by name."""
