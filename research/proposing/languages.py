"""The language of a text, told by its letters and commonest words; good enough to propose."""

import re

from research.vocabulary import Language

ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
LATIN = re.compile(r"[A-Za-z]")
SINDHI, PASHTO = re.compile("[ٻڄڃڇڏڌڊڍڙڦڪڳڱڻ]"), re.compile("[ټډړږښېۍګڼ]")
GERMAN = re.compile(r"\b(?:und|der|die|das|nicht|eine[rsnm]?|für|über|werden)\b", re.I)
ENGLISH = re.compile(r"\b(?:the|and|of|to|in|is|for|with)\b", re.I)


def language(text: str) -> str:
    arabic = len(ARABIC.findall(text))
    if arabic > len(LATIN.findall(text)):
        by_letters = {Language.SINDHI: len(SINDHI.findall(text)), Language.PASHTO: len(PASHTO.findall(text))}
        best = max(by_letters, key=lambda code: by_letters[code])
        return str(best if by_letters[best] > 0.03 * arabic else Language.URDU)
    return str(Language.GERMAN if len(GERMAN.findall(text)) > len(ENGLISH.findall(text)) else Language.ENGLISH)
