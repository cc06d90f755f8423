"""A kernel as small as can be, for the compiler."""


def doubled(values):
    """Double whatever is above 3, and count it."""
    count = 0
    for place in range(len(values)):
        if is_large(values[place]):
            values[place] *= 2
            count += 1
    return count


def is_large(value):
    return value > 3
