# language: no
Egenskap: Skoleskyss
  Lengden på veien, farlig vei, båt, helse, følge og flere hjem. Grensene er «mer enn», ikke «eller mer».

  Bakgrunn:
    Gitt fakta
      | skole                  | Eksempel skole  |
      | hjemmets adresse       | Eksempelveien 1 |
      | hjemmets posisjon      | 60.39,5.32      |
      | skolens posisjon       | 60.40,5.33      |
      | farlig vei meldt       | nei             |
      | båt nødvendig          | nei             |
      | særlige behov          | nei             |
      | følge nødvendig        | nei             |
      | flere hjem             | nei             |
      | farlige strekninger    | 0               |
      | uvurderte strekninger  | 3               |

  Scenariomal: På og ved grensene, for hvert trinn, der kommunen også avgjør for fylket
    Gitt fakta
      | trinn              | <trinn> |
      | skoleveiens lengde | <meter> |
    Og kommunen avgjør også for «county»
    Når saken avgjøres 2026-10-01
    Så er utfallet «<utfall>»
    Og vilkåret «<vilkår>» er «<tilstand>»

    Eksempler:
      | trinn | meter  | utfall  | vilkår                          | tilstand     |
      | 1     | 1999   | person  | Avstand på første trinn         | ikke oppfylt |
      | 1     | 2000   | person  | Avstand på første trinn         | ikke oppfylt |
      | 1     | 2001   | granted | Avstand på første trinn         | oppfylt      |
      | 1     | 2000,1 | granted | Avstand på første trinn         | oppfylt      |
      | 2     | 2001   | person  | Avstand på andre til tiende trinn | ikke oppfylt |
      | 2     | 3999   | person  | Avstand på andre til tiende trinn | ikke oppfylt |
      | 2     | 4000   | person  | Avstand på andre til tiende trinn | ikke oppfylt |
      | 2     | 4001   | granted | Avstand på andre til tiende trinn | oppfylt      |
      | 3     | 4000   | person  | Avstand på andre til tiende trinn | ikke oppfylt |
      | 7     | 4000   | person  | Avstand på andre til tiende trinn | ikke oppfylt |
      | 7     | 4001   | granted | Avstand på andre til tiende trinn | oppfylt      |
      | 10    | 3999   | person  | Avstand på andre til tiende trinn | ikke oppfylt |
      | 10    | 4000   | person  | Avstand på andre til tiende trinn | ikke oppfylt |
      | 10    | 4001   | granted | Avstand på andre til tiende trinn | oppfylt      |
      | 11    | 5999   | person  | Avstand i videregående opplæring | ikke oppfylt |
      | 11    | 6000   | person  | Avstand i videregående opplæring | ikke oppfylt |
      | 11    | 6001   | granted | Avstand i videregående opplæring | oppfylt      |
      | 13    | 6000   | person  | Avstand i videregående opplæring | ikke oppfylt |
      | 13    | 6001   | granted | Avstand i videregående opplæring | oppfylt      |

  Scenariomal: Et vilkår for et annet trinn er ikke påberopt
    Gitt fakta
      | trinn              | <trinn> |
      | skoleveiens lengde | 9000    |
    Når saken avgjøres 2026-10-01
    Så vilkåret «Avstand på første trinn» er «<første>»
    Og vilkåret «Avstand på andre til tiende trinn» er «<andre>»
    Og vilkåret «Avstand i videregående opplæring» er «<videre>»

    Eksempler:
      | trinn | første          | andre           | videre          |
      | 1     | oppfylt         | ikke påberopt   | ikke påberopt   |
      | 2     | ikke påberopt   | oppfylt         | ikke påberopt   |
      | 10    | ikke påberopt   | oppfylt         | ikke påberopt   |
      | 12    | ikke påberopt   | ikke påberopt   | oppfylt         |

  Scenario: Lengden avgjør fylkeskommunen, og kommunen kan ikke innvilge alene
    Gitt fakta
      | trinn              | 5    |
      | skoleveiens lengde | 4800 |
    Når saken avgjøres 2026-10-01
    Så er utfallet «en saksbehandler»
    Og vilkåret «Avstand på andre til tiende trinn» er «oppfylt»
    Og avgjør «county»

  Scenario: En kommune som avgjør for fylket, innvilger etter lengden, og brevet sier meter og grense
    Gitt fakta
      | trinn              | 5    |
      | skoleveiens lengde | 4800 |
    Og kommunen avgjør også for «county»
    Når saken avgjøres 2026-10-01
    Så er utfallet «Skyss innvilget»
    Og avgjør «county»
    Og sier brevet «Veien fra Eksempelveien 1 til Eksempel skole er 4 800 meter.»
    Og sier brevet «På 5. trinn gir det rett til skyss når den er mer enn 4 000 meter.»
    Og sier brevet «Fylkeskommunen avgjør dette»
    Og sier brevet «Skyssen skal være forsvarlig»

  Scenario: En strekning som er vurdert som farlig for trinnet, gir skyss uansett lengde, og kommunen avgjør
    Gitt fakta
      | trinn               | 3   |
      | skoleveiens lengde  | 900 |
      | farlige strekninger | 1   |
    Når saken avgjøres 2026-10-01
    Så er utfallet «granted»
    Og vilkåret «Særlig farlig vei» er «oppfylt»
    Og vilkåret «Avstand på andre til tiende trinn» er «ikke oppfylt»
    Og avgjør «municipality»
    Og sier brevet «er 900 meter»
    Og sier brevet «særlig farlig eller vanskelig for elever på 3. trinn»

  Scenario: Både lang og farlig: kommunen innvilger etter det den selv avgjør
    Gitt fakta
      | trinn               | 3    |
      | skoleveiens lengde  | 5200 |
      | farlige strekninger | 2    |
    Når saken avgjøres 2026-10-01
    Så er utfallet «granted»
    Og avgjør «municipality»

  Scenario: Farlig vei er ingen grunn i videregående opplæring
    Gitt fakta
      | trinn               | 12   |
      | skoleveiens lengde  | 5000 |
      | farlige strekninger | 1    |
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og vilkåret «Særlig farlig vei» er «ikke påberopt»

  Scenario: Kortere enn grensen med strekninger som ingen har vurdert: aldri avslag av regel
    Gitt fakta
      | trinn              | 4    |
      | skoleveiens lengde | 2500 |
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og vilkåret «Særlig farlig vei» er «uklart»

  Scenario: Alt er vurdert og ikke farlig: heller ikke da avslag av regel
    Gitt fakta
      | trinn                 | 4    |
      | skoleveiens lengde    | 2500 |
      | uvurderte strekninger | 0    |
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og vilkåret «Særlig farlig vei» er «ikke oppfylt»

  Scenario: Søkeren sier at veien er farlig, og ingen har vurdert den slik
    Gitt fakta
      | trinn                 | 4    |
      | skoleveiens lengde    | 2500 |
      | uvurderte strekninger | 0    |
      | farlig vei meldt      | ja   |
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og vilkåret «Særlig farlig vei» er «uklart»

  Scenario: Vurderingene er ikke kjent
    Gitt fakta
      | trinn                 | 4      |
      | skoleveiens lengde    | 2500   |
      | farlige strekninger   | ukjent |
      | uvurderte strekninger | ukjent |
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og vilkåret «Særlig farlig vei» er «uklart»

  Scenariomal: Lang vei er nok, selv om vurderingene ikke er kjent
    Gitt fakta
      | trinn                 | <trinn> |
      | skoleveiens lengde    | <meter> |
      | farlige strekninger   | ukjent  |
      | uvurderte strekninger | ukjent  |
      | farlig vei meldt      | ja      |
    Og kommunen avgjør også for «county»
    Når saken avgjøres 2026-10-01
    Så er utfallet «granted»
    Og vilkåret «Særlig farlig vei» er «ikke påberopt»

    Eksempler:
      | trinn | meter |
      | 1     | 2001  |
      | 6     | 4001  |

  Scenariomal: Helse og følge avgjør alltid en saksbehandler, også når veien er lang eller farlig
    Gitt fakta
      | trinn               | 5    |
      | skoleveiens lengde  | 7000 |
      | farlige strekninger | 1    |
      | <fakta>             | ja   |
    Og kommunen avgjør også for «county»
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og vilkåret «<vilkår>» er «uklart»

    Eksempler:
      | fakta           | vilkår          |
      | særlige behov   | Særlige behov   |
      | følge nødvendig | Følge på reisen |

  Scenario: Båt ser en saksbehandler på
    Gitt fakta
      | trinn              | 5    |
      | skoleveiens lengde | 1200 |
      | båt nødvendig      | ja   |
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og vilkåret «Båt» er «uklart»

  Scenario: Ingen vei til skolen på kartet
    Gitt fakta
      | trinn              | 5      |
      | skoleveiens lengde | ukjent |
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og mangler «skoleveiens lengde»
    Og vilkåret «Avstand på andre til tiende trinn» er «uklart»

  Scenario: Trinnet er ikke kjent
    Gitt fakta
      | trinn              | ukjent |
      | skoleveiens lengde | 9000   |
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og mangler «trinn»

  Scenario: Flere hjem er avgjort hvert for seg, og det står i brevet
    Gitt fakta
      | trinn               | 2    |
      | skoleveiens lengde  | 1500 |
      | farlige strekninger | 1    |
      | flere hjem          | ja   |
    Når saken avgjøres 2026-10-01
    Så er utfallet «granted»
    Og vilkåret «Flere hjem» er «oppfylt»
    Og sier brevet «Hvert hjem er avgjort for seg»

  Scenario: Uten samtykke avgjør en saksbehandler
    Gitt fakta
      | trinn               | 2    |
      | skoleveiens lengde  | 1500 |
      | farlige strekninger | 1    |
    Og søkeren samtykker ikke
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»

  Scenario: Før loven gjaldt, avgjør en saksbehandler
    Gitt fakta
      | trinn              | 5    |
      | skoleveiens lengde | 9000 |
    Når saken avgjøres 2024-07-31
    Så er utfallet «person»

  Scenario: Den første dagen loven gjelder
    Gitt fakta
      | trinn              | 5    |
      | skoleveiens lengde | 9000 |
    Og kommunen avgjør også for «county»
    Når saken avgjøres 2024-08-01
    Så er utfallet «granted»

  Scenario: En by der rektor vurderer hver farlig vei, som i Oslo
    Gitt fakta
      | trinn               | 3    |
      | skoleveiens lengde  | 1800 |
      | farlige strekninger | 1    |
    Og kommunens «farlig vei av regel» er 0
    Og kommunen avgjør også for «county»
    Når saken avgjøres 2026-10-01
    Så er utfallet «person»
    Og vilkåret «Særlig farlig vei» er «uklart»

  Scenario: I en slik by innvilges lang vei som ellers
    Gitt fakta
      | trinn               | 3    |
      | skoleveiens lengde  | 4001 |
      | farlige strekninger | 1    |
    Og kommunens «farlig vei av regel» er 0
    Og kommunen avgjør også for «county»
    Når saken avgjøres 2026-10-01
    Så er utfallet «granted»
    Og avgjør «county»

  Scenariomal: En by kan ha kortere grense, men ikke lengre
    Gitt fakta
      | trinn              | 1    |
      | skoleveiens lengde | 1700 |
    Og kommunens «grense første trinn» er <grense>
    Og kommunen avgjør også for «county»
    Når saken avgjøres 2026-10-01
    Så er utfallet «<utfall>»
    Og er «grense første trinn» <gjelder>

    Eksempler:
      | grense | gjelder | utfall  |
      | 1500   | 1500    | granted |
      | 1700   | 1700    | person  |
      | 3000   | 2000    | person  |
