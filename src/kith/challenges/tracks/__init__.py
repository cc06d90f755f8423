"""What watches and tables say somebody did: GPX, TCX, FIT and CSV, read in a child process. No Django here."""
