import type { EmbeddedStore } from './store.ts';

export type LogStatements = ReturnType<typeof logStatements>;

/** The SQL of the log; the tables are described in `schema.ts`. */
export function logStatements(store: EmbeddedStore) {
	const sql = store.prepare.bind(store);
	return {
		/** Takes the dialogue, the document's place among the fences, its kind and its name. One row, whatever there is. */
		standing: sql(
			`SELECT
				(SELECT 1 FROM gone WHERE dialogue = ?1) AS gone,
				(SELECT counter FROM fence WHERE dialogue = ?1 AND place = '') AS whole,
				(SELECT counter FROM fence WHERE dialogue = ?1 AND place = ?2) AS place,
				(SELECT counter FROM fence WHERE dialogue = ?1 AND place = 'generation') AS restored,
				document.id AS id, document.seq AS seq
			FROM (SELECT 1)
			LEFT JOIN document ON document.dialogue = ?1 AND document.kind = ?3 AND document.name = ?4`,
		),
		documentAdd: sql('INSERT INTO document (dialogue, kind, name, seq) VALUES (?, ?, ?, 0)'),
		documentSeq: sql('UPDATE document SET seq = ? WHERE id = ?'),

		entries: sql('SELECT seq, bytes, crc FROM entry WHERE document = ? AND seq > ? ORDER BY seq'),
		entryFirst: sql('SELECT seq FROM entry WHERE document = ? AND seq > ? ORDER BY seq LIMIT 1'),
		entryAdd: sql('INSERT INTO entry (document, seq, bytes, crc) VALUES (?, ?, ?, ?)'),
		entriesDrop: sql('DELETE FROM entry WHERE document = ? AND seq <= ?'),

		snapshot: sql('SELECT seq, state, crc, packed FROM snapshot WHERE document = ?'),
		snapshotSeq: sql('SELECT seq FROM snapshot WHERE document = ?'),
		snapshotPut: sql(
			'INSERT OR REPLACE INTO snapshot (document, seq, state, crc, packed) VALUES (?, ?, ?, ?, 1)',
		),

		fence: sql('SELECT counter FROM fence WHERE dialogue = ? AND place = ?'),
		fenceRaise: sql(
			`INSERT INTO fence (dialogue, place, counter) VALUES (?, ?, 1)
			ON CONFLICT DO UPDATE SET counter = counter + 1`,
		),
		gone: sql('SELECT 1 FROM gone WHERE dialogue = ?'),
		gonePut: sql('INSERT OR IGNORE INTO gone (dialogue) VALUES (?)'),

		ledgerRev: sql('SELECT rev FROM ledger WHERE dialogue = ? AND card = ?'),
		ledgerEntry: sql('SELECT entry FROM ledger WHERE dialogue = ? AND card = ?'),
		ledgerAll: sql('SELECT card, entry FROM ledger WHERE dialogue = ?'),
		ledgerPut: sql(
			'INSERT OR REPLACE INTO ledger (dialogue, card, rev, entry) VALUES (?, ?, ?, ?)',
		),

		debtsOwed: sql('SELECT dialogue, seat, seq FROM debt WHERE owed = 1'),
		debtGrow: sql(
			`INSERT INTO debt (dialogue, seat, seq, owed) VALUES (?, ?, ?, 1)
			ON CONFLICT DO UPDATE SET seq = max(excluded.seq, debt.seq + 1), owed = 1`,
		),
		debtSettle: sql('UPDATE debt SET owed = 0 WHERE dialogue = ? AND seat = ? AND seq <= ?'),

		/** Each takes the dialogue; in this order. */
		forgetSeats: [
			sql(
				`DELETE FROM entry WHERE document IN (SELECT id FROM document WHERE dialogue = ? AND kind = 'seat')`,
			),
			sql(
				`DELETE FROM snapshot WHERE document IN (SELECT id FROM document WHERE dialogue = ? AND kind = 'seat')`,
			),
			sql(`DELETE FROM document WHERE dialogue = ? AND kind = 'seat'`),
			sql('DELETE FROM debt WHERE dialogue = ?'),
			sql(
				`DELETE FROM entry WHERE (document, seq) IN (
					SELECT entry.document, entry.seq FROM document
					JOIN snapshot ON snapshot.document = document.id
					JOIN entry ON entry.document = document.id AND entry.seq <= snapshot.seq
					WHERE document.dialogue = ?)`,
			),
		],
		ledgerGive: sql(
			`UPDATE ledger SET entry = json_set(json_replace(entry, '$.held.sinceMs', 0), '$.seat', ?) WHERE dialogue = ?`,
		),

		/** Each takes the dialogue; in this order. */
		eraseAll: [
			sql('DELETE FROM entry WHERE document IN (SELECT id FROM document WHERE dialogue = ?)'),
			sql('DELETE FROM snapshot WHERE document IN (SELECT id FROM document WHERE dialogue = ?)'),
			sql('DELETE FROM document WHERE dialogue = ?'),
			sql('DELETE FROM fence WHERE dialogue = ?'),
			sql('DELETE FROM ledger WHERE dialogue = ?'),
			sql('DELETE FROM debt WHERE dialogue = ?'),
		],
	};
}
