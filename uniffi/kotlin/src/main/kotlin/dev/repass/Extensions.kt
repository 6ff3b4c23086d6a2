package dev.repass

/** Checks a password without knowing the person. */
fun Policy.check(password: String): Report = check(password, null)

/** Each active rule as a line with its state and text; without a subject, as if the person were not known. */
@Suppress("EXTENSION_SHADOWED_BY_MEMBER") // It is for calls that leave an argument out; all others reach the member.
fun Policy.checklist(password: String, subject: Subject? = null, lang: String = "en"): List<ChecklistLine> =
    checklist(password, subject, lang)

/** Each active rule as a line with its state and its text in English. */
fun Checker.checklist(password: String): List<ChecklistLine> = checklist(password, "en")

/** A violation as a sentence for a person. [lang] is a tag such as `zh` or `en`. */
fun message(violation: Violation, lang: String = "en"): String = message(Fault.Violated(violation), lang)

/** The rule that is not kept. */
val Violation.rule: Rule
    get() = when (this) {
        is Violation.Empty -> Rule.EMPTY
        is Violation.Length -> Rule.LENGTH
        is Violation.UsernameEqual -> Rule.USERNAME_EQUAL
        is Violation.UsernameReversed -> Rule.USERNAME_REVERSED
        is Violation.Characters -> Rule.CHARACTERS
        is Violation.Weak -> Rule.WEAK
        is Violation.History -> Rule.HISTORY
        is Violation.Repeats -> Rule.REPEATS
        is Violation.Personal -> Rule.PERSONAL
        is Violation.Sequences -> Rule.SEQUENCES
        is Violation.Breached -> Rule.BREACHED
    }

/** What is wrong with the policy document. */
val PolicyException.code: PolicyErrorCode
    get() = when (this) {
        is PolicyException.Invalid -> code
    }

/** The path of the member that is wrong, such as `length.min`; empty for the document itself. */
val PolicyException.member: String
    get() = when (this) {
        is PolicyException.Invalid -> member
    }

/** What is wrong with the journey's setup. */
val SetupException.code: PolicyErrorCode
    get() = when (this) {
        is SetupException.Invalid -> code
    }

/** The path of the member that is wrong, such as `device.agent`; empty for the whole. */
val SetupException.member: String
    get() = when (this) {
        is SetupException.Invalid -> member
    }

/** What was refused: the settings, or an argument. */
val ServerException.code: ServerErrorCode
    get() = when (this) {
        is ServerException.Invalid -> code
    }

/** The member of the settings, such as `eiam.tries`, or the argument's name, such as `event`. */
val ServerException.member: String
    get() = when (this) {
        is ServerException.Invalid -> member
    }

/** What is wrong with it, without its value. */
val ServerException.reason: String
    get() = when (this) {
        is ServerException.Invalid -> reason
    }
