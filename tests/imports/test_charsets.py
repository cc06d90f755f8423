"""Which charset a text is in."""

import io

import pytest

from kith.imports.charsets import charset_of


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Müller,Jürgen,Köln", "utf-8"),
        ("Müller,Jürgen,Köln", "utf-8-sig"),
        ("Müller,Jürgen,Köln", "utf-16"),
        ("Müller,Jürgen,Köln", "utf-16-le"),
        ("Müller,Jürgen,Köln", "utf-16-be"),
        ("Müller,Jürgen,Köln", "utf-32"),
        ("Müller,Jürgen,Straße 3,Köln", "cp1252"),
        ("Müller,Jürgen,Straße 3,Köln", "cp850"),
        ("René,Hélène,d’Orsay – Paris", "cp1252"),
        ("José Peña;São Paulo;Núñez", "cp1252"),
        ("José Núñez;Muñoz", "mac_roman"),
        ("Jiří Dvořák,Příbram", "cp1250"),
        ("Łukasz Żak,Świętosław", "cp1250"),
        ("Иван Петров,Москва", "cp1251"),
        ("Иван Петров,Москва", "koi8_r"),
        ("Γιώργος Παπαδόπουλος,Αθήνα", "cp1253"),
        ("名無しの権兵衛,東京", "cp932"),
        ("山田太郎,たろう", "euc_jp"),
        ("王小明,北京", "gb18030"),
        ("王小明,台北", "big5"),
        ("김철수,서울", "cp949"),
        ("דוד כהן,תל אביב", "cp1255"),
        ("محمد علي,القاهرة", "cp1256"),
        ("สมชาย ใจดี,กรุงเทพ", "cp874"),
    ],
)
def test_names_are_read_as_they_were_written(text: str, charset: str):
    data = f"Name,City\n{text}\n".encode(charset)

    assert data.decode(charset_of(io.BytesIO(data))).lstrip("\ufeff") == f"Name,City\n{text}\n"


def test_a_byte_of_another_charset_here_and_there_does_not_unsettle_it():
    data = "Zoé,Köln,Jürgen\n".encode() * 3 + b"Ren\xe9\n"

    assert charset_of(io.BytesIO(data)) == "utf-8"


def test_what_tells_the_charset_may_stand_far_behind():
    data = b"Ana,Lyon\n" * 20_000 + "山田たろう,東京\n".encode("cp932")

    assert charset_of(io.BytesIO(data)) == "cp932"


def test_any_bytes_get_some_charset():
    data = bytes(range(1, 256)) * 20

    assert isinstance(data.decode(charset_of(io.BytesIO(data)), "replace"), str)
