"""A modest test for finite verbs: no grammar, only lists of words and the word before.

It errs towards silence. A sentence without any verb is found; one whose only verb is a noun as
well ("a sore back after rest") may be missed.
"""

from __future__ import annotations

import re

# Finite whatever is around them.
AUXILIARIES = """
am are aren't becomes can can't cannot comes could couldn't did didn't do does doesn't don't
gets gives goes had hadn't happens has hasn't have haven't here's how's is isn't it's makes may
means might must mustn't shall should shouldn't that's there's was wasn't were weren't what's
where's who's will won't would wouldn't
"""
# A word after one of these is a finite verb, or an adverb before one.
SUBJECTS = """
he i she they we who
"""
# A word after one of these is no finite verb.
NOUN_FOLLOWS = """
a about after an any as at before by during each every for from her his in into its my no of on
our over some than the their these those to under with without your
"""
# Base forms, for imperatives and after plural nouns; -s, -es, -ies, -ed and -d are added.
REGULAR = """
act add advise affect agree aim allow answer appear apply ask assess avoid balance bang base
become begin belong bend bleed block book bother brace break bring bruise build burn button buy
call carry catch cause change check choose claim climb come compare complete consider contain
continue control copy correct cost cough count cover crack crawl cross cure cut damage deal
decide deny depend describe die differ disagree discuss dissolve draw drink drive drop ease eat
end examine exercise explain fade fail faint fall feel fill find finish fit follow forget gain
get give go grip grow guide handle hang happen harm heal hear help hide hit hold hurt imagine
improve include increase inform invent invite involve irritate itch join jump keep kneel knock
know last lead leak lean learn leave let lie lift like limit limp list listen live look loosen
lose lower make massage matter mean measure mention move name need note notice obey offer open
overlap pack paint pass pay pee phone pick place plan point practise prefer prepare press
pretend prevent print produce promise protect prove provide pull push put raise reach read
receive recommend recover reduce refer refuse relax relieve rely remain remember remove repeat
replace report require rest ring rise roll rub rule run save say scratch search see seek seem
select sell send serve set settle shake share shiver shout show shrink sit skip sleep slide slip
slow smile sneeze soothe spare speak speed spend split spread squeeze stagger stand start stay
stick sting stir stop store strain stretch stroke struggle suffer suggest suit support suppose
swallow swap swell swim switch take talk teach tear tell tend test thank think throb throw tick
tie tighten tilt tingle touch treat trip trust try turn twist type understand unlock use vary
visit wait wake walk want warm warn wash watch weaken wear weigh welcome widen win wipe wish
work worry worsen wrap write
"""
IRREGULAR = """
ate beat became began broke brought built came caught chose cost cut dealt drew fell felt forgot
found gave got grew heard held hit hung hurt kept knew lay learnt led left let lost made meant
met paid put ran read rose said sang sat saw sent set shook shrank slept sought split spoke
spread stood stopped stuck swam swore swung taught threw told took went wept woke won wore wrote
"""
DEMONSTRATIVES = frozenset(("this", "that"))  # nouns after them are singular
ASIDE = re.compile(r" \([^()]*\)|, which\b.*")  # their verbs make no sentence
TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+|[,;:]")


def _forms(verb: str) -> tuple[str, ...]:
    if re.search(r"[^aeiou]y$", verb):
        return verb, verb[:-1] + "ies", verb[:-1] + "ied"
    plural = "es" if re.search(r"(s|x|z|ch|sh|o)$", verb) else "s"
    return verb, verb + plural, verb + ("d" if verb.endswith("e") else "ed")


FINITE = frozenset(AUXILIARIES.split())
PAST = frozenset(IRREGULAR.split())
FORMS = PAST.union(*map(_forms, REGULAR.split()))
BEFORE_VERBS = frozenset(SUBJECTS.split())
BEFORE_NOUNS = frozenset(NOUN_FOLLOWS.split())


def has_finite_verb(sentence: str) -> bool:
    """Whether a sentence holds a finite verb, as far as the lists of this module know it."""
    sentence = ASIDE.sub("", sentence.lower())
    words = [word.replace("’", "'") for word in TOKEN.findall(sentence)]
    for before, word in zip(["", *words], words, strict=False):
        if word in FINITE or before in BEFORE_VERBS or word.endswith(("'re", "'ve", "'ll")):
            return True
        if word == "be" and before in ("", ",", ";"):
            return True
        noun = before in BEFORE_NOUNS or (
            before in DEMONSTRATIVES and not word.endswith("s") and word not in PAST
        )
        if word in FORMS and not noun:
            return True
    return False
