// The page "Set a new password". It holds what the person did and draws what the core says of it:
// no rule is decided here, and the server decides again.
import { message, type ChecklistLine, type Rule } from 'repass';
import { announce, silence } from './announcer';
import {
  currentApplication, fillApplication, onApplicationChanged, openApplication, pointOutMissingApplication, showApplication,
} from './application';
import { changePassword, refusedRules, type Outcome } from './change-password';
import { onRetry, showChecklist, showNoRules, unmetLineIds } from './checklist';
import { element } from './elements';
import { applyLanguage, firstLanguage, onLanguageChosen, texts, type Language } from './language';
import {
  clearPassword, currentPassword, focusPassword, onPasswordTyped, setPasswordLocked, setPasswordProblem, setPasswordRules,
} from './password';
import { markCurrentPage, showDemoHints } from './pages/frame';
import { clearResult, revealResult, showResult } from './result';
import { loadRules, startCore, type Rules, type Verdict } from './rules';
import { showStrength } from './strength';
import { loadTenant, type Application } from './tenant';
import { currentUser, currentUserId, fillUsers, onUserChanged, pointOutMissingUser, showUsers } from './user';

const form = element('password-form', HTMLFormElement);
const mustChange = element('must-change', HTMLInputElement);
const submit = element('submit', HTMLButtonElement);
const submitText = element('submit-text', HTMLElement);

let language = firstLanguage();
let knownApplications: Application[] = [];
let rules: Rules | undefined;
let isLoading = true;
/** Rules that the server said this very password breaks. */
let refused: Rule[] = [];
/** Whether the unmet lines are pointed out: after an attempt to submit, until the password is edited. */
let pointsOut = false;
let isSending = false;
let outcome: Outcome | undefined;

applyLanguage(language);
markCurrentPage();
draw();
/** Settles when the rules are there, or cannot be had. */
let loading = start();
onLanguageChosen(changeLanguage);
onPasswordTyped(judgeAnew);
onUserChanged(changeUser);
onApplicationChanged(() => knownApplications, refreshRules);
onRetry(refreshRules);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void trySubmit();
});
submit.disabled = false;

async function start(): Promise<void> {
  // The core is the largest part: it comes while the rest is asked for.
  startCore();
  const tenant = await loadTenant();
  knownApplications = tenant.applications;
  showDemoHints(knownApplications.length > 0);
  fillApplication(knownApplications[0]);
  if (knownApplications.length === 0) openApplication();
  fillUsers(tenant.users, texts(language));
  await loadApplicationRules();
}

function changeLanguage(chosen: Language): void {
  language = chosen;
  silence();
  applyLanguage(language);
  draw();
  drawOutcome();
}

function judgeAnew(): void {
  pointsOut = false;
  refused = [];
  // A refusal was about another password.
  if (outcome?.kind === 'refused') setOutcome(undefined);
  const verdict = draw();
  if (verdict) announce(verdict.lines, texts(language));
}

function changeUser(): void {
  refused = [];
  prepareRules();
  draw();
}

function refreshRules(): void {
  loading = loadApplicationRules();
}

/** Loads the policy of the application that the page now acts as. */
async function loadApplicationRules(): Promise<void> {
  const { id } = currentApplication();
  isLoading = true;
  const loaded = id === '' ? undefined : await loadRules(id);
  // The application may have been changed again meanwhile.
  if (id !== currentApplication().id) return loaded?.free();
  isLoading = false;
  rules?.free();
  rules = loaded;
  setPasswordRules(rules?.passwordRules);
  prepareRules();
  draw();
}

function prepareRules(): void {
  rules?.prepareFor(currentUser()?.subject ?? null);
}

async function trySubmit(): Promise<void> {
  await loading;
  // Whoever pressed twice while the rules were loading is here twice.
  if (isSending) return;
  // The second half of a double click on a fast server: the first one has done it.
  if (outcome?.kind === 'changed' && currentPassword() === '') return focusPassword();
  if (pointOutMissingApplication(texts(language)) || pointOutMissingUser(texts(language))) return;
  setOutcome(undefined);
  const verdict = judge();
  if (verdict && !verdict.report.ok) {
    pointsOut = true;
    silence();
    draw();
    focusPassword();
    return;
  }
  setSending(true);
  const { id: clientId, secret: clientSecret } = currentApplication();
  const came = await changePassword({
    clientId,
    clientSecret,
    userId: currentUserId(),
    password: currentPassword(),
    mustChange: mustChange.checked,
    language,
  });
  setSending(false);
  silence();
  refused = refusedRules(came);
  pointsOut = refused.length > 0;
  if (came.kind === 'changed') clearPassword();
  if (came.kind === 'applicationRefused') openApplication();
  setOutcome(came);
  draw();
  revealResult();
}

function setSending(is: boolean): void {
  isSending = is;
  // Not `disabled`: the button would lose the focus, and a screen reader its place.
  submit.ariaDisabled = is ? 'true' : null;
  form.ariaBusy = String(is);
  setPasswordLocked(is);
  drawSubmit();
}

function setOutcome(came: Outcome | undefined): void {
  outcome = came;
  drawOutcome();
}

function judge(): Verdict | undefined {
  const verdict = rules?.judge(currentPassword(), language);
  return verdict && { ...verdict, lines: verdict.lines.map(afterServer) };
}

/** What the server said of this password stands above what can be known here. */
function afterServer(line: ChecklistLine): ChecklistLine {
  return refused.includes(line.code) ? { ...line, state: 'unmet' } : line;
}

function draw(): Verdict | undefined {
  const table = texts(language);
  const verdict = judge();
  showApplication(table);
  showUsers(table);
  drawSubmit();
  if (verdict) showChecklist(verdict.lines, pointsOut, table);
  else if (!isLoading) showNoRules(currentApplication().id !== '', table);
  showStrength(currentPassword() === '' ? undefined : verdict?.score, table);
  setPasswordProblem(pointsOut && verdict ? problem(verdict) : '', unmetLineIds());
  return verdict;
}

function drawSubmit(): void {
  submitText.textContent = isSending ? texts(language).submitting : texts(language).submit;
}

/** Apart from `draw`: a live region that is drawn on each keystroke would be read out on each. */
function drawOutcome(): void {
  if (outcome) showResult(outcome, language, texts(language));
  else clearResult();
}

/** One broken rule in the core's own words; several are counted, and the list shows which. */
function problem({ report, lines }: Verdict): string {
  const [first, ...others] = [...report.violations, ...(outcome?.kind === 'refused' ? outcome.violations : [])];
  if (first && others.length === 0) return message(first, language);
  return texts(language).rulesBroken(lines.filter((line) => line.state === 'unmet').length);
}
