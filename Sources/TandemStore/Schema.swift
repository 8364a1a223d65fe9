import TandemSQLite

/// The two schemas of the store: the ledger of one state folder, and the user's budget account.
enum Schema {
  /// Journal, calls, ledger and cache.
  ///
  /// Values are JSON text, so that any tool can read them.
  static let ledger = Migrations(
    applicationID: 0x546e_646d,  // "Tndm"
    steps: [
      .init(
        "runs, steps, calls, attempts, cache",
        """
        CREATE TABLE run (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          created REAL NOT NULL,           -- seconds since 1970
          title TEXT NOT NULL,
          base TEXT NOT NULL,
          header TEXT NOT NULL,            -- JSON
          process INTEGER NOT NULL,        -- who works or worked on it
          exit_code INTEGER,               -- NULL while it has not ended
          outcome TEXT                     -- JSON, NULL while it has not ended
        ) STRICT;
        CREATE TABLE step (
          position INTEGER PRIMARY KEY,    -- order of recording
          run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
          key TEXT NOT NULL,
          recorded REAL NOT NULL,
          value TEXT NOT NULL,             -- JSON
          digest INTEGER NOT NULL,         -- of key and value
          UNIQUE (run, key)
        ) STRICT;
        CREATE TABLE call (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
          step TEXT NOT NULL,
          request_hash TEXT NOT NULL,
          model TEXT NOT NULL,
          price TEXT,
          bound INTEGER NOT NULL CHECK (bound >= 0),    -- micro-dollars, the worst case
          cap INTEGER,                     -- of the run, when it was booked
          sends INTEGER NOT NULL DEFAULT 0,
          lost INTEGER NOT NULL DEFAULT 0, -- worst cases of earlier sends without a known cost
          booked INTEGER NOT NULL CHECK (booked >= 0),  -- what counts against the caps
          state TEXT NOT NULL CHECK (state IN (
            'intended', 'sent', 'accepted', 'usage', 'settled', 'free', 'indeterminate')),
          token INTEGER NOT NULL,          -- its row in the budget account
          intended REAL NOT NULL,
          ended REAL,
          request_id TEXT,
          served TEXT,
          usage TEXT,                      -- JSON
          request TEXT,                    -- JSON
          reply TEXT,                      -- JSON
          digest INTEGER                   -- of request hash and reply
        ) STRICT;
        CREATE INDEX call_by_request ON call (run, step, request_hash);
        CREATE TABLE attempt (
          position INTEGER PRIMARY KEY,
          run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          step TEXT NOT NULL,
          kind TEXT NOT NULL,
          tier TEXT NOT NULL,
          requested TEXT,
          served TEXT,
          input INTEGER NOT NULL,
          cache_read INTEGER NOT NULL,
          cache_write INTEGER NOT NULL,
          output INTEGER NOT NULL,
          price TEXT,
          cost INTEGER NOT NULL,           -- micro-dollars
          is_upper_bound INTEGER NOT NULL,
          seconds REAL NOT NULL,
          outcome TEXT NOT NULL,
          decision TEXT,
          reason TEXT
        ) STRICT;
        CREATE INDEX attempt_by_run ON attempt (run);
        CREATE TABLE cache (
          position INTEGER PRIMARY KEY,
          kind TEXT NOT NULL,
          key TEXT NOT NULL,
          value TEXT NOT NULL,             -- JSON
          UNIQUE (kind, key)
        ) STRICT;
        """),
      .init(
        "what the ledger says of a lost call",
        """
        ALTER TABLE call ADD COLUMN kind TEXT NOT NULL DEFAULT 'draft';
        ALTER TABLE call ADD COLUMN tier TEXT NOT NULL DEFAULT 'premium';
        """),
      .init(
        "how runs were routed, what their drafts came to, what people said of them",
        """
        ALTER TABLE run ADD COLUMN ending TEXT;          -- the outcome's word
        ALTER TABLE run ADD COLUMN seconds REAL;         -- wall seconds, without pauses
        UPDATE run SET ending = (SELECT key FROM json_each(outcome)) WHERE outcome IS NOT NULL;
        ALTER TABLE attempt ADD COLUMN ended REAL;       -- seconds since 1970
        CREATE TABLE route (
          run INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,
          policy TEXT NOT NULL,
          mode TEXT NOT NULL,
          first_tier TEXT NOT NULL,
          propensity REAL,                 -- NULL where a person or a flag chose
          difficulty TEXT,                 -- NULL where no judge was asked, as the next six
          reach TEXT,
          judge TEXT,
          claims INTEGER,
          false_claims INTEGER,
          chance REAL,
          calibrated REAL,
          reason TEXT NOT NULL,
          report TEXT                      -- a digest
        ) STRICT;
        CREATE TABLE draft (
          run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
          number INTEGER NOT NULL,
          tier TEXT NOT NULL,
          passed INTEGER,                  -- NULL where no test could judge it
          is_shown INTEGER NOT NULL,
          seconds REAL NOT NULL,
          verify_seconds REAL NOT NULL,
          signature TEXT NOT NULL,
          planned_files INTEGER NOT NULL,
          touched_files INTEGER NOT NULL,
          outside_files INTEGER NOT NULL,
          lines INTEGER NOT NULL,
          chance REAL,                     -- of the retry rule, where it was asked
          threshold REAL,
          finishing INTEGER,               -- micro-dollars
          decision TEXT NOT NULL,
          reason TEXT NOT NULL,
          model TEXT,                      -- that drafted
          PRIMARY KEY (run, number)
        ) STRICT;
        CREATE TABLE verdict (
          position INTEGER PRIMARY KEY,
          run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
          word TEXT NOT NULL,
          who TEXT NOT NULL,               -- a name, or git
          time REAL NOT NULL,
          note TEXT NOT NULL,
          minutes REAL                     -- from the last look to the word
        ) STRICT;
        CREATE INDEX verdict_by_run ON verdict (run);
        CREATE TABLE look (
          run INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,
          time REAL NOT NULL               -- when a person last began to look at it
        ) STRICT;
        """),
    ])

  /// What was spent on which day for which repository, by every run that shares the account.
  static let account = Migrations(
    applicationID: 0x546e_6442,  // "TndB"
    steps: [
      .init(
        "charges",
        """
        CREATE TABLE account.charge (
          token INTEGER PRIMARY KEY,       -- random, known to the ledger that made it
          day TEXT NOT NULL,               -- of the booking, UTC
          repository TEXT NOT NULL,
          run TEXT NOT NULL,
          booked INTEGER NOT NULL CHECK (booked >= 0)   -- micro-dollars
        ) STRICT;
        CREATE INDEX account.charge_by_day ON charge (day, repository);
        """)
    ])
}
