// A host of the server's machines in JavaScript, with its store in memory: what `repass/server` asks of one, for the calls
// of a forgotten password. One thread does each effect whole, so that each is atomic; a real host has a database for that.
import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const scopeKey = ({ tenant, clientId, recipient }) => JSON.stringify([tenant, clientId, recipient.channel, recipient.address]);
const budgetKey = ({ tenant, recipient }) => JSON.stringify([tenant, recipient.channel, recipient.address]);

export class Host {
  applications = new Map();
  accounts = new Map();
  captchas = new Map();
  proofs = new Map();
  counters = new Map();
  /** By id; which one is its scope's live one is in `live`. */
  challenges = new Map();
  live = new Map();
  budgets = new Map();
  outbox = [];

  /** `clock` gives milliseconds since 1970. */
  constructor(server, clock) {
    this.server = server;
    this.clock = clock;
  }

  addAccount(account, password) {
    const hash = this.hash(password);
    this.accounts.set(account.id, { ...account, version: 1, passwordSetAt: this.clock(), hash, history: [] });
  }

  /** Answers a request from beginning to end. */
  answer(request) {
    let step = this.server.start(request, this.clock());
    if (!step) return this.notOurs(request);
    while (step.effect.effect !== 'respond' && step.effect.effect !== 'misuse') {
      let event;
      try {
        event = this[step.effect.effect](step.effect.args);
      } catch {
        // For the log: the effect's name. The effect itself may hold a secret.
        event = { event: 'failed' };
      }
      step = this.server.step(step.state, event, request, this.clock());
    }
    return step.effect.args;
  }

  notOurs({ method, target }) {
    const allowed = this.server.route(method, target.split('?')[0]);
    const headers = allowed ? [['Allow', allowed.methodNotAllowed]] : [];
    return { status: allowed ? 405 : 404, headers, body: '' };
  }

  /** What the person finds in their mailbox: the code is made only now. */
  mailTo(address) {
    const { scope, id, purpose, profile } = this.outbox.findLast((message) => message.deliverTo === address && message.id);
    return this.server.code(scope, id, purpose, profile);
  }

  // The effects, by their names.

  find_application({ clientId }) {
    const application = this.applications.get(clientId);
    return application ? { event: 'application_found', args: { application } } : { event: 'application_not_found' };
  }

  find_account({ clientId, whose }) {
    const account = [...this.accounts.values()].find(({ id, subject }) => {
      if (whose.id !== undefined) return id === whose.id;
      if (whose.username !== undefined) return subject.username === whose.username;
      return this.addressOf(subject, whose.recipient.channel) === whose.recipient.address;
    });
    if (!account) return { event: 'account_not_found' };
    const { hash, history, ...seen } = account;
    return { event: 'account_found', args: { account: seen, policy: this.applications.get(clientId).policy } };
  }

  take_quota({ quota: { key, limit, window }, now }) {
    const past = this.counters.get(key);
    const counter = past && now < past.since + window ? past : { since: now, count: 0 };
    if (counter.count >= limit) return { event: 'quota_exceeded', args: { retryAfter: Math.ceil((counter.since + window - now) / 1000) } };
    this.counters.set(key, { ...counter, count: counter.count + 1 });
    return { event: 'quota_taken' };
  }

  draw_random() {
    return { event: 'random_drawn', args: { bytes: randomBytes(16).toString('base64url') } };
  }

  open_captcha({ clientId, expiresAt }) {
    const token = randomBytes(16).toString('hex');
    this.captchas.set(token, { clientId, expiresAt, x: 237 });
    return { event: 'captcha_opened', args: { captcha: { token, originalImage: 'AAAA', jigsawImage: 'BBBB' } } };
  }

  take_captcha({ clientId, token, now }) {
    const captcha = this.captchas.get(token);
    if (captcha?.clientId !== clientId || now >= captcha.expiresAt) return { event: 'captcha_gone' };
    this.captchas.delete(token);
    return { event: 'captcha_taken', args: { x: captcha.x } };
  }

  store_captcha_proof({ clientId, recipient, captchaToken, expiresAt }) {
    this.proofs.set(sha256(captchaToken), { clientId, address: recipient.address, expiresAt });
    return { event: 'captcha_proof_stored' };
  }

  take_captcha_proof({ clientId, recipient, captchaToken, now }) {
    const proof = this.proofs.get(sha256(captchaToken));
    const isGood = proof?.clientId === clientId && proof.address === recipient.address && now < proof.expiresAt;
    if (isGood) this.proofs.delete(sha256(captchaToken));
    return { event: isGood ? 'captcha_proof_taken' : 'captcha_proof_refused' };
  }

  open_challenge({ scope, id, purpose, openedAt, expiresAt, deliverTo, profile }) {
    const wait = (this.budgets.get(budgetKey(scope))?.closedUntil ?? 0) - openedAt;
    if (wait > 0) return { event: 'cooling_down', args: { retryAfter: Math.ceil(wait / 1000) } };
    this.challenges.set(id, { id, purpose, openedAt, expiresAt, attempts: 0 });
    this.live.set(scopeKey(scope), id);
    this.outbox.push({ deliverTo, scope, id, purpose, profile });
    return { event: 'challenge_opened' };
  }

  claim_attempt({ scope, id, tries, failures, coolDown, now }) {
    const challenge = this.challenges.get(this.live.get(scopeKey(scope)));
    const past = this.budgets.get(budgetKey(scope));
    const budget = past && now < past.lastAt + coolDown ? past : { failures: 0 };
    const isOpen = challenge && (id ?? challenge.id) === challenge.id && !challenge.consumedBy && now < challenge.expiresAt;
    if (!isOpen || challenge.attempts >= tries || budget.failures >= failures) return { event: 'attempt_refused' };
    challenge.attempts += 1;
    const spent = budget.failures + 1;
    this.budgets.set(budgetKey(scope), { failures: spent, lastAt: now, closedUntil: spent === failures ? now + coolDown : undefined });
    return { event: 'attempt_claimed', args: { id: challenge.id, purpose: challenge.purpose, openedAt: challenge.openedAt } };
  }

  compare_history({ userId, password, remember }) {
    const { hash, history } = this.accounts.get(userId);
    const used = [hash, ...history.slice(0, remember)].some((old) => this.isOf(old, password));
    return { event: 'history_compared', args: { used } };
  }

  hash_password({ password }) {
    return { event: 'password_hashed', args: { hash: this.hash(password) } };
  }

  redeem({ scope, id, operationId, change }) {
    const challenge = this.challenges.get(id);
    if (this.live.get(scopeKey(scope)) !== id || challenge.consumedBy) return { event: 'challenge_gone' };
    const account = this.accounts.get(change.userId);
    const isSeen = account.version === change.seenVersion && account.status === 'active';
    if (!isSeen || this.addressOf(account.subject, scope.recipient.channel) !== scope.recipient.address) return { event: 'account_changed' };
    challenge.consumedBy = operationId;
    this.budgets.get(budgetKey(scope)).failures -= 1;
    account.history = [account.hash, ...account.history].slice(0, change.remember);
    Object.assign(account, { hash: change.hash, mustChange: change.mustChange, passwordSetAt: this.clock() });
    account.version += 1;
    this.outbox.push({ deliverTo: account.subject.email, template: 'password_changed' });
    return { event: 'password_stored' };
  }

  find_redeemer({ id, operationId }) {
    return { event: 'redeemer_found', args: { isThis: this.challenges.get(id)?.consumedBy === operationId } };
  }

  /** The account's address of a channel in its one form, which is a column of its own in a database. */
  addressOf({ email, mobile }, channel) {
    return this.server.recipient(channel, (channel === 'email' ? email : mobile) ?? '');
  }

  /** A real host takes Argon2id, which Node has not. */
  hash(password, salt = randomBytes(16)) {
    return `${salt.toString('hex')}.${scryptSync(password, salt, 32, { N: 1024 }).toString('hex')}`;
  }

  isOf(hash, password) {
    const salt = Buffer.from(hash.split('.')[0], 'hex');
    return timingSafeEqual(Buffer.from(hash), Buffer.from(this.hash(password, salt)));
  }
}
