-- One file a run. JSON arrays hold one value an epoch; null stands for an infinite or undefined value.
CREATE TABLE IF NOT EXISTS environments (
    id TEXT PRIMARY KEY,
    facts TEXT NOT NULL                     -- JSON object: versions, machine, device, backend
);
CREATE TABLE IF NOT EXISTS trials (
    key TEXT PRIMARY KEY,                   -- SHA-256 of spec without the names of what is the user's own
    spec TEXT NOT NULL,                     -- canonical JSON
    status TEXT NOT NULL CHECK (status IN ('ok', 'diverged', 'error')),
    reason TEXT NOT NULL,
    epochs INTEGER NOT NULL,
    best_epoch INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    parameters INTEGER NOT NULL,
    scores TEXT NOT NULL,                   -- JSON: split -> metric -> value
    engine TEXT NOT NULL,
    environment TEXT NOT NULL REFERENCES environments (id),
    compile_seconds REAL NOT NULL,
    train_seconds REAL NOT NULL,
    peak_bytes INTEGER NOT NULL,
    finished TEXT NOT NULL                  -- UTC, ISO 8601
);
CREATE TABLE IF NOT EXISTS curves (
    key TEXT NOT NULL REFERENCES trials (key) ON DELETE CASCADE,
    split TEXT NOT NULL,
    metric TEXT NOT NULL,
    points BLOB NOT NULL,                   -- JSON array, epoch 1 first, compressed by zlib; as text before format 3
    PRIMARY KEY (key, split, metric)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS layers (
    key TEXT NOT NULL REFERENCES trials (key) ON DELETE CASCADE,
    layer TEXT NOT NULL,
    statistic TEXT NOT NULL,
    points BLOB NOT NULL,                   -- as in curves, epoch 0 (before training) first
    PRIMARY KEY (key, layer, statistic)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS studies (
    name TEXT PRIMARY KEY,
    spec TEXT NOT NULL,                     -- canonical JSON of the study as last run
    facts TEXT NOT NULL,                    -- JSON: the data set (rows, features, task, ...)
    place INTEGER NOT NULL                  -- order of the pages
);
CREATE TABLE IF NOT EXISTS plan (
    study TEXT NOT NULL REFERENCES studies (name) ON DELETE CASCADE,
    method TEXT NOT NULL,
    key TEXT NOT NULL,                      -- of the trial; before `setting`: quick_check of SQLite 3.40 takes another order amiss
    setting REAL,                           -- the number that the method tunes; null: it tunes none
    replicate INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('tune', 'retune', 'report')),
    PRIMARY KEY (study, method, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,                          -- null while running, or when it was killed
    command TEXT NOT NULL,
    trained INTEGER NOT NULL DEFAULT 0,
    facts TEXT NOT NULL                     -- JSON: commit, versions, machine
);
CREATE TABLE IF NOT EXISTS searches (
    name TEXT PRIMARY KEY,
    spec TEXT NOT NULL,                     -- canonical JSON of the search as last run
    facts TEXT NOT NULL,                    -- JSON: the data set
    metric TEXT NOT NULL,                   -- of the validation rows
    direction TEXT NOT NULL CHECK (direction IN ('max', 'min'))
);
CREATE TABLE IF NOT EXISTS asked (
    search TEXT NOT NULL REFERENCES searches (name) ON DELETE CASCADE,
    fold INTEGER NOT NULL,                  -- outer split of a nested search, else 0
    number INTEGER NOT NULL,                -- order in which the oracle asked
    batch INTEGER NOT NULL,
    tuner_trial TEXT NOT NULL,              -- Keras Tuner's number
    labels TEXT NOT NULL,                   -- JSON: parameter -> value, as Keras Tuner writes it
    epochs INTEGER NOT NULL,
    bracket INTEGER,                        -- Hyperband's, as are rung and parent (the number it was promoted from)
    rung INTEGER,
    parent INTEGER,
    told REAL,                              -- what the oracle was told; null: that it failed
    seconds REAL NOT NULL,                  -- its share of the batch's time when it was trained
    PRIMARY KEY (search, fold, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS executions (
    search TEXT NOT NULL,
    fold INTEGER NOT NULL,
    number INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('search', 'final')),
    replicate INTEGER NOT NULL,
    key TEXT NOT NULL,                      -- of the trial
    score REAL,                             -- validation score; null: it failed
    won INTEGER NOT NULL DEFAULT 0,         -- 1: a training of the winner, whose test scores count
    PRIMARY KEY (search, fold, number, phase, replicate),
    FOREIGN KEY (search, fold, number) REFERENCES asked (search, fold, number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS models (
    search TEXT PRIMARY KEY REFERENCES searches (name) ON DELETE CASCADE,
    key TEXT NOT NULL,                      -- of the winner's trial that was trained once more to be saved
    file TEXT NOT NULL,                     -- beside this one
    scores TEXT NOT NULL                    -- JSON: split -> metric -> value, of the saved weights
);
