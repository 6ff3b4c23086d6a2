// How the kinds `operation` and `journey` are run: step by step, the state handed from one to the next.

const GENERATED = '$generated';

/** A server's machine, from a request to its answer. */
export function operation({ repass, server }, case_, file) {
  const test = resolved(case_, file.values ?? {});
  const prepared = server.Server.parse(file.settings[test.settings]);
  const generated = new Set();
  const comparisons = [];
  let state;
  for (const { now, event, stateVersion, effect: expected } of test.steps) {
    if (stateVersion !== undefined) state = { ...state, version: stateVersion };
    const step = event === undefined ? prepared.start(test.request, now) : prepared.step(state, event, test.request, now);
    comparisons.push([expected, blanked(expected, step.effect, generated)]);
    // Through text, as where it is stored.
    const text = JSON.stringify(step.state);
    state = JSON.parse(text);
    comparisons.push([[], test.secrets.filter((secret) => text.includes(secret))]);
  }
  prepared.free();
  if (test.generated || generated.size > 0) {
    const policy = repass.Policy.parse(test.generated.policy);
    comparisons.push([[true], [...generated].map((password) => policy.check(password, test.generated.subject).ok)]);
  }
  return comparisons;
}

/** A journey, from its first view on. */
export function journey({ repass }, test, file) {
  const prepared = repass.Journey.parse(typeof test.setup === 'string' ? file.setups[test.setup] : test.setup);
  const comparisons = [];
  let state;
  for (const { now, event, form, stateVersion, effects: expected } of test.steps) {
    if (stateVersion !== undefined) state = JSON.stringify({ ...JSON.parse(state), version: stateVersion });
    const step = event === undefined ? prepared.start('j', now) : prepared.step(state, event, form ?? {}, now);
    if (expected !== undefined) comparisons.push([expected, step.effects.map(readable)]);
    state = step.state;
    const secrets = [form?.password, form?.confirmation, form?.oldPassword].filter((typed) => typed?.length >= 8);
    comparisons.push([[], secrets.filter((secret) => state.includes(secret))]);
  }
  prepared.free();
  return comparisons;
}

/** `{"$ref": "name"}` stands for the file's value of that name, which may refer to others. */
function resolved(value, values) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => resolved(item, values));
  if ('$ref' in value) return resolved(values[value.$ref], values);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member, values)]));
}

/** Puts the placeholder where it is expected, and keeps what stood there. */
function blanked(expected, actual, generated) {
  if (expected === GENERATED && typeof actual === 'string') {
    generated.add(actual);
    return GENERATED;
  }
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return actual;
  return Object.fromEntries(Object.entries(actual).map(([name, member]) => [name, blanked(expected?.[name], member, generated)]));
}

/** A request as a case writes it: its headers as an object, a body that is JSON as JSON. */
function readable(effect) {
  if (effect.effect !== 'send') return effect;
  const { requestId, request } = effect.args;
  return { effect: 'send', args: { requestId, request: { ...request, headers: Object.fromEntries(request.headers), body: json(request.body) } } };
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
