"""What can be refused by the rules, as against input that is wrong (Django's ValidationError)."""


class Refused(Exception):
    """The rules say no; the message is one sentence for the user."""
