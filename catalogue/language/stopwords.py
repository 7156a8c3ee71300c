"""Words that say nothing about what a text is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from stop_words import get_stop_words

from catalogue.domain.text import Language

from .tokens import words

_MEANT_HERE: Mapping[Language, str] = {
    "en": """
    act ai amount area areas auth bill board book books buy call caption case cases changes city
    computer copy course date detail early english face faces fact facts field fire goods gov group
    grouping groups help home homepage hr html http id index information interest interests
    invention keys law length line link links list member members microsoft mill ml move name net
    network news number numbers old older open opened opening opens order ordered ordering orders
    page pages parts place places point points problem problems public qa research results room
    rooms search section self service side site sites small sound state states stop support system
    test text time title tv value volume web webpage website week wells width word words work worked
    working works world year years young younger zero
    """,
    "fr": """
    essai etat force mine mot nom parole passe personne personnes piece point valeur voie
    """,
}
"""Words that a list of stop words may hold but that name things in this field."""

_EMPTY_TOO: Mapping[Language, str] = {
    "en": """
    able aboard abroad absent accordance according accordingly across actually added adj adopted
    affected affecting affects afore afterwards ago ahead ain aint allow allows almost alone along
    alongside already also although always amid amidst among amongst amoungst announce another
    anybody anyhow anymore anyone anything anyway anyways anywhere apart apparently appear
    appreciate appropriate approximately apropos apud arent arise around aside ask asked asking
    asks associated astride athwart atop available away awfully back backed backing backs backward
    backwards barring became become becomes becoming beforehand began begin beginning beginnings
    begins behind beings believe beneath beside besides best better beyond big billion bottom brief
    briefly came cant cause causes certain certainly clear clearly click close cmon come comes
    concerning consequently consider considering contain containing contains corresponding couldnt
    currently dare daren darent dear definitely describe described despite didnt differ different
    differently directly doesnt done dont doubtful downed downing downs downwards due effect eg
    eight eighty either eleven else elsewhere empty end ended ending ends enough entirely
    especially etc even evenly ever evermore every everybody everyone everything everywhere exactly
    example except excluding failing fairly far farther felt fewer fifteen fifth fifty fill find
    finds first five fix followed following follows forever former formerly forth forty forward
    found four free front full fully furthered furthering furthermore furthers gave general
    generally get gets getting give given gives giving goes going gone good got gotten great
    greater greatest grouped hadnt half happens hardly hasnt havent hed hence hereafter hereby
    herein heres hereupon hes high higher highest hither hopefully howbeit however hundred ie
    ignored ill immediate immediately importance important inasmuch including indeed indicate
    indicated indicates inner inside insofar instead int interested interesting inward isnt itd
    itll ive join just keep keeps kept kind knew know known knows large largely last lately later
    latest latter latterly least less lest lets like liked likely likewise little long longer
    longest look looking looks low lower made mainly make makes making man many may maybe mayn
    maynt mean means meantime meanwhile men merely mid midst might mightn mightnt million mine
    minus miss modulo moreover mostly mr mrs much must mustnt namely nay nd near nearly necessarily
    necessary need needed needing needn neednt needs neither never nevertheless new newer newest
    next nine ninety nobody non none nonetheless noone normally nos noted nothing notwithstanding
    novel now nowhere obtain obtained obviously often oh ok okay oldest omitted one ones onto
    opposite others otherwise oughtn oughtnt outside overall owing part parted particular
    particularly parting past per perhaps placed please plus pm pointed pointing poorly possible
    possibly potentially predominantly present presented presenting presents presumably previously
    primarily prior pro probably promptly proud provided provides pursuant put puts qua que quickly
    quite ran rather rd readily really reasonably recent recently ref refs regarding regardless
    regards related relatively reserved respectively resulted resulting right round run said sans
    save saw say saying says sec second secondly seconds see seeing seem seemed seeming seems seen
    sees selves sensible sent serious seriously seven seventy several shall shant shes shouldnt
    show showed showing shown showns shows sides significant significantly similar similarly since
    sincere six sixty slightly smaller smallest somebody someday somehow someone something sometime
    sometimes somewhat somewhere soon sorry specifically specified specify specifying still
    strongly sub subsequent substantially successfully sufficiently suggest sup sure take taken
    taking tell ten tends terms th thank thanks thatll thats thatve thence thereafter thereby
    therefore therein therell thereof therere theres thereto thereupon theyd theyll theyre theyve
    thick thin thing things think thinks third thirty thorough thoroughly though thought thoughts
    thousand three throughout thru thruout thus till today together took top toward towards tried
    tries trillion truly try trying turn turned turning turns twelve twenty twice two underneath
    undoing unfortunately unless unlike unlikely unto upon ups upwards us use used useful usefully
    usefulness uses using usually various versus via vice viz vol want wanted wanting wants wasnt
    way ways welcome well went werent weve whatever whatll whats whatve whence whenever whereafter
    whereas whereby wherein wheres whereupon wherever whether whichever whilst whither whod whoever
    whole whomever whos whose widely will willing wish within without wonder wont wouldnt yes yet
    youd youll youngest youre youve
    """,
    "fr": """
    afin ailleurs ainsi amp apres assez attendu aucune aucuns aujourd auquel autres auxquelles
    auxquels beaucoup bien celle celles celui cependant certes chacun chacune chez chose choses
    concernant contre davantage deja derriere desormais desquelles desquels dessous dessus devait
    devant dire doivent dont duquel durant egalement enfin ensuite entre envers environ excepte
    faut hui jamais jusque laquelle lequel lesquelles lesquels leurs lorsque malgre mesme mieux
    moyennant nonobstant notamment or outre parfois parmi pendant peuvent plein plus plusieurs
    plutot pourra pourraient pourrait pourront presque puis puisque quant quelque quelques quoi
    quoique rien sauf selon sienne sinon souvent sub suivant surtout tant tel telle telles toujours
    toute toutefois toutes vers versus via voici voila voire vs
    """,
}
"""Function words that the library lacks; most of them in the release that Python 3.10 gets."""


@cache
def stop_words(language: Language) -> frozenset[str]:
    """Stop words of a language, folded, as ``words`` gives them."""
    listed = {word for entry in get_stop_words(language) for word in words(entry)}
    return frozenset(
        (listed | set(_EMPTY_TOO[language].split())) - set(_MEANT_HERE[language].split())
    )
