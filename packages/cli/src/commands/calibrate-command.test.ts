import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCalibration } from '@momq/core/confidence';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { writeSpiderFolder } from '../testing/spider-folder.js';
import type { SpiderFolder } from '../testing/spider-folder.js';

const model = scriptedModel('SELECT count(*) FROM book');
let files: SpiderFolder;
let folder = '';
let records = '';

beforeAll(async () => {
  files = writeSpiderFolder();
  folder = mkdtempSync(path.join(tmpdir(), 'momq-calibrate-'));
  records = path.join(folder, 'records.jsonl');
  const { questions, databases } = files;
  const args = ['--questions', questions, '--databases', databases, '--records', records];
  await capture(['eval', ...args], model);
});

describe('momq calibrate', () => {
  it('fits on what momq eval recorded, and answers then claim that confidence', async () => {
    const out = path.join(folder, 'calibration.json');
    const provenance = ['--data', 'two questions', '--licence', 'Apache-2.0'];
    const { code, stdout } = await capture(
      [
        'calibrate',
        '--records',
        records,
        '--out',
        out,
        '--penalty',
        '0.5',
        ...provenance,
        '--json',
      ],
      model,
    );
    expect(code).toBe(0);
    const calibration = parseCalibration(JSON.parse(readFileSync(out, 'utf8')), out);
    expect(JSON.parse(stdout)).toMatchObject({ out, calibration: { bias: calibration.bias } });
    expect(calibration.provenance).toEqual({
      command: 'momq calibrate --penalty 0.5',
      model: 'scripted 1',
      data: 'two questions',
      licence: 'Apache-2.0',
      n: 2,
      databases: ['library'],
    });
    const { questions, databases } = files;
    const evaluation = await capture(
      ['eval', '--questions', questions, '--databases', databases, '--json'],
      { ...model, calibration },
    );
    const { calibration: report } = JSON.parse(evaluation.stdout) as {
      calibration: { n: number; coverage: { precision: number; coverage: number }[] };
    };
    // The right answer counts the books, the wrong one leaves "Ada" unused: half is answered without a fault.
    expect(report.n).toBe(2);
    expect(report.coverage[0]).toMatchObject({ precision: 0.95, coverage: 0.5 });
  });

  it('prints how it does on databases that it was not fitted on', async () => {
    const lines = readFileSync(records, 'utf8').trim().split('\n');
    const more = path.join(folder, 'more.jsonl');
    const elsewhere = lines.map((line) => line.replaceAll('"library"', '"archive"'));
    writeFileSync(more, [...lines, ...elsewhere].join('\n'));
    const out = path.join(folder, 'more.json');
    const { stdout } = await capture(['calibrate', '--records', more, '--out', out], model);
    expect(stdout).toContain('calibration of 4 answers about 2 databases written to');
    expect(stdout).toMatch(/expected calibration error 0\.\d{3} \(10 bins of equal width\)/);
    expect(stdout).toMatch(/from confidence \d+ %: 50\.0 % of the questions answered/);
  });

  it.each([
    ['no record', '{"dbId": 3}', 'broken.jsonl:1: expected a record of momq eval'],
    ['a record without evidence', '{"dbId":"a","outcome":"declined"}', 'answers with evidence'],
  ])('says what is wrong with a file of %s', async (_, line, message) => {
    const broken = path.join(folder, 'broken.jsonl');
    writeFileSync(broken, line);
    const out = path.join(folder, 'none.json');
    const { code, stderr } = await capture(['calibrate', '--records', broken, '--out', out], model);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
