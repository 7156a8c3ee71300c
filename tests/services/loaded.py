"""The program with its lists read, as the processes that tests kill have it from the start."""

from catalogue.services.vocabulary import shipped_lexicon, shipped_thesaurus

from . import dying

shipped_lexicon()
shipped_thesaurus()

__all__ = ["dying"]
