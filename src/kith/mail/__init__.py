"""**Mathematics**: messages as they are on the wire, whom they were between, and what their signatures say. No Django.

`headers.read_letter` makes a letter of a header, `mboxes.messages` cuts a file into messages, `own.own_addresses` tells
who the user is, `rollup.Rollup` makes exchanges of letters, `signatures.signature_in` reads what stands below a letter.
"""
