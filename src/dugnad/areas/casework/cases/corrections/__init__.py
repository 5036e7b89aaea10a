"""Cases that an error in the rules touched: found by their traces, decided anew, corrected."""
