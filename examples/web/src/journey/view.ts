// Draws whatever a journey shows: one form for all of them.
import { message, type AnyFault, type ChecklistLine, type JourneyFieldView, type JourneyView } from 'repass';
import { showChecklist } from '../checklist';
import { element } from '../elements';
import type { Language } from '../language';
import { clearNotice, showNotice } from '../notice';
import type { Texts } from '../texts/en';
import { captchaSolution, drawCaptcha, focusCaptcha } from './captcha';
import { drawFields, fieldInput, firstWrongField, isBeingTyped } from './fields';

/** What the drawing needs besides the view. */
export interface Setting {
  language: Language;
  texts: Texts;
  /** How many digits a code has. */
  digits: number;
  channel: 'email' | 'mobile' | undefined;
  /** Where codes go to, in the person's own writing. */
  address: string;
  /** Whether the address is the account's own, and not one that the person gave. */
  isOwnAddress: boolean;
  /** Without a policy of the server's the list of rules says so instead. */
  hasRules: boolean;
}

const form = element('journey-form', HTMLFormElement);
const rules = element('rules', HTMLElement).closest('section');
const sent = element('sent', HTMLElement);
const submit = element('submit', HTMLButtonElement);
const submitText = element('submit-text', HTMLElement);
const resend = element('resend', HTMLButtonElement);
const changeAddress = element('change-address', HTMLButtonElement);
const skip = element('skip', HTMLButtonElement);
const demoCode = element('demo-code', HTMLElement);

export function drawView(view: JourneyView, setting: Setting): void {
  const { language, texts } = setting;
  form.ariaBusy = String(view.isBusy);
  form.dataset['stage'] = view.stage;
  if (view.notice) showNotice('bad', sentence(view.notice, language, texts));
  else clearNotice();
  sent.textContent = whereTo(view, setting);
  drawCaptcha(view.captcha, view.isBusy, texts);
  drawFields(view.fields, view.isBusy, setting.digits, language, texts);
  demoCode.classList.toggle('elsewhere', view.stage !== 'code');
  const password = view.fields.find(({ field }) => field === 'password');
  if (rules) rules.hidden = !password;
  if (password && setting.hasRules) drawRules(view.checklist, password, texts);
  drawButtons(view, setting);
}

/** Where the person goes on: at what is wrong, else at what is to be done first. */
export function focusView(view: JourneyView): void {
  const first = view.fields[0];
  if (view.captcha) focusCaptcha();
  else (firstWrongField(view.fields) ?? (first ? fieldInput(first.field) : submit)).focus();
}

export function focusWrongField(view: JourneyView): void {
  if (view.captcha) focusCaptcha();
  else firstWrongField(view.fields)?.focus();
}

export function onButtons(pressed: {
  submit: () => void;
  captcha: (x: number) => void;
  resend: () => void;
  changeAddress: () => void;
  skip: () => void;
}): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isCaptchaShown()) pressed.captcha(captchaSolution());
    else pressed.submit();
  });
  // The second half of a double click means the button that was there before.
  form.addEventListener('click', (event) => {
    if (event.detail > 1 && event.target instanceof Element && event.target.closest('.finish')) event.preventDefault();
  });
  for (const [button, act] of [[resend, pressed.resend], [changeAddress, pressed.changeAddress], [skip, pressed.skip]] as const) {
    button.addEventListener('click', (event) => {
      if (event.detail <= 1 && button.ariaDisabled !== 'true') act();
    });
  }
}

/** The form does nothing before it is ready. */
export function enableForm(): void {
  submit.disabled = false;
}

function isCaptchaShown(): boolean {
  return form.dataset['stage'] === 'captcha' && !element('captcha', HTMLElement).hidden;
}

/** An answer of no known shape has no words of its own. */
function sentence(fault: AnyFault, language: Language, texts: Texts): string {
  const isWordless = fault.code === 'unknown' && fault.args.vendorCode === '' && fault.args.text === '';
  return isWordless ? texts.unreadable : message(fault, language);
}

function whereTo({ stage }: JourneyView, { texts, address, isOwnAddress }: Setting): string {
  if (stage === 'captcha') return texts.codeGoesTo(address);
  if (stage === 'code') return isOwnAddress ? texts.codeSentTo(address) : texts.codeSentIfKnown(address);
  return '';
}

/** What the server said of this very password stands above what can be known here. */
function drawRules(lines: ChecklistLine[], { fault, further = [] }: JourneyFieldView, texts: Texts): void {
  const refused: string[] = (fault ? [fault, ...further] : []).map(({ code }) => code);
  const afterServer = (line: ChecklistLine): ChecklistLine =>
    refused.includes(line.code) ? { ...line, state: 'unmet' } : line;
  showChecklist(lines.map(afterServer), fault !== undefined && !isBeingTyped('password'), texts);
}

function drawButtons(view: JourneyView, { texts, channel }: Setting): void {
  const isPossible = view.canSubmit || (view.captcha !== undefined && !view.isBusy);
  setText(submitText, submitWord(view, texts));
  setPossible(submit, isPossible);
  resend.hidden = view.stage !== 'code';
  setText(resend, view.resendIn === undefined ? texts.sendNewCode : texts.newCodeIn(view.resendIn));
  setPossible(resend, view.canResend);
  changeAddress.hidden = !view.canChangeAddress && !(view.isBusy && view.stage === 'code' && !changeAddress.hidden);
  setText(changeAddress, channel === 'mobile' ? texts.otherMobile : texts.otherAddress);
  setPossible(changeAddress, view.canChangeAddress);
  skip.hidden = !view.canSkip && !(view.isBusy && !skip.hidden);
  setPossible(skip, view.canSkip);
}

function submitWord({ stage, isBusy, canSubmit, captcha, resendIn }: JourneyView, texts: Texts): string {
  if (isBusy) return texts.wait;
  if (captcha) return texts.checkCaptcha;
  if (!canSubmit && resendIn !== undefined) return texts.waitSeconds(resendIn);
  switch (stage) {
    case 'address':
      return texts.sendCode;
    case 'captcha':
      return texts.tryAgain;
    case 'code':
      return texts.submit;
    case 'password':
    case 'done':
      return texts.changePassword;
  }
}

/** Not `disabled`: the button would lose the focus, and a screen reader its place. */
function setPossible(button: HTMLButtonElement, isPossible: boolean): void {
  button.ariaDisabled = isPossible ? null : 'true';
}

function setText(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}
