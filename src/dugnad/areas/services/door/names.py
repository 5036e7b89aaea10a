"""Common Norwegian names of people, so that they are not kept among words that residents searched by.

Words that are names and also everyday things that residents ask for (bo, dag, kai, mark) are left out here.
"""

from __future__ import annotations

from typing import Final

FIRST: Final = """
aage adrian agnes ahmed aksel aleksander alexander alf ali alma amalie amina amir anders andrea andreas anette ann
anna anne annette anniken anton arild arne arvid asbjørn aslak astrid atle aud august aurora beate benjamin berit
bente birger birgit bjarne bjørg bjørn camilla cathrine cecilie charlotte christian christina christine christoffer
daniel david ebba edvard egil einar eirik eivind elias elin elisabeth ella elise ellen elsa emil emilie emma endre
erik erlend erling espen eva even fatima filip finn fredrik frida frode geir georg gerd gina grete gro gudrun gunn
gunnar gunhild guri gustav guttorm hanna hanne hans harald harry hassan hedda hege heidi helene helga helge henning
henriette henrik henry herman hilde håkon håvard håvar ibrahim ida inga inge ingeborg inger ingrid ingunn ingvild
irene isak ivar jakob jan janne jarle jens jenny joakim johan johanna johannes john johnny jon jonas jonathan jorunn
julia julie jørgen jørn kaia kamilla kari karin karina karoline katrine kenneth ketil kim kine kirsten kjell kjersti
kjetil klara knut konrad kristian kristin kristina kristine kristoffer lars laila lasse laura lea leah leif lena leo
linda line linn linnea lisbeth lise liv lotte lucas ludvig lukas mads magne magnhild magnus maja malin mari maria
marianne marie marit marius markus marte marta martin martine mathias mathilde mats may merete mia mikkel mina mohamed
mohammad mohammed monica morten nils nina noah nora odd oda odin ola olaf olav ole olea oline oliver olivia omar oscar
oskar otto ottar per pernille peder petter philip ragna ragnar ragnhild randi rasmus reidar reidun renate robert roger
rolf ronny rune ruth sander sandra sara sebastian selma sigrid sigurd silje simen simon sindre siri siv sofia sofie
solfrid solveig sondre stein steinar stian stig stine stå sunniva susanne svein sverre synne synnøve sølvi tarjei
terje tiril thea theodor theo thomas thor thomas tina tine tobias tom tomas tommy tone tor tora tord tore torbjørn
torgeir torhild torill torkel torleif torstein torunn tove trine trond trude trygve truls turid ulrik unni vegard
vera vetle victor vidar vigdis vilde viktor vilja wenche william yngve yusuf øystein øyvind åge åse åshild åsmund
"""
LAST: Final = """
aas aasen abdi andersen andreassen antonsen arnesen aune bakke bakken bakkan berg berge bergersen berntsen birkeland
bjerke bråten brekke bøe carlsen christensen christiansen dahl dahle danielsen davidsen edvardsen eide eilertsen
ellingsen engen eriksen evensen fredriksen gjerde gulbrandsen gundersen haga hagen halvorsen hammer hansen hanssen
haug haugen hauge hauger haugland helgesen helland henriksen hermansen holm holmen hovland isaksen iversen jacobsen
jakobsen jensen jenssen johannessen johansen johnsen jonassen jørgensen karlsen knudsen knutsen kristensen kristiansen
kristoffersen kvam larsen larssen lie lien lorentzen lund lunde madsen magnussen martinsen mathisen mikalsen moe moen
mohamed myhre myklebust mørk nguyen nielsen nilsen nilssen nygård næss olsen ottesen paulsen pedersen pettersen
rasmussen ruud rønning røed samuelsen sandvik simonsen sivertsen solberg solheim solli sollie sunde
svendsen sæther sørensen thomassen thoresen thorsen tran tveit vik viken villadsen wold ødegård aaen
"""
NAMES: Final = frozenset((FIRST + LAST).split())


def is_name(word: str) -> bool:
    """Whether a word in small letters is a common name, or its genitive."""
    return word in NAMES or (word.endswith("s") and word[:-1] in NAMES)
