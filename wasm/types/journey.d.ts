/** Which journey. */
export type JourneyKind =
  | 'forgot_by_email' | 'forgot_by_mobile'
  | 'change_by_mobile' | 'change_by_email' | 'forced_change'
  | 'reset_by_email' | 'reset_by_mobile';

/** What a journey is made from. */
export interface JourneySetup {
  kind: JourneyKind;
  /** The application's client id. */
  clientId: string;
  /** CIAM's kinds, where the application can keep one. */
  clientSecret?: string | null;
  /** EIAM's kinds want it. */
  device?: { operatingSystem: string; fingerprint: string; agent: string; ip?: string | null } | null;
  /** The language of texts; English by default. */
  lang?: Lang | null;
  /** The policy document that the server publishes. */
  policy: object;
  subject?: Subject | null;
  /** For the kinds that are logged in. */
  idToken?: string | null;
  /** What logging in answered, for `forced_change`. */
  stateToken?: string | null;
  loginStatus?: LoginStatus | null;
  /** Milliseconds from one code to the next. */
  resendAfter?: number | null;
  /** How many digits a code has, 4 to 8. */
  digits?: number | null;
}

/** A field of the form. */
export type JourneyField = 'address' | 'code' | 'password' | 'confirmation' | 'oldPassword';

/** What the person has typed so far; a member that is absent is empty. */
export type JourneyForm = { [field in JourneyField]?: string | null };

/** What happened. One that means nothing where the journey stands is ignored. */
export type JourneyEvent =
  /** The person typed into a field or left it: its fault is shown from now on. */
  | { event: 'typed'; args: { field: JourneyField } }
  /** The person wants to go on with what the form holds. */
  | { event: 'submit' }
  /** The person wants a new code. */
  | { event: 'resend_requested' }
  /** The person has moved the CAPTCHA's piece; `x` is its left edge, in pixels of the original image. */
  | { event: 'captcha_solved'; args: { x: number } }
  /** The person wants another CAPTCHA. */
  | { event: 'captcha_refresh_requested' }
  /** The person wants to go back and give another address. */
  | { event: 'address_change_requested' }
  /** The person goes on with a password that expires soon. */
  | { event: 'skip_requested' }
  /** A request was answered; null where no answer came. */
  | { event: 'answered'; args: { requestId: string; response?: HttpResponse | null } }
  /** The time to wake up at has come. */
  | { event: 'tick' };

/** Something to be done. */
export type JourneyEffect =
  /** Send this request to the server and hand in what comes back as `answered`. */
  | { effect: 'send'; args: { requestId: string; request: HttpRequest } }
  /** Hand in `tick` at this time (ms since 1970). It takes the place of the one before: one timer is enough. */
  | { effect: 'wake_at'; args: { at: number } }
  /** Show this in place of what was shown before. */
  | { effect: 'show'; args: JourneyView }
  /** It is over. */
  | { effect: 'done'; args: JourneyOutcome };

/** How a journey ended. */
export type JourneyOutcome =
  /** The password is set. The person goes to log in with it. */
  | { outcome: 'password_set' }
  /** The person is logged in. */
  | { outcome: 'logged_in'; args: { session: Session } };

/** How logging in went. */
export interface Session {
  status: LoginStatus;
  sessionToken?: string;
  idToken?: string;
  /** How long the session lives, in seconds. */
  expire?: number;
  stateToken?: string;
}

/** Where a journey stands now, and what is to be done, in this order. */
export interface JourneyStep {
  /** To be handed in with the next event; nobody else reads it. Keep it where only the page can read. */
  state: string;
  effects: JourneyEffect[];
}

/** Where the person is. */
export type JourneyStage = 'address' | 'captcha' | 'code' | 'password' | 'done';

/**
 * What the form shows now, whole: nothing of an earlier view stays. Views share the lines of the
 * checklist and the fields that nothing is wrong with, which are frozen.
 */
export interface JourneyView {
  stage: JourneyStage;
  /** In the order that they are filled in. */
  fields: JourneyFieldView[];
  /** The policy's lines for the password as it is typed. */
  checklist: ChecklistLine[];
  /** What is wrong and concerns no field. */
  notice?: AnyFault;
  captcha?: Captcha;
  /** Whether a request is in flight. */
  isBusy: boolean;
  canSubmit: boolean;
  canResend: boolean;
  /** Whole seconds until a new code may be asked for. */
  resendIn?: number;
  canSkip: boolean;
  canChangeAddress: boolean;
}

/** A field of the form. */
export interface JourneyFieldView {
  field: JourneyField;
  fault?: AnyFault;
  /** What else is wrong with it. */
  further?: AnyFault[];
  problem?: JourneyProblem;
  isRequired: boolean;
  /** For the attribute of the same name. */
  autocomplete: 'email' | 'tel' | 'one-time-code' | 'new-password' | 'current-password';
}

/** What is wrong within the form alone: the confirmation is not the new password. */
export type JourneyProblem = 'differs';
