"""The standard clauses in English."""

CLAUSES = {
    "purpose": (
        "Purpose",
        "The parties want to solve shared tasks together and to use each other's knowledge, people and data well. "
        "This agreement says what they do together, what each of them contributes, and on what terms.\n\n"
        "Nothing is shared under this agreement beyond what its clauses on sharing name.",
    ),
    "responsibility": (
        "Responsibility",
        "Each party is responsible for its own tasks, its own staff and its own decisions. "
        "Each party names a contact person and tells the others without delay when that person changes.\n\n"
        "A party that sees that it cannot do what it has promised tells the others at once, says why, "
        "and proposes how the consequences can be kept small. Each party bears its own costs "
        "unless the parties have agreed otherwise in writing.",
    ),
    "confidentiality": (
        "Confidentiality",
        "What a party learns about people's personal circumstances, or about another party's business secrets, "
        "is kept secret and is used only for the purpose for which it was shared. "
        "This also binds staff, advisers and suppliers, and it goes on binding after the agreement has ended.\n\n"
        "The duty does not stand in the way of access that follows from law.",
    ),
    "security": (
        "Information security and privacy",
        "Each party protects what it receives by measures that fit the risk: access for those who need it only, "
        "two-step sign-in, logging of use, and encrypted transport.\n\n"
        "The giver decides the purpose of what it gives, and the receiver uses it for that purpose only. "
        "Personal data are deleted or returned when they are no longer needed for the purpose.\n\n"
        "A party that discovers a breach tells the parties that are affected within 24 hours.",
    ),
    "termination": (
        "Changes and termination",
        "Changes to this agreement are made in writing and signed by all parties.\n\n"
        "A party may leave the agreement in writing with three months' notice. A party may leave at once if another "
        "party is in serious breach of it and has not put this right within 30 days after being told. "
        "All sharing stops when the agreement ends.",
    ),
    "disputes": (
        "Disputes",
        "The parties first try to settle disagreements by talking together, and then between their heads. "
        "If they have not agreed within 60 days, each party may bring the matter before the ordinary courts.\n\n"
        "Norwegian law applies. The venue is the district court where the party sued has its seat.",
    ),
}
