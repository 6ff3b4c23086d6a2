// The application's password policy, prepared for the person whose password is set.
import { init, Policy, score, type Checker, type ChecklistLine, type Report, type Subject } from 'repass';
import { send } from './http';
import type { Language } from './language';

/** What the core says of one password. */
export interface Verdict {
  report: Report;
  lines: ChecklistLine[];
  /** 0 to 4. */
  score: number;
}

export class Rules {
  #policy: Policy;
  #checker: Checker;
  #words: string[] = [];

  constructor(policy: Policy) {
    this.#policy = policy;
    this.#checker = policy.forSubject(null);
  }

  /** What depends on the person is prepared once, not on each keystroke. */
  prepareFor(subject: Subject | null): void {
    this.#checker.free();
    this.#checker = this.#policy.forSubject(subject);
    this.#words = [subject?.username, subject?.name, subject?.email, subject?.mobile].filter((word) => word != null);
  }

  judge(password: string, language: Language): Verdict {
    const report = this.#checker.check(password);
    return {
      report,
      lines: this.#checker.checklist(password, language),
      // A policy without a least strength does not measure it in its report.
      score: report.strength?.score ?? score(password, this.#words),
    };
  }

  get passwordRules(): string {
    return this.#policy.passwordRules();
  }

  /** The core's memory is not the browser's to collect. */
  free(): void {
    this.#checker.free();
    this.#policy.free();
  }
}

/** Begins to load the core; whoever needs it awaits it, and hears there of a failure. */
export function startCore(): void {
  init().catch(() => undefined);
}

/** Loads the core and the policy; undefined where one of them cannot be had. */
export async function loadRules(clientId: string): Promise<Rules | undefined> {
  try {
    const [answer] = await Promise.all([
      send('GET', `/api/v1/policy?client_id=${encodeURIComponent(clientId)}`),
      init(),
    ]);
    return answer.status === 200 ? new Rules(Policy.parse(answer.text)) : undefined;
  } catch {
    return undefined;
  }
}
