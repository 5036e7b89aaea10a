# language: no
Egenskap: Foreldrebetaling i barnehage
  Seks prosent av inntekten, søskenrabatt og gratis kjernetid, på grensene i hvert år.

  Scenariomal: Ett barn betaler seks prosent når det er mindre enn maksimalprisen
    Gitt fakta
      | husholdningens inntekt | <inntekt> |
      | barnets nummer         | 1         |
      | barnets alder          | 1         |
      | timer i uken           | 45        |
    Når saken avgjøres <dag>
    Så er utfallet «<utfall>»
    Og vilkåret «Redusert betaling» er «<vilkår>»

    Eksempler:
      | dag        | inntekt | utfall  | vilkår       |
      | 2016-03-01 | 486749  | reduced | oppfylt      |
      | 2016-03-01 | 486750  | full    | ikke oppfylt |
      | 2017-09-01 | 500499  | reduced | oppfylt      |
      | 2017-09-01 | 500500  | full    | ikke oppfylt |
      | 2018-09-01 | 533499  | reduced | oppfylt      |
      | 2018-09-01 | 533500  | full    | ikke oppfylt |
      | 2020-09-01 | 574749  | reduced | oppfylt      |
      | 2020-09-01 | 574750  | full    | ikke oppfylt |
      | 2021-09-01 | 592166  | reduced | oppfylt      |
      | 2021-09-01 | 592167  | full    | ikke oppfylt |
      | 2023-09-01 | 549999  | reduced | oppfylt      |
      | 2023-09-01 | 550000  | full    | ikke oppfylt |
      | 2024-09-01 | 366666  | reduced | oppfylt      |
      | 2024-09-01 | 366667  | full    | ikke oppfylt |

  Scenario: Maksimalprisen gjelder før rabatter
    Gitt fakta
      | husholdningens inntekt | 900000 |
      | barnets nummer         | 2      |
      | barnets alder          | 1      |
      | timer i uken           | 45     |
    Når saken avgjøres 2024-09-01
    Så er «månedspris» 1400
    Og vilkåret «Søskenrabatt» er «beregnet»

  Scenario: Gratis kjernetid for en toåring i en husholdning med lav inntekt
    Gitt fakta
      | husholdningens inntekt | 550000 |
      | barnets nummer         | 1      |
      | barnets alder          | 2      |
      | timer i uken           | 45     |
    Når saken avgjøres 2024-09-01
    Så er utfallet «Redusert betaling»
    Og vilkåret «Gratis kjernetid» er «oppfylt»

  Scenario: En kommune kan gi gratis kjernetid til flere
    Gitt fakta
      | husholdningens inntekt | 690000 |
      | barnets nummer         | 1      |
      | barnets alder          | 3      |
      | timer i uken           | 45     |
    Og kommunens «grense gratis kjernetid» er 700000
    Når saken avgjøres 2024-09-01
    Så vilkåret «Gratis kjernetid» er «oppfylt»

  Scenario: Ukjent inntekt går til en saksbehandler
    Gitt fakta
      | husholdningens inntekt | ukjent |
      | barnets nummer         | 1      |
      | barnets alder          | 3      |
      | timer i uken           | 45     |
    Når saken avgjøres 2024-09-01
    Så er utfallet «person»
    Og mangler «husholdningens inntekt»

  Scenario: Uten samtykke avgjør en saksbehandler
    Gitt fakta
      | husholdningens inntekt | 300000 |
      | barnets nummer         | 1      |
      | barnets alder          | 3      |
      | timer i uken           | 45     |
    Og søkeren samtykker ikke
    Når saken avgjøres 2024-09-01
    Så er utfallet «en saksbehandler»

  Scenariomal: For dager uten kjent verdi avgjør en saksbehandler
    Gitt fakta
      | husholdningens inntekt | 300000 |
      | barnets nummer         | 1      |
      | barnets alder          | 3      |
      | timer i uken           | 45     |
    Når saken avgjøres <dag>
    Så er utfallet «person»

    Eksempler:
      | dag        |
      | 2019-01-01 |
      | 2019-09-01 |
      | 2020-07-31 |
      | 2022-03-01 |
      | 2022-12-31 |
      | 2023-07-31 |

  Scenario: En kommune der staten har lavere pris
    Gitt fakta
      | husholdningens inntekt | 900000 |
      | barnets nummer         | 1      |
      | barnets alder          | 1      |
      | timer i uken           | 45     |
    Og kommunens «maksimalpris» er 1500
    Når saken avgjøres 2024-09-01
    Så er «månedspris» 1500

  Scenario: Tredje barn er gratis fra august 2023
    Gitt fakta
      | husholdningens inntekt | 900000 |
      | barnets nummer         | 3      |
      | barnets alder          | 1      |
      | timer i uken           | 45     |
    Når saken avgjøres 2024-09-01
    Så er «månedspris» 0
