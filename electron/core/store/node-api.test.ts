import { describe, expect, it } from 'vitest';
import { requireNodeApi } from './node-api.ts';

describe('Node-API guard', () => {
  it('[STO-9] an older Node is refused with a sentence that names both versions, instead of a crash', () => {
    expect(() => {
      requireNodeApi({ node: '20.20.2', napi: '9' });
    }).toThrow(/needs Node 22\.14 or newer .*this is Node 20\.20\.2\. Start it with "npm start"/);
    expect(() => {
      requireNodeApi({ node: '24.1.0', napi: '10' });
    }).not.toThrow();
    expect(() => {
      requireNodeApi({});
    }).toThrow();
  });
});
