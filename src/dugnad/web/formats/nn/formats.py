"""Dates in running text: the name of the month begins with a small letter, as Norwegian writes it."""

DATE_FORMAT = "j. E Y"
DATETIME_FORMAT = "j. E Y H:i"
YEAR_MONTH_FORMAT = "E Y"
MONTH_DAY_FORMAT = "j. E"
