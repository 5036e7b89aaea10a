"""`python -m dugnad.web.cli`."""

from dugnad.web.cli import main

main()
