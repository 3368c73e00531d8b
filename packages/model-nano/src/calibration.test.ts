import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMoMQ } from '@momq/core';
import type { MoMQ, QueryModel } from '@momq/core';
import { evidenceNames, parseCalibration } from '@momq/core/confidence';
import { sqlite } from '@momq/dialect-sqlite';
import { loadNano, nanoWeightsFolder } from './load-nano.js';
import { sharedNano } from './testing/shared-nano.js';

const file = path.join(nanoWeightsFolder, 'calibration.json');
const calibration = parseCalibration(JSON.parse(readFileSync(file, 'utf8')), file);
const measured = path.join(process.env['MOMQ_DATA'] ?? '../../../shared/data', 'spider');

describe('the committed calibration', () => {
  it('counts evidence that exists, in its direction', () => {
    for (const { name, weight } of calibration.terms) {
      expect(evidenceNames).toHaveProperty(name);
      const direction = evidenceNames[name as keyof typeof evidenceNames];
      expect(Math.sign(weight), name).toBe(direction === 'for' ? 1 : -1);
    }
    expect(calibration.terms.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['share', 'unusedNames', 'unusedValues', 'unknownWords']),
    );
  });

  it('says what it was fitted on', () => {
    const { n, databases, licence, command } = calibration.provenance;
    expect(n).toBeGreaterThan(300);
    expect(databases.length).toBeGreaterThan(5);
    expect([licence, command].every((text) => text.length > 3)).toBe(true);
  });

  it.skipIf(!existsSync(measured))(
    'was fitted on none of the databases that measure (needs MOMQ_DATA)',
    () => {
      const lines = readFileSync(path.join(measured, 'dev_public_sqlite.jsonl'), 'utf8').trim();
      const dbIds = lines.split('\n').map((line) => (JSON.parse(line) as { db_id: string }).db_id);
      expect(dbIds.filter((dbId) => calibration.provenance.databases.includes(dbId))).toEqual([]);
    },
  );
});

describe('confidence of the embedded model', () => {
  let model: QueryModel;
  let momq: MoMQ;
  const pack = sqlite();
  const harbour = {
    schema: {
      name: 'harbour',
      family: 'relational' as const,
      entities: [
        {
          name: 'ships',
          fields: [
            { name: 'name', type: 'text' as const },
            { name: 'flag', type: 'text' as const },
          ],
        },
      ],
      links: [],
    },
    rows: {
      ships: [
        ['Tern', 'Portugal'],
        ['Gull', 'Denmark'],
      ],
    },
  };

  beforeAll(async () => {
    model = await sharedNano();
    momq = createMoMQ({ dialects: [pack], model });
  });
  afterAll(() => momq.close());

  it('is high for a plain question and low where words are left over, which are named', async () => {
    const database = await pack.createDatabase(harbour);
    const options = { declining: false } as const;
    const plain = await momq.ask('How many ships are there?', database, options);
    const odd = await momq.ask('How many ships carry frozen bananas to Norway?', database, options);
    await database.close();
    expect(plain.rows).toEqual([[2]]);
    expect(plain.confidence).toBeGreaterThan(0.8);
    expect(plain.unusedWords).toEqual([]);
    expect(odd.confidence).toBeLessThan(0.3);
    expect(odd.unusedWords.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['frozen', 'bananas']),
    );
  });

  it('holds for the weights that it was fitted on, and is claimed of no others', async () => {
    expect(model.weightsHash).toBe(calibration.provenance.weights);
    const folder = mkdtempSync(path.join(tmpdir(), 'momq-calibration-'));
    try {
      cpSync(nanoWeightsFolder, folder, { recursive: true });
      const provenance = { ...calibration.provenance, weights: 'of an earlier training' };
      writeFileSync(
        path.join(folder, 'calibration.json'),
        JSON.stringify({ ...calibration, provenance }),
      );
      const trained = await loadNano({ folder });
      expect(trained.calibration).toBeUndefined();
      const database = await pack.createDatabase(harbour);
      const other = createMoMQ({ dialects: [pack], model: trained });
      const answer = await other.ask('How many ships are there?', database, { declining: false });
      await other.close();
      await database.close();
      await trained.dispose();
      expect(answer).not.toHaveProperty('confidence');
      expect(answer.notes.join(' ')).toContain('momq calibrate');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
