import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { capture, charge, freshFile, opened } from './fixtures.ts';
import { openStoreOn } from './openStore.ts';
import { readiness } from './readiness.ts';

/** A store on a connection whose disk the test can take away. */
function onConnection() {
  const db = new DatabaseSync(freshFile());
  const store = openStoreOn(db, { now: () => 1_000 });
  if (!store.ok) throw new Error(JSON.stringify(store.error));
  return { db, store: store.value };
}
const pagesOf = (db: DatabaseSync) => Number(db.prepare('PRAGMA page_count').get()?.page_count);

describe('before a sale', () => {
  test('books that can be written are ready, and trying leaves nothing behind', () => {
    const { db, store } = onConnection();
    expect(store.ready()).toEqual({ ok: true, value: undefined });
    expect(store.snapshot('try')).toBeNull();
    expect([...store.journal()]).toEqual([]);
    expect(opened().ready().ok).toBe(true);
    db.close();
  });

  test('books that only can be read are not', () => {
    const { db, store } = onConnection();
    db.exec('PRAGMA query_only = 1');
    expect(store.ready()).toMatchObject({ ok: false, error: { code: 'unwritable' } });
    db.exec('PRAGMA query_only = 0');
    expect(store.ready().ok).toBe(true);
    db.close();
  });

  test('a nearly full disk is kept for the charges that run', () => {
    const { db } = onConnection();
    expect(readiness(db, () => 8 * 1024 * 1024)).toMatchObject({ ok: true });
    expect(readiness(db, () => 8 * 1024 * 1024 - 1)).toMatchObject({
      ok: false,
      error: { code: 'unwritable', why: expect.stringContaining('bytes are free') },
    });
    db.close();
  });
});

describe('a disk that is full', () => {
  test('lets nothing be half written, and the books go on once there is room', () => {
    const { db, store } = onConnection();
    charge(store, 's1');
    const rows = [...store.journal()].length;
    db.exec(`PRAGMA max_page_count = ${pagesOf(db)}`);
    let charges = 0;
    expect(() => {
      for (; charges < 1_000; charges++) charge(store, `more${charges}`);
    }).toThrow('full');
    expect(store.verify().ok).toBe(true);
    expect(store.receipts()).toHaveLength(1 + charges);
    expect([...store.journal()].length).toBeGreaterThanOrEqual(rows);
    db.exec('PRAGMA max_page_count = 100000');
    capture(store, 's1');
    expect(store.hold('s1')?.state).toBe('captured');
    expect(store.verify().ok).toBe(true);
    db.close();
  });

  test('at the start is unwritable, not damaged', () => {
    const file = freshFile();
    const store = opened(file);
    charge(store, 's1');
    store.close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA query_only = 1');
    expect(openStoreOn(db, { now: () => 1 })).toMatchObject({ ok: false, error: { code: 'unwritable' } });
    db.close();
  });

  // A limit on the size of files is the nearest a test can come to a full disk without one of its own.
  test.skipIf(process.platform === 'win32')('met by a whole process ends in an error of the store', () => {
    const file = freshFile();
    const fixtures = new URL('./fixtures.ts', import.meta.url).href;
    const writing = `import { charge, opened } from ${JSON.stringify(fixtures)};
      const store = opened(${JSON.stringify(file)});
      try { for (let i = 0; i < 1000; i++) charge(store, 's' + i); } catch (cause) { console.log('stopped:', cause.message); }`;
    const limited = `trap '' XFSZ; ulimit -f 4000; exec "$0" --input-type=module -e "$1"`;
    const { stdout } = spawnSync('sh', ['-c', limited, process.execPath, writing], { encoding: 'utf8' });
    expect(stdout).toMatch(/^stopped: (database or disk is full|disk I\/O error)/);
    const store = opened(file);
    expect(store.verify().ok).toBe(true);
    expect(store.receipts().length).toBeGreaterThan(0);
    store.close();
  });
});
