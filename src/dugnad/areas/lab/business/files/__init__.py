"""Models out of files, and into them: spreadsheets, the JSON document, SAF-T, trial balances."""
