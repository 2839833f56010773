import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm test`: types, lint, unit, structure and model, Electron, screens, pictures, simulation, kills and e2e, each counted; the
 * last line sums up.
 */

type Count = { passed: number; failed: number; skipped: number };
/** What is read of vitest's report to tell failures by name. */
type VitestReport = {
  testResults?: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
};
type Step = { name: string; command: string; args: string[]; count?: (reportFile: string) => Count };

/** Reports, and whatever else the steps leave behind. */
const reports = mkdtempSync(join(tmpdir(), 'surtidor-test-'));
const report = (name: string) => join(reports, `${name}.json`);

const steps: readonly Step[] = [
  { name: 'types', command: 'tsc', args: ['--noEmit', '-p', '.'] },
  { name: 'lint', command: 'biome', args: ['ci', '.'] },
  {
    name: 'unit',
    command: 'vitest',
    args: ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report('unit')}`],
    count: ofVitest,
  },
  {
    name: 'electron',
    command: 'vitest',
    args: [
      'run',
      '--config',
      'test/electron/vitest.config.ts',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report('electron')}`,
    ],
    count: ofVitest,
  },
  {
    name: 'screens',
    command: 'vitest',
    args: [
      'run',
      '--config',
      'test/screenshots/vitest.config.ts',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report('screens')}`,
    ],
    count: ofVitest,
  },
  {
    name: 'pictures',
    command: 'playwright',
    args: ['test', '--config', 'test/screenshots/pinned/playwright.config.ts', '--reporter=line,json'],
    count: ofPlaywright,
  },
  {
    name: 'simulation',
    command: 'node',
    args: ['test/simulation/simulate.ts', '--charges', '2000', '--report', report('simulation')],
    count: (file) => JSON.parse(readFileSync(file, 'utf8')) as Count,
  },
  {
    name: 'kill',
    command: 'node',
    // What a failing run leaves stays outside of the folder that is removed here.
    args: ['test/kill/run.ts', '--rounds', '30', '--dir', tmpdir(), '--report', report('kill')],
    count: ofKill,
  },
  { name: 'e2e', command: 'playwright', args: ['test', '--reporter=list,json'], count: ofPlaywright },
];

const only = process.argv.slice(2);
const totals: Count = { passed: 0, failed: 0, skipped: 0 };
const broken: string[] = [];
/** Told once more at the end, where a log of many thousand lines is read first. */
const failures: string[] = [];
for (const step of steps.filter(({ name }) => only.length === 0 || only.includes(name))) {
  const startedAt = performance.now();
  console.log(`\n— ${step.name}`);
  const exitCode = await run(step);
  const count = counted(step, exitCode);
  for (const key of ['passed', 'failed', 'skipped'] as const) totals[key] += count[key];
  if (exitCode !== 0 || count.failed > 0) {
    broken.push(step.name);
    failures.push(...failuresIn(step));
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(
    `  ${step.name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped (${seconds} s)`,
  );
}
rmSync(reports, { recursive: true, force: true });
if (broken.length > 0) console.log(`\nnot in order: ${broken.join(', ')}\n${failures.join('\n')}`);
console.log(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`,
);
process.exitCode = broken.length > 0 ? 1 : 0;

function run({ name, command, args }: Step): Promise<number> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      TMPDIR: reports,
      SURTIDOR_BROWSER_DIR: tmpdir(),
      FORCE_COLOR: '0',
      PLAYWRIGHT_JSON_OUTPUT_FILE: report(name),
    };
    const child = spawn(command, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
    child.on('error', (cause) => {
      console.log(`  cannot run ${command}: ${cause.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** A step that fails before it can report counts as one failure, never as none. */
function counted({ name, count }: Step, exitCode: number): Count {
  const whole: Count = exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  if (!count) return whole;
  try {
    const found = count(report(name));
    return exitCode !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
  } catch {
    return { ...whole, passed: 0, failed: 1 };
  }
}

function ofVitest(file: string): Count {
  const json = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  return { passed: json.numPassedTests ?? 0, failed: json.numFailedTests ?? 0, skipped: json.numPendingTests ?? 0 };
}

/** The failed tests of a step by name, with what went wrong; nothing where its report has no such list. */
function failuresIn({ name }: Step): string[] {
  try {
    const { testResults = [] } = JSON.parse(readFileSync(report(name), 'utf8')) as VitestReport;
    return testResults.flatMap((file) => {
      const failed = file.assertionResults.filter(({ status }) => status === 'failed');
      if (failed.length === 0 && file.status === 'failed') return [`${file.name}\n  ${file.message ?? ''}`];
      return failed.map((test) => `${file.name} > ${test.fullName}\n  ${test.failureMessages?.join('\n  ') ?? ''}`);
    });
  } catch {
    return [];
  }
}

function ofKill(file: string): Count {
  const { passed, failed } = JSON.parse(readFileSync(file, 'utf8')) as { passed: number; failed: number };
  return { passed, failed, skipped: 0 };
}

function ofPlaywright(file: string): Count {
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as { stats: Record<string, number> };
  return {
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: stats.unexpected ?? 0,
    skipped: stats.skipped ?? 0,
  };
}
