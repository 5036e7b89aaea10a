"""A package's tests in Norwegian Gherkin ('# language: no'), run against its rules. Pure.

Steps: 'Gitt fakta' with a table of names and values; 'kommunens «verdi» er 1500'; 'kommunen avgjør også for «county»';
'søkeren samtykker ikke'; 'Når saken avgjøres 2024-08-15'; 'Så er utfallet «x»'; 'vilkåret «y» er «oppfylt»';
'«månedspris» er 1500'; '«fakta» mangler'; 'avgjør «county»'; 'sier brevet «words»'. A result is named by its id or
label, or 'person'.
"""

from dugnad.areas.casework.rulebook.testing.running import Tested, Wrong, run

__all__ = ["Tested", "Wrong", "run"]
