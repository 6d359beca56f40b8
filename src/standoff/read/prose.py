"""Is a text prose, and in English? A small vote of each language's commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from standoff.errors import StandoffError

COMMONEST = {
    "English": "the of and to in that is was for it with as his he be on by at have are not this but had "
    "they from said has "
    "were which an their been would will we who its or more one if no there what when after about also she her you i",
    "German": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an "
    "werden aus er hat dass sie "
    "nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis "
    "mehr durch man",
    "French": "le la les de des et du un une en que est pour qui dans sur pas au par plus avec il ce se ne "
    "son sont été aux "
    "mais ou cette nous elle ont ses leur être deux même",
    "Spanish": "el la los las de que y en un una es por con no para su al lo como más pero sus le ya este "
    "entre cuando muy "
    "sin sobre también hasta hay donde desde todo nos ha fue",
    "Italian": "il la di che e è un una in per non sono con si da del della le i lo gli al come più ma "
    "anche nel alla dei "
    "delle ha ai dal sulla questo essere",
    "Portuguese": "o a os as de que e do da em um uma para com não no na dos das por se mais ao foi são "
    "pelo pela à como mas "
    "ou seu sua também até isso entre já quando",
    "Dutch": "de het een en van in is dat op te zijn met voor niet aan er om ook als maar bij door naar hij "
    "uit over dan "
    "werd wordt heeft hebben nog wel geen deze die worden",
    "Polish": "i w na z do się nie że to jest o jak po co za od przez dla ale był oraz przy ich tym już "
    "tylko może są który",
    "Swedish": "och i att det som en på är av för med till den har de inte om ett var men vid så från kan "
    "sig eller efter",
    "Danish or Norwegian": "og i at det er en til af som på de for med den der ikke et har om var men fra "
    "ved eller blev",
    "Turkish": "ve bir bu da de için ile olarak olan daha çok gibi sonra kadar ancak ne var ise dedi",
    "Indonesian or Malay": "yang dan di ini itu dengan untuk dari dalam tidak akan pada ke juga oleh adalah "
    "ada telah mereka",
    "Romanian": "și de la a în cu pe că nu din o un se care pentru este mai au sunt fost prin dar sau acest",
    "Czech or Slovak": "a se v na že je s z o do to i k ve pro jako za by ale si po jsou nebo který byl tak",
    "Hungarian": "a az és hogy nem is egy van ez de meg csak volt már mint azt még ki vagy el majd",
    "Finnish": "ja on ei se että oli hän myös kun mutta ovat ole tai sen joka kuin mukaan",
    "Vietnamese": "của và là các có được cho trong không một những người với này đã để khi",
    "Swahili": "ya na wa kwa ni katika za la kuwa hii yake huo kama lakini pia",
}
"""Some of the commonest words of the languages that a report is most likely to be in, by language."""

SCRIPTS = {
    "CYRILLIC": "the Cyrillic script (Russian or Ukrainian, say)",
    "ARABIC": "the Arabic script",
    "HEBREW": "Hebrew",
    "GREEK": "Greek",
    "DEVANAGARI": "the Devanagari script (Hindi, say)",
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "THAI": "Thai",
    "ETHIOPIC": "the Ethiopic script (Amharic, say)",
    "ARMENIAN": "Armenian",
    "GEORGIAN": "Georgian",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
}

SAMPLE = 60_000
"""Characters that are looked at: a language shows long before."""

FEWEST_COMMON = 0.2
"""English prose has two to three words in five from the list above; a table, code or nonsense has hardly any."""

SHORT = 60
"""Words below which a text may have fewer of them: a single sentence full of names is prose, too."""


def refuse_unless_english(text: str, where: str) -> None:
    """Raise an error unless a text reads as English prose.

    Parameters
    ----------
    text : str
        The report.
    where : str
        The file, for the message.

    Raises
    ------
    StandoffError
        If the text is in another script or language, or no prose at all.
    """
    sample = text[:SAMPLE]
    script = _foreign_script(sample)
    if script:
        raise StandoffError(
            f"The report is written in {script}; only English is read.", where=where, mend="Give an English text."
        )
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    shares = _shares(words)
    best = max(shares, key=lambda language: (shares[language], language == "English"))
    if best != "English" and shares[best] >= FEWEST_COMMON and shares[best] > 1.15 * shares["English"]:
        raise StandoffError(
            f"The report reads as {best}; only English is read.", where=where, mend="Give an English text."
        )
    fewest = FEWEST_COMMON if len(words) >= SHORT else FEWEST_COMMON / 2
    if len(words) < 3 or shares["English"] < fewest:
        raise StandoffError(
            "The text does not read as English prose.",
            where=where,
            mend="Give an article, minutes or a letter in English.",
        )


def _shares(words: list[str]) -> dict[str, float]:
    """Return for each language the share of the words that are among its commonest."""
    counts = Counter(words)
    total = max(1, len(words))
    return {
        language: sum(counts[word] for word in set(listed.split())) / total for language, listed in COMMONEST.items()
    }


def _foreign_script(sample: str) -> str | None:
    """Return the script that more than half of the letters have, unless it is the Latin one."""
    letters = [character for character in sample[:5000] if character.isalpha()]
    if not letters:
        return None
    kinds = Counter(unicodedata.name(letter, "?").split()[0] for letter in letters)
    kind, count = kinds.most_common(1)[0]
    return SCRIPTS.get(kind, "another script") if kind != "LATIN" and 2 * count > len(letters) else None
