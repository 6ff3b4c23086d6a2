/** A server's keys, limits and choices; what is absent is the default. */
export interface Settings {
  /** The first is active; the others still open what they made. Each has 32 random bytes or more, in base64. */
  keys: { kid: string; key: string }[];
  eiam?: Limits;
  ciam?: Limits;
  /** The purposes that each flow accepts a code of. */
  accepted?: { forgot?: Purpose[]; change?: Purpose[]; reset?: Purpose[] };
  /** Guesses of a password for one account and from one address, in a window (ms). */
  logins?: { perAccount?: number; perSource?: number; window?: number };
  /** How long what is issued lives, in seconds. */
  lifetimes?: {
    accessToken?: number;
    session?: number;
    changedSession?: number;
    stateToken?: number;
    captcha?: number;
    captchaProof?: number;
    temporaryPassword?: number;
  };
}

/** How often and how long, for a vendor's calls. Times in ms. */
export interface Limits {
  /** Digits of a code, 4 to 8. */
  digits?: number;
  codeLives?: number;
  tokenLives?: number;
  resendAfter?: number;
  /** Codes to an address; null for no such limit. */
  perHour?: number | null;
  perDay?: number;
  /** Comparisons a challenge. */
  tries?: number;
  /** Failed comparisons an address, over all its challenges, until it must cool down. */
  failures?: number;
  coolDown?: number;
  /** From one source address. */
  checksPerMinute?: number;
  sendsPerHour?: number;
}

/** Where a machine is. It holds no secret; store or send it as it is. */
export interface State {
  version: number;
  awaiting: unknown;
}

/** Where a machine is now, and what it wants done next. */
export interface Step {
  /** To be handed back with the event that answers the effect. */
  state: State;
  effect: Effect;
}

/** Which call a request is. `profile` says whose words its faults are told in. */
export type Routed =
  | { call: string; profile: Profile; userId: string | null }
  | { methodNotAllowed: string };

/** How a code is sent. */
export type Channel = 'email' | 'sms';

/** What a code was asked for. */
export type Purpose =
  | 'login' | 'register' | 'mfa' | 'forget_password' | 'change_password'
  | 'bind' | 'update_email' | 'update_user_info' | 'reset_password';

/** An address in its one form. */
export interface Recipient {
  channel: Channel;
  address: string;
}

/** Where a challenge lives: a scope has one live challenge. */
export interface Scope {
  tenant: string;
  clientId: string;
  recipient: Recipient;
}

/** What a token says once it is open. */
export interface OpenedToken {
  id: string;
  purpose: Purpose;
  issuedAt: number;
  expiresAt: number;
}

/** The key with which a host seals what its outbox must not show; `kid` is stored beside what is sealed. */
export interface SealingKey {
  kid: string;
  /** 32 bytes. */
  key: Uint8Array;
}

/** Whose account is looked for: by id, by name (case folded), or by an address in its one form. */
export type Whose = { id: string } | { username: string } | { recipient: Recipient };

/**
 * A new password for an account, under conditions. In one transaction: set the hash, the flag, the time at which it was set
 * and the time at which it is good no more (none where it is not temporary: an old one is cleared), raise the version by one
 * and the session generation, which ends the sessions there are, where the version is still the one seen and the account is
 * active; use the state token up, where there is one and it is still good; put the old hash into the history and remove what
 * is beyond `remember`; put the notice "your password was changed" and the temporary password, encrypted, into the outbox.
 * Where a condition does not hold nothing is written; the challenge's is told first, then the account's, then the token's.
 */
export interface PasswordChange {
  userId: string;
  seenVersion: number;
  hash: string;
  mustChange: boolean;
  remember: number;
  stateToken: string | null;
  temporary: { password: string; channel: Channel; deliverTo: string; expiresAt: number } | null;
}

/** What is counted: at most `limit` in `window` ms under the key. */
export interface Quota {
  key: string;
  limit: number;
  window: number;
}

/** An application as a machine sees it. */
export interface Application {
  clientId: string;
  /** Whose users it may see. */
  tenant: string;
  permissions?: string[];
  /** Its policy document. */
  policy: object;
  /** Channels that are down for everyone. */
  unavailable?: Channel[];
}

/** An account as a machine sees it. */
export interface Account {
  id: string;
  status: 'active' | 'frozen';
  /** Raised with every change of the password or of an address. */
  version: number;
  /** The person, with the addresses as they are stored. */
  subject: Subject;
  mustChange?: boolean;
  /** When the password was set (ms since 1970). */
  passwordSetAt?: number;
  /** When a temporary password is good no more (ms since 1970). */
  passwordExpiresAt?: number | null;
}

/**
 * What the host does for a machine: each whole or not at all, and each storage effect as one atomic, conditional write. A
 * host that looks first and writes after loses the races that the conditions are there for. `failed` may answer any of them.
 * Times are in ms since 1970. An effect may hold a secret: for logs there is its name.
 */
export type Effect =
  /** Look the access token up by a hash of it. Then `application_found` or `application_not_found`. */
  | { effect: 'authenticate'; args: { accessToken: string } }
  /** Compare credentials in constant time; one that has a secret is not found without it. Then as `authenticate`. */
  | { effect: 'verify_client'; args: { clientId: string; clientSecret: string | null } }
  /** Find the application of a client id. Then as `authenticate`. */
  | { effect: 'find_application'; args: { clientId: string } }
  /** Verify signature (RS256 only), issuer, audience and end. Then `token_verified` or `token_refused`. */
  | { effect: 'verify_id_token'; args: { clientId: string; idToken: string } }
  /** Look it up by a hash: of this application, not used, not past its time. Then as `verify_id_token`, with the login's status. */
  | { effect: 'verify_state_token'; args: { clientId: string; stateToken: string } }
  /** Use it up, if it is as `verify_state_token` wants it. Then `state_token_taken` or `state_token_gone`. */
  | { effect: 'take_state_token'; args: { clientId: string; stateToken: string } }
  /** Find a user of the application's tenant, and the application's policy. Then `account_found` or `account_not_found`. */
  | { effect: 'find_account'; args: { clientId: string; whose: Whose } }
  /** Count one, only while fewer than the limit were counted in the window that began with the first. Then `quota_taken` or `quota_exceeded`. */
  | { effect: 'take_quota'; args: { quota: Quota; now: number } }
  /** Use it up, if it is of this application and recipient and not past its time. Then `captcha_proof_taken` or `captcha_proof_refused`. */
  | { effect: 'take_captcha_proof'; args: { clientId: string; recipient: Recipient; captchaToken: string; now: number } }
  /** Draw 16 bytes. Then `random_drawn`. */
  | { effect: 'draw_random' }
  /**
   * Make this the scope's live challenge and put a row for the message into the outbox, unless the recipient's budget is used
   * up. The code is in no row: who sends the message asks `server.code`. Where `deliverTo` is null nobody has the address: the
   * rows are the same, and nothing is sent. Then `challenge_opened` or `cooling_down`.
   */
  | {
      effect: 'open_challenge';
      args: {
        scope: Scope;
        id: string;
        purpose: Purpose;
        openedAt: number;
        expiresAt: number;
        deliverTo: string | null;
        lang: Lang;
        profile: Profile;
        failures: number;
        coolDown: number;
      };
    }
  /**
   * Raise the attempts of the scope's live challenge by one, where it is the one named (if one is), fewer than `tries` were
   * made, it is neither consumed nor past its end, and the recipient's budget is left; raise that too. Committed before the
   * answer. Then `attempt_claimed` or `attempt_refused`.
   */
  | {
      effect: 'claim_attempt';
      args: { scope: Scope; id: string | null; tries: number; failures: number; coolDown: number; now: number };
    }
  /** Compare with the account's hash; without an account with the hash of nobody's password. Then `password_verified`. */
  | { effect: 'verify_password'; args: { userId: string | null; password: string } }
  /** Compare with the current hash and `remember` before it. Then `history_compared`. */
  | { effect: 'compare_history'; args: { userId: string; password: string; remember: number } }
  /** Hash with Argon2id and a fresh salt. Then `password_hashed`. */
  | { effect: 'hash_password'; args: { password: string } }
  /** Make the change. Then `password_stored`; where a condition did not hold, `account_changed` or `state_token_gone`. */
  | { effect: 'store_password'; args: PasswordChange }
  /**
   * Consume the challenge, where it is the scope's live one and not consumed, noting the operation; and make the change, where
   * the account's address is still the scope's. Give the attempt back to the budget. Then as `store_password`, or `challenge_gone`.
   */
  | { effect: 'redeem'; args: { scope: Scope; id: string; operationId: string; change: PasswordChange } }
  /** Whether this operation is the one that consumed the challenge. Then `redeemer_found`. */
  | { effect: 'find_redeemer'; args: { id: string; operationId: string } }
  /** Make a slider CAPTCHA and store where its piece belongs. Then `captcha_opened`. */
  | { effect: 'open_captcha'; args: { clientId: string; expiresAt: number } }
  /** Use it up, if it is of this application and not past its end, whatever the solution is worth. Then `captcha_taken` or `captcha_gone`. */
  | { effect: 'take_captcha'; args: { clientId: string; token: string; now: number } }
  /** Store a hash of the proof. Then `captcha_proof_stored`. */
  | { effect: 'store_captcha_proof'; args: { clientId: string; recipient: Recipient; captchaToken: string; expiresAt: number } }
  /** Make a token of 128 random bits or more, store a hash of it with its end. Then `access_token_issued`. */
  | { effect: 'issue_access_token'; args: { clientId: string; lifetime: number } }
  /** Make a session's token and an id_token, where the account is active and of this version. Then `session_issued` or `account_changed`. */
  | { effect: 'issue_session'; args: { clientId: string; userId: string; version: number; lifetime: number } }
  /** Make a state token of 128 random bits or more, store a hash of it, bound to all of this. Then `state_token_issued`. */
  | {
      effect: 'issue_state_token';
      args: { clientId: string; userId: string; version: number; status: LoginStatus; expiresAt: number };
    }
  /** Send the answer. The machine is done. */
  | { effect: 'respond'; args: HttpResponse }
  /** The event was not the one awaited, or the state is of another version: nothing was done; answer with this. */
  | { effect: 'misuse'; args: HttpResponse };

/** What came of an effect. */
export type Event =
  | { event: 'application_found'; args: { application: Application } }
  | { event: 'application_not_found' }
  /** `version` is the account's when the token was made; `status` is a state token's. */
  | { event: 'token_verified'; args: { userId: string; version: number; status?: LoginStatus | null } }
  | { event: 'token_refused' }
  | { event: 'state_token_taken' }
  | { event: 'state_token_gone' }
  /** `policy` is the document of the application that calls. */
  | { event: 'account_found'; args: { account: Account; policy: object } }
  | { event: 'account_not_found' }
  | { event: 'quota_taken' }
  /** In seconds. */
  | { event: 'quota_exceeded'; args: { retryAfter: number } }
  | { event: 'captcha_proof_taken' }
  | { event: 'captcha_proof_refused' }
  /** 16 bytes in base64url without padding. */
  | { event: 'random_drawn'; args: { bytes: string } }
  | { event: 'challenge_opened' }
  /** In seconds. */
  | { event: 'cooling_down'; args: { retryAfter: number } }
  | { event: 'attempt_claimed'; args: { id: string; purpose: Purpose; openedAt: number } }
  | { event: 'attempt_refused' }
  | { event: 'password_verified'; args: { matches: boolean } }
  | { event: 'history_compared'; args: { used: boolean } }
  | { event: 'password_hashed'; args: { hash: string } }
  | { event: 'password_stored' }
  | { event: 'account_changed' }
  | { event: 'challenge_gone' }
  | { event: 'redeemer_found'; args: { isThis: boolean } }
  | { event: 'captcha_opened'; args: { captcha: Captcha } }
  /** Where the piece belongs: its left edge, in pixels of the original image. */
  | { event: 'captcha_taken'; args: { x: number } }
  | { event: 'captcha_gone' }
  | { event: 'captcha_proof_stored' }
  | { event: 'access_token_issued'; args: { accessToken: string } }
  | { event: 'session_issued'; args: { sessionToken: string; idToken: string } }
  | { event: 'state_token_issued'; args: { stateToken: string } }
  /** The effect could not be performed, for a reason that is the host's to log. */
  | { event: 'failed' };
