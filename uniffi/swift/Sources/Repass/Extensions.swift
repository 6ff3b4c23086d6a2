extension Policy {
    /// Checks one password for one person; without a subject, as if the person were not known.
    public func check(_ password: String, subject: Subject? = nil) -> Report {
        check(password: password, subject: subject)
    }

    /// Prepares the checks for one person, for checking while they type.
    public func forSubject(_ subject: Subject) -> Checker {
        forSubject(subject: subject)
    }

    /// Each active rule as a line with its state and text, in the order that a person reads.
    /// `lang` is a tag such as `zh` or `en`.
    public func checklist(_ password: String, subject: Subject? = nil, lang: String = "en") -> [ChecklistLine] {
        checklist(password: password, subject: subject, lang: lang)
    }
}

extension Checker {
    /// Checks a password.
    public func check(_ password: String) -> Report {
        check(password: password)
    }

    /// Each active rule as a line with its state and text. `lang` is a tag such as `zh` or `en`.
    public func checklist(_ password: String, lang: String = "en") -> [ChecklistLine] {
        checklist(password: password, lang: lang)
    }
}

extension Violation {
    /// The rule that is not kept.
    public var rule: Rule {
        switch self {
        case .empty: .empty
        case .length: .length
        case .usernameEqual: .usernameEqual
        case .usernameReversed: .usernameReversed
        case .characters: .characters
        case .weak: .weak
        case .history: .history
        case .repeats: .repeats
        case .personal: .personal
        case .sequences: .sequences
        case .breached: .breached
        }
    }
}

extension PolicyError {
    /// What is wrong with the policy document.
    public var code: PolicyErrorCode {
        switch self {
        case .Invalid(let code, _): code
        }
    }

    /// The path of the member that is wrong, such as `length.min`; empty for the document itself.
    public var member: String {
        switch self {
        case .Invalid(_, let member): member
        }
    }
}

extension SetupError {
    /// What is wrong with the journey's setup.
    public var code: PolicyErrorCode {
        switch self {
        case .Invalid(let code, _): code
        }
    }

    /// The path of the member that is wrong, such as `device.agent`; empty for the whole.
    public var member: String {
        switch self {
        case .Invalid(_, let member): member
        }
    }
}

extension ServerError {
    /// What was refused: the settings, or an argument.
    public var code: ServerErrorCode {
        switch self {
        case .Invalid(let code, _, _): code
        }
    }

    /// The member of the settings, such as `eiam.tries`, or the argument's name, such as `event`.
    public var member: String {
        switch self {
        case .Invalid(_, let member, _): member
        }
    }

    /// What is wrong with it, without its value.
    public var reason: String {
        switch self {
        case .Invalid(_, _, let reason): reason
        }
    }
}

/// A fault as a sentence for a person. `lang` is a tag such as `zh` or `en`.
public func message(_ fault: Fault, lang: String = "en") -> String {
    message(fault: fault, lang: lang)
}

/// A violation as a sentence for a person. `lang` is a tag such as `zh` or `en`.
public func message(_ violation: Violation, lang: String = "en") -> String {
    message(fault: .violated(violation), lang: lang)
}

/// What a vendor's page says that a person can do about the fault; nil where no page says anything.
public func help(_ fault: Fault, lang: String = "en") -> String? {
    help(fault: fault, lang: lang)
}

/// A fault as the vendor answers it. The headers are those besides the content type, which is JSON.
public func wire(_ fault: Fault, profile: Profile, lang: String = "en") -> HttpResponse {
    wire(fault: fault, profile: profile, lang: lang)
}

/// The text of a field's problem for a person. `lang` is a tag such as `zh` or `en`.
public func problemMessage(_ problem: JourneyProblem, lang: String = "en") -> String {
    problemMessage(problem: problem, lang: lang)
}

/// Estimates a password; `words` are what an attacker knows of the person.
public func strength(_ password: String, words: [String] = []) -> Strength {
    strength(password: password, words: words)
}

/// The score alone, 0 to 4.
public func score(_ password: String, words: [String] = []) -> Int32 {
    score(password: password, words: words)
}
