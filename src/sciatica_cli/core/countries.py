"""Names that people write for a country, and the ISO 3166 code that each stands for.

Which countries have numbers is for the questions file to say; this is only what they are called.
"""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .routes import Region

OTHER_NAMES = {
    "gb": "GBR; Great Britain; Britain; England; Scotland; Wales; Cymru; Northern Ireland; "
    "N Ireland; UK of Great Britain and Northern Ireland",
    "ie": "IRL; Republic of Ireland; Eire; Ireland (Republic)",
    "us": "America; US of A; United States of America; the States; Estados Unidos; EEUU",
    "ca": "CAN",
    "au": "AUS; Oz",
    "nz": "NZL; Aotearoa",
    "in": "IND; Bharat",
    "za": "ZAF; RSA",
    "de": "DEU; GER; Deutschland; Federal Republic of Germany; BRD",
    "fr": "FRA",
    "es": "ESP; España",
    "it": "ITA; Italia",
    "nl": "NLD; NED; Holland; Nederland; Nederlands",
    "pt": "PRT; POR",
    "se": "SWE; Sverige",
    "fi": "FIN; Suomi",
    "no": "NOR; Norge; Noreg",
    "dk": "DNK; DEN; Danmark",
    "be": "BEL; België; Belgique; Belgien",
    "at": "AUT; Österreich; Oesterreich",
    "ch": "CHE; SUI; Schweiz; Suisse; Svizzera; Svizra",
    "pl": "POL; Polska",
    "jp": "JPN; Nippon; Nihon; 日本",
    "kr": "KOR; Korea; Republic of Korea; ROK; 대한민국; 한국",
    "cn": "CHN; China; Mainland China; PRC; 中国",
    "hk": "HKG; Hongkong; Hong Kong SAR; 香港",
    "sg": "SGP",
    "my": "MYS; MAS",
    "th": "THA",
    "ph": "PHL; PHI; Philippine Islands; Pilipinas",
    "br": "BRA; Brasil",
    "mx": "MEX; México",
    "ar": "ARG",
    "cl": "CHL; CHI",
    "il": "ISR",
    "ae": "ARE; Emirates; UAE",
    "sa": "SAU; KSA; Kingdom of Saudi Arabia; Saudi",
    "tr": "TUR; Turkey; Turkiye",
}


def plain(name: str) -> str:
    """A name without what people write in different ways: case, accents, blanks, dots, "the"."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    base = (letter for letter in letters if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in base).split()
    return unicodedata.normalize("NFC", "".join(word for word in words if word != "the"))


def region_named(regions: Iterable[Region], name: str) -> Region | None:
    """The region with that code or name, however it is written."""
    wanted = plain(name)
    codes = [code for code, names in OTHER_NAMES.items() if wanted in map(plain, names.split(";"))]
    for code in filter(None, (wanted, *codes)):
        for region in regions:
            if code in map(plain, (region.id, region.name, *region.also)):
                return region
    return None
