import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printSchema } from './schema.ts';

describe('schema', () => {
  it('[STO-24] the migrations make what schema.snapshot.sql says', () => {
    expect(printSchema()).toBe(readFileSync(new URL('./schema.snapshot.sql', import.meta.url), 'utf8'));
  });

  it('[STO-25] every table is strict', () => {
    const tables = printSchema()
      .split(/\n(?=CREATE )/)
      .filter((statement) => statement.startsWith('CREATE TABLE'));
    expect(tables).toHaveLength(28);
    expect(tables.filter((statement) => !statement.trimEnd().endsWith(') STRICT;'))).toEqual([]);
  });
});
