"""The standard clauses in nynorsk."""

CLAUSES = {
    "purpose": (
        "Formål",
        "Partane vil løyse felles oppgåver saman og gjere god bruk av kunnskapen, folka og dataa til kvarandre. "
        "Denne avtalen seier kva dei gjer saman, kva kvar av dei bidreg med, og på kva vilkår.\n\n"
        "Ingenting blir delt etter denne avtalen ut over det som står i punkta om deling.",
    ),
    "responsibility": (
        "Ansvar",
        "Kvar part har ansvar for eigne oppgåver, eigne tilsette og eigne avgjerder. "
        "Kvar part peiker ut ein kontaktperson og seier frå til dei andre utan opphald når "
        "kontaktpersonen blir bytt.\n\n"
        "Ein part som ser at han ikkje kan gjere det han har lova, seier frå til dei andre med ein gong, "
        "forklarer kvifor og gjer framlegg om korleis følgjene kan bli små. Kvar part dekkjer eigne kostnader "
        "dersom ikkje partane skriftleg har avtalt noko anna.",
    ),
    "confidentiality": (
        "Teieplikt",
        "Det ein part får vite om personlege forhold hos nokon eller om forretningsløyndomar hos ein annan part, "
        "skal haldast hemmeleg og berre brukast til det formålet det blei delt for. "
        "Dette gjeld òg for tilsette, rådgivarar og leverandørar, og det gjeld etter at avtalen er slutt.\n\n"
        "Plikta er ikkje til hinder for innsyn som følgjer av lov.",
    ),
    "security": (
        "Informasjonstryggleik og personvern",
        "Kvar part vernar det han tek imot, med tiltak som svarer til risikoen: tilgang berre for dei som treng det, "
        "innlogging i to steg, logging av bruk og kryptert overføring.\n\n"
        "Den som gir, avgjer formålet, og den som tek imot, bruker det som er delt, berre til dette formålet. "
        "Personopplysningar blir sletta eller leverte tilbake når dei ikkje lenger trengst for formålet.\n\n"
        "Ein part som oppdagar eit brot på tryggleiken, varslar dei partane det gjeld, innan 24 timar.",
    ),
    "termination": (
        "Endring og oppseiing",
        "Endringar i avtalen blir gjorde skriftleg og signerte av alle partane.\n\n"
        "Ein part kan seie opp avtalen skriftleg med tre månaders varsel. Ein part kan gå ut av avtalen med ein gong "
        "dersom ein annan part har brote han vesentleg og ikkje har retta forholdet innan 30 dagar etter at det blei "
        "påpeikt. All deling stansar når avtalen er slutt.",
    ),
    "disputes": (
        "Usemje",
        "Partane prøver først å løyse usemje ved å snakke saman, og deretter mellom leiarane sine. "
        "Er dei ikkje blitt samde innan 60 dagar, kan kvar av dei bringe saka inn for dei alminnelege domstolane.\n\n"
        "Norsk rett gjeld. Verneting er tingretten der den som blir saksøkt, held til.",
    ),
}
