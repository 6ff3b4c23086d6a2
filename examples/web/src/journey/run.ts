// A journey's host: it hands in what happened and performs what the machine wants done.
import type { Journey, JourneyEvent, JourneyField, JourneyForm, JourneyOutcome, JourneyStep, JourneyView } from 'repass';
import { perform } from '../http';
import { forgetProgress, keepProgress, keptProgress } from './progress';

export interface Host {
  /** What the person has typed. */
  form(): JourneyForm;
  show(view: JourneyView): void;
  done(outcome: JourneyOutcome): void;
}

export class Run {
  #kind: string;
  #journey: Journey;
  #host: Host;
  #state = '';
  #view: JourneyView | undefined;
  #inFlight: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(kind: string, journey: Journey, host: Host) {
    this.#kind = kind;
    this.#journey = journey;
    this.#host = host;
  }

  /** Goes on where a reload broke off, else begins. */
  begin(): void {
    const kept = keptProgress(this.#kind);
    if (kept) {
      this.#state = kept.state;
      if (kept.requestId !== undefined) this.#answered(kept.requestId, null);
      this.look();
    }
    // A state of another version leads nowhere.
    if (!this.#view || isDeadEnd(this.#view)) this.#follow(this.#journey.start(crypto.randomUUID(), Date.now()));
  }

  /** Hands in an event; false where it meant nothing. */
  hear(event: JourneyEvent): boolean {
    const step = this.#journey.step(this.#state, event, this.#host.form(), Date.now());
    this.#follow(step);
    return step.effects.length > 0;
  }

  /** Shows again where the journey stands. There is no event for that: typing into a field that it never has changes nothing. */
  look(): void {
    const never: JourneyField = this.#kind === 'forced_change' ? 'address' : 'oldPassword';
    this.hear({ event: 'typed', args: { field: never } });
  }

  /** The same journey in another language, or with another policy: its state fits both. */
  exchange(journey: Journey): void {
    this.#journey.free();
    this.#journey = journey;
    this.look();
  }

  #follow({ state, effects }: JourneyStep): void {
    this.#state = state;
    for (const { effect, args } of effects) {
      if (effect === 'send') void this.#send(args.requestId, perform(args.request));
      if (effect === 'wake_at') this.#wakeAt(args.at);
      if (effect === 'show') this.#show(args);
      if (effect === 'done') this.#finish(args);
    }
  }

  #show(view: JourneyView): void {
    this.#view = view;
    // Before the host sees it: what it shows may end the session, and all that belonged to it.
    if (view.stage !== 'done') {
      keepProgress(this.#kind, { state: this.#state, address: this.#host.form().address ?? '', requestId: this.#inFlight });
    }
    this.#host.show(view);
  }

  #finish(outcome: JourneyOutcome): void {
    clearTimeout(this.#timer);
    forgetProgress(this.#kind);
    this.#host.done(outcome);
  }

  #wakeAt(at: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hear({ event: 'tick' }), at - Date.now());
  }

  async #send(requestId: string, answer: ReturnType<typeof perform>): Promise<void> {
    this.#inFlight = requestId;
    const response = await answer;
    this.#answered(requestId, response);
  }

  #answered(requestId: string, response: Awaited<ReturnType<typeof perform>>): void {
    if (this.#inFlight === requestId) this.#inFlight = undefined;
    this.hear({ event: 'answered', args: { requestId, response } });
  }
}

function isDeadEnd(view: JourneyView): boolean {
  return !view.isBusy && !view.canSubmit && !view.captcha && view.fields.length === 0 && view.resendIn === undefined;
}
