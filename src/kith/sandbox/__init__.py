"""Runs what reads files of strangers in a child process with limits."""
