"""Standing connections to where things happen: a mailbox, a calendar address, another program."""
