"""Charts as SVG text: numbers and words in, no Django. Colours are classes, with ink for paper beneath."""
