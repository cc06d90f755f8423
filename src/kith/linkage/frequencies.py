"""How common names are where a book is too small to tell: the commonest of several languages, and all others."""

from __future__ import annotations

from functools import cache

from kith.linkage.texts import spelled

# Shares are rounded to what a network of one's own would show: people know people of their own country and age.
_GIVEN = """
0.02 maria mohammed john david michael anna
0.01 james robert thomas peter daniel andreas jose juan paul mark martin wei jan ali ahmed elena olga sergei aleksandr
0.01 andrew christian stefan alexander marie jean antonio laura sarah jennifer william joseph richard chris steve mike
0.006 christopher matthew anthony steven kevin brian george edward jessica lisa susan karen nicole sandra julia andrea
0.006 michelle elizabeth emily amanda melissa stephanie rebecca katharina christine claudia sabine monika petra martina
0.006 markus matthias frank michel pierre philippe nicolas isabelle sophie nathalie catherine francois marco giuseppe
0.006 francesco luca giovanni paolo carlos luis javier miguel manuel jesus francisco alejandro pedro carmen ana isabel
0.006 dmitri andrei alexei vladimir natalia irina tatiana ekaterina svetlana piotr krzysztof tomasz agnieszka katarzyna
0.006 ivan jorge pablo fernando sergio ricardo diego alex tom sam ben max nick dan matt joe kate sara emma eva lukas
0.006 rahul amit priya raj sanjay yan li min jing lei hui fatima omar hassan ibrahim mustafa mehmet kim minh hiroshi
"""
_FAMILY = """
0.02 li wang zhang nguyen kim smith liu chen yang garcia singh kumar
0.01 johnson williams brown jones muller mueller martin martinez rodriguez lopez gonzalez hernandez perez sanchez lee
0.01 huang zhao wu zhou xu sun ma zhu hu guo tran le park choi jung ali khan ahmed patel sharma silva santos ferreira
0.005 davis miller wilson moore taylor anderson thomas jackson white harris thompson robinson clark lewis walker hall
0.005 young allen king wright scott green baker adams nelson hill campbell mitchell roberts carter phillips evans turner
0.005 schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer koch bauer richter klein wolf schroeder
0.005 neumann schwarz zimmermann braun kruger hofmann hartmann lange werner krause bernard dubois durand moreau laurent
0.005 simon michel lefebvre leroy roux david bertrand morel fournier rossi russo ferrari esposito bianchi romano colombo
0.005 ricci marino greco gomez fernandez diaz ruiz moreno munoz alvarez romero alonso gutierrez torres ramirez flores
0.005 ivanov ivanova smirnov smirnova petrov petrova kuznetsov popov popova vasiliev sokolov mikhailov novikov volkov
0.005 nowak kowalski kowalska wisniewski wojcik kaminski lewandowski zielinski novak horvat svoboda dvorak tanaka sato
0.005 suzuki takahashi watanabe ito yamamoto gupta das shah reddy rao mehta jain costa oliveira souza pereira hansen
0.005 johansson andersson karlsson nilsson olsen larsen jensen nielsen pedersen de jong jansen vries bakker visser smit
"""


@cache
def given_names() -> dict[str, float]:
    """The share of people, 0 to 1, who have one of the commonest given names."""
    return _table(_GIVEN)


@cache
def family_names() -> dict[str, float]:
    """The share of people, 0 to 1, who have one of the commonest family names."""
    return _table(_FAMILY)


def _table(text: str) -> dict[str, float]:
    lines = [spelled(line).split() for line in text.strip().split("\n")]
    return {name: float(share) for share, *names in reversed(lines) for name in names}
