// A page with a journey: the form, the machine and the language come together.
import { init, Journey, Policy, type JourneyKind, type JourneyOutcome, type JourneySetup, type JourneyView, type Subject } from 'repass';
import { announce, silence } from '../announcer';
import type { PublicApplication } from '../applications';
import { onRetry, showNoRules } from '../checklist';
import { thisDevice } from '../device';
import { element } from '../elements';
import { send } from '../http';
import { applyLanguage, firstLanguage, onLanguageChosen, texts, type Language } from '../language';
import { prepareFrame } from '../pages/frame';
import { onCaptcha, captchaSolution } from './captcha';
import { drawEnd, focusEnd, showEnd, type End } from './end';
import { currentForm, emptyFields, endTyping, fillAddress, onFieldTyped, setPasswordRules } from './fields';
import { keptProgress } from './progress';
import { Run } from './run';
import { drawView, enableForm, focusView, focusWrongField, onButtons, type Setting } from './view';

/** Which journey a page takes a person on. */
export interface Plan {
  kind: JourneyKind;
  application: PublicApplication;
  channel?: 'email' | 'mobile';
  /** The account's own address, where codes go there. */
  ownAddress?: string;
  subject?: Subject;
  idToken?: string;
  stateToken?: string;
  loginStatus?: JourneySetup['loginStatus'];
  /** What is shown when it is over; nothing where another page follows at once. */
  end: (outcome: JourneyOutcome, hasSkipped: boolean) => End | undefined;
  /** What is shown once the server does not take what logging in gave; without it that is a notice. */
  lost?: () => End;
}

/** Takes the person on a journey, or says why there is none. */
export async function startPage(plan: Plan | End): Promise<void> {
  let language = firstLanguage();
  prepareFrame();
  applyLanguage(language);
  if (!('kind' in plan)) {
    showEnd(plan, language);
    return onLanguageChosen((chosen) => {
      applyLanguage(chosen);
      drawEnd(chosen);
    });
  }
  const journey = new JourneyPage(plan, language);
  onLanguageChosen((chosen) => {
    language = chosen;
    applyLanguage(chosen);
    drawEnd(chosen);
    journey.changeLanguage(chosen);
  });
  await journey.start();
}

class JourneyPage {
  #plan: Plan;
  #language: Language;
  /** The document that the server publishes; undefined where it cannot be had. */
  #policy: object | undefined;
  #run: Run | undefined;
  #view: JourneyView | undefined;
  /** Where the person was when nothing was in flight. */
  #lastStage: JourneyView['stage'] | undefined;
  /** Whether something happened after which the focus may have to move. */
  #hasActed = false;
  #hasSkipped = false;

  constructor(plan: Plan, language: Language) {
    this.#plan = plan;
    this.#language = language;
  }

  async start(): Promise<void> {
    try {
      await init();
      await this.#loadPolicy();
      const journey = Journey.parse(this.#setup());
      fillAddress(keptProgress(this.#plan.kind)?.address ?? '');
      this.#run = new Run(this.#plan.kind, journey, {
        form: currentForm,
        show: (view) => this.#show(view),
        done: (outcome) => this.#finish(this.#plan.end(outcome, this.#hasSkipped)),
      });
    } catch {
      // The core is not there, or what logging in answered is no longer what it was.
      return showEnd(cannotStart, this.#language);
    }
    this.#listen(this.#run);
    this.#run.begin();
    enableForm();
  }

  changeLanguage(language: Language): void {
    this.#language = language;
    silence();
    this.#run?.exchange(Journey.parse(this.#setup()));
  }

  #listen(run: Run): void {
    const act = (event: Parameters<Run['hear']>[0]) => {
      this.#hasActed = true;
      this.#hasSkipped = event.event === 'skip_requested';
      endTyping();
      silence();
      return run.hear(event);
    };
    onFieldTyped((field) => {
      run.hear({ event: 'typed', args: { field } });
      if (field === 'password' && this.#view) announce(this.#view.checklist, texts(this.#language));
    });
    const solve = (x: number) => void act({ event: 'captcha_solved', args: { x } });
    onCaptcha(() => solve(captchaSolution()), () => void act({ event: 'captcha_refresh_requested' }));
    onButtons({
      submit: () => void act({ event: 'submit' }),
      captcha: solve,
      resend: () => {
        // The old code is worth nothing once a new one is on its way.
        if (act({ event: 'resend_requested' })) emptyFields(['code']);
      },
      changeAddress: () => {
        if (act({ event: 'address_change_requested' })) emptyFields(['code']);
      },
      skip: () => void act({ event: 'skip_requested' }),
    });
    onRetry(() => void this.#retry(run));
  }

  async #retry(run: Run): Promise<void> {
    await this.#loadPolicy();
    run.exchange(Journey.parse(this.#setup()));
  }

  async #loadPolicy(): Promise<void> {
    const { clientId } = this.#plan.application;
    try {
      const answer = await send('GET', `/api/v1/policy?client_id=${encodeURIComponent(clientId)}`);
      const policy = Policy.parse(answer.text);
      setPasswordRules(policy.passwordRules());
      policy.free();
      this.#policy = answer.body as object;
    } catch {
      this.#policy = undefined;
    }
  }

  #setup(): JourneySetup {
    const { kind, application, subject = null, idToken = null, stateToken = null, loginStatus = null } = this.#plan;
    return {
      kind,
      clientId: application.clientId,
      digits: application.digits,
      device: thisDevice(),
      lang: this.#language,
      // Without the server's rules the person goes on: the server decides in any case.
      policy: this.#policy ?? { version: 1 },
      subject,
      idToken,
      stateToken,
      loginStatus,
    };
  }

  #show(view: JourneyView): void {
    const { lost } = this.#plan;
    if (lost && view.notice?.code === 'unauthenticated') return this.#finish(lost());
    this.#view = view;
    if (!this.#policy) showNoRules(true, texts(this.#language));
    const { channel, ownAddress, subject, application } = this.#plan;
    const address = ownAddress ?? currentForm().address?.trim() ?? '';
    element('username', HTMLInputElement).value = subject?.username ?? address;
    const setting: Setting = {
      language: this.#language,
      texts: texts(this.#language),
      digits: application.digits,
      channel,
      address,
      isOwnAddress: ownAddress !== undefined,
      hasRules: this.#policy !== undefined,
    };
    drawView(view, setting);
    this.#moveFocus(view);
  }

  /** Only once the answer is there, and never while a person types. */
  #moveFocus(view: JourneyView): void {
    if (view.isBusy || view.stage === 'done') return;
    if (this.#hasActed) {
      if (view.stage !== this.#lastStage || document.activeElement === document.body) focusView(view);
      else focusWrongField(view);
    }
    this.#hasActed = false;
    this.#lastStage = view.stage;
  }

  #finish(end: End | undefined): void {
    emptyFields(['code', 'oldPassword', 'password', 'confirmation']);
    silence();
    if (!end) return;
    showEnd(end, this.#language);
    focusEnd();
  }
}

const cannotStart: End = {
  isGood: false,
  title: (table) => table.cannotStart,
  text: (table) => table.cannotStartNext,
  link: (table) => table.loadAgain,
  href: '',
};
