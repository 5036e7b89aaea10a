"""The standard clauses in bokmål."""

CLAUSES = {
    "purpose": (
        "Formål",
        "Partene vil løse felles oppgaver sammen og gjøre god bruk av hverandres kunnskap, folk og data. "
        "Denne avtalen sier hva de gjør sammen, hva hver av dem bidrar med, og på hvilke vilkår.\n\n"
        "Ingenting deles etter denne avtalen ut over det som står i punktene om deling.",
    ),
    "responsibility": (
        "Ansvar",
        "Hver part har ansvar for egne oppgaver, egne ansatte og egne beslutninger. "
        "Hver part peker ut en kontaktperson og sier fra til de andre uten opphold når kontaktpersonen blir byttet.\n\n"
        "En part som ser at den ikke kan gjøre det den har lovet, sier fra til de andre med en gang, forklarer hvorfor "
        "og foreslår hvordan følgene kan bli små. Hver part dekker egne kostnader "
        "hvis ikke partene skriftlig har avtalt noe annet.",
    ),
    "confidentiality": (
        "Taushetsplikt",
        "Det en part får vite om noens personlige forhold eller om en annen parts forretningshemmeligheter, "
        "skal holdes hemmelig og bare brukes til det formålet det ble delt for. "
        "Dette gjelder også for ansatte, rådgivere og leverandører, og det gjelder etter at avtalen er slutt.\n\n"
        "Plikten er ikke til hinder for innsyn som følger av lov.",
    ),
    "security": (
        "Informasjonssikkerhet og personvern",
        "Hver part beskytter det den mottar, med tiltak som svarer til risikoen: tilgang bare for dem som trenger det, "
        "innlogging i to trinn, logging av bruk og kryptert overføring.\n\n"
        "Den som gir, bestemmer formålet, og den som mottar, bruker det som er delt, bare til dette formålet. "
        "Personopplysninger slettes eller leveres tilbake når de ikke lenger trengs for formålet.\n\n"
        "En part som oppdager et brudd på sikkerheten, varsler de partene det gjelder, innen 24 timer.",
    ),
    "termination": (
        "Endring og oppsigelse",
        "Endringer i avtalen gjøres skriftlig og signeres av alle partene.\n\n"
        "En part kan si opp avtalen skriftlig med tre måneders varsel. En part kan gå ut av avtalen med en gang "
        "hvis en annen part har brutt den vesentlig og ikke har rettet forholdet innen 30 dager etter at det "
        "ble påpekt. All deling stanser når avtalen er slutt.",
    ),
    "disputes": (
        "Uenighet",
        "Partene prøver først å løse uenighet ved å snakke sammen, og deretter mellom lederne sine. "
        "Er de ikke blitt enige innen 60 dager, kan hver av dem bringe saken inn for de alminnelige domstolene.\n\n"
        "Norsk rett gjelder. Verneting er tingretten der den som blir saksøkt, holder til.",
    ),
}
