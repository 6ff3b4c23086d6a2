// Runs vector files on the npm package. Nothing in here is Node's: the browser's tests run the same code.
import { journey, operation } from './transcripts.mjs';

/**
 * Runs the cases of one file on the package's two entries, `{ repass, server }`.
 * @returns {{ ran: number, failures: { id: string, expected: unknown, actual: unknown }[] }}
 */
export function runVectors(entries, file) {
  const run = kinds[file.kind];
  if (!run) throw new Error(`no runner for the kind ${file.kind}`);
  const policyOf = policies(entries.repass, file);
  const failures = [];
  let ran = 0;
  for (const test of file.cases) {
    ran += 1;
    let comparisons;
    try {
      comparisons = run(entries, test, policyOf, file);
    } catch (error) {
      comparisons = [['no error', String(error)]];
    }
    for (const [expected, actual] of comparisons) {
      if (!isEqual(expected, actual)) failures.push({ id: test.id, expected, actual });
    }
  }
  return { ran, failures };
}

/** Whether a file is for this runner: what is on the wire is a server's, and only Rust runs it. */
export function isOurs(file) {
  return file.kind !== undefined && file.kind !== 'wire';
}

/** How each kind runs one case: pairs of what is expected and what came. */
const kinds = {
  check(_entries, test, policyOf) {
    const policy = policyOf(test.policy);
    const password = passwordOf(test);
    return [
      [test.report, withoutStrength(policy.check(password, test.subject))],
      [test.report, withoutStrength(policy.forSubject(test.subject ?? {}).check(password))],
    ];
  },
  parse({ repass }, test) {
    return [[test.error ?? null, refusal(repass, test.document)]];
  },
  passwordRules(_entries, test, policyOf) {
    return [[test.attribute, policyOf(test.policy).passwordRules()]];
  },
  checklist(_entries, test, policyOf) {
    return [[test.lines, policyOf(test.policy).checklist(passwordOf(test), test.subject, test.lang)]];
  },
  message({ repass }, test) {
    return [[test.text, repass.message(test.fault, test.lang)]];
  },
  operation: (entries, test, _policyOf, file) => operation(entries, test, file),
  journey: (entries, test, _policyOf, file) => journey(entries, test, file),
};

/** As code units where a JSON text cannot hold it. */
function passwordOf(test) {
  return test.passwordUtf16 ? String.fromCharCode(...test.passwordUtf16) : test.password;
}

/** A case names one of the file's policies or brings its own; each is parsed once. */
function policies(repass, file) {
  const parsed = new Map();
  return (nameOrDocument) => {
    const document = typeof nameOrDocument === 'string' ? file.policies[nameOrDocument] : nameOrDocument;
    const key = JSON.stringify(document);
    if (!parsed.has(key)) parsed.set(key, repass.Policy.parse(document));
    return parsed.get(key);
  };
}

function refusal(repass, document) {
  try {
    repass.Policy.parse(document);
    return null;
  } catch (error) {
    return { code: error.code, member: error.member };
  }
}

/** The measure has vectors of its own. */
function withoutStrength({ strength, ...report }) {
  return report;
}

function isEqual(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]));
}
