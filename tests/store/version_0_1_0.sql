-- A results file as version 0.1.0 wrote it: its schema, and one study trained with it (scores as they were).
PRAGMA application_id = 1262835792;
PRAGMA user_version = 1;
-- One file a run. JSON arrays hold one value an epoch; null stands for an infinite or undefined value.
CREATE TABLE IF NOT EXISTS environments (
    id TEXT PRIMARY KEY,
    facts TEXT NOT NULL                     -- JSON object: versions, machine, device, backend
);
CREATE TABLE IF NOT EXISTS trials (
    key TEXT PRIMARY KEY,                   -- SHA-256 of spec
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
    points TEXT NOT NULL,                   -- JSON array, epoch 1 first
    PRIMARY KEY (key, split, metric)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS layers (
    key TEXT NOT NULL REFERENCES trials (key) ON DELETE CASCADE,
    layer TEXT NOT NULL,
    statistic TEXT NOT NULL,
    points TEXT NOT NULL,                   -- JSON array, epoch 0 (before training) first
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
    learning_rate REAL NOT NULL,
    replicate INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('tune', 'report')),
    key TEXT NOT NULL,
    PRIMARY KEY (study, method, learning_rate, replicate)
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
INSERT INTO environments VALUES ('f90cf8ce550ed49e', '{"backend":"tensorflow"}');
INSERT INTO trials VALUES ('c8c6ccfa6e5541da97636b9523a2cf0c711398191f5bd716fa63969e86cc406c', '{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4]}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":0}', 'ok', '', 2, 2, 6, 71, '{"test":{"accuracy":0.6666666666666666,"loss":0.8751547071668837},"train":{"accuracy":0.7264150943396226,"loss":0.8282902375707086},"validation":{"accuracy":0.6111111111111112,"loss":0.9111082288953993}}', 'stacked', 'f90cf8ce550ed49e', 0.8119766666677606, 0.03005603033185859, 858943488, '2026-11-28T07:12:22+00:00');
INSERT INTO trials VALUES ('c095450b922c8a5142dedf18c113969525dfa59456447980be23711b33688b93', '{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4]}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":1}', 'ok', '', 2, 2, 6, 71, '{"test":{"accuracy":0.8055555555555556,"loss":0.5536630948384603},"train":{"accuracy":0.8207547169811321,"loss":0.49801171500727814},"validation":{"accuracy":0.75,"loss":0.5940556526184082}}', 'stacked', 'f90cf8ce550ed49e', 0.8119766666677606, 0.03005603033185859, 858943488, '2026-11-28T07:12:22+00:00');
INSERT INTO trials VALUES ('291187ab098a7d3996adf1775c32e74ba70de9b67a7b1c2507e782c9b7618c59', '{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4]}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":2}', 'ok', '', 2, 2, 6, 71, '{"test":{"accuracy":0.3333333333333333,"loss":1.1587705612182617},"train":{"accuracy":0.44339622641509435,"loss":1.1060761865579858},"validation":{"accuracy":0.4722222222222222,"loss":1.0405555301242404}}', 'stacked', 'f90cf8ce550ed49e', 0.8119766666677606, 0.03005603033185859, 858943488, '2026-11-28T07:12:22+00:00');
INSERT INTO trials VALUES ('af1aa9f99a8316148aecccaa44cf106b08803acbb65efdc4d7b0a0c72303d266', '{"function":{"name":"sigmoid_unit"},"replicate":1}', 'ok', '', 0, 0, 0, 0, '{"simulation":{"final_error":0.019037172064858388,"first_drop":0.006612919249992966,"first_gradient":0.13118215553948687,"steps":269.0}}', 'simulation', 'f90cf8ce550ed49e', 0.0, 0.009100668001337908, 859205632, '2026-11-28T07:12:22+00:00');
INSERT INTO trials VALUES ('ded596b1cc22ff6e029463617e577c785a67167f6797c49eafadb4e96a1fe77e', '{"function":{"name":"sigmoid_unit"},"replicate":2}', 'ok', '', 0, 0, 0, 0, '{"simulation":{"final_error":0.019055646777546342,"first_drop":0.004601104358967545,"first_gradient":0.1128594248875503,"steps":278.0}}', 'simulation', 'f90cf8ce550ed49e', 0.0, 0.0018595639994600788, 859205632, '2026-11-28T07:12:22+00:00');
INSERT INTO trials VALUES ('1f592ed589ea6929941ee11ae2e86fa3d37d5b62befe32f7e85e01a58725787d', '{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4],"l2":0.0}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":0}', 'ok', '', 2, 2, 6, 71, '{"test":{"accuracy":0.6666666666666666,"loss":0.8751547071668837},"train":{"accuracy":0.7264150943396226,"loss":0.8282902375707086},"validation":{"accuracy":0.6111111111111112,"loss":0.9111082288953993}}', 'stacked', 'f90cf8ce550ed49e', 0.6706611993328503, 0.006937200000417458, 861433856, '2026-11-28T07:12:24+00:00');
INSERT INTO trials VALUES ('ff2b13e617149ef6a77e407090697e8846741683fe1d4605090ea36a80cba8e0', '{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4],"l2":0.0}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":1}', 'ok', '', 2, 2, 6, 71, '{"test":{"accuracy":0.8055555555555556,"loss":0.5536630948384603},"train":{"accuracy":0.8207547169811321,"loss":0.49801171500727814},"validation":{"accuracy":0.75,"loss":0.5940556526184082}}', 'stacked', 'f90cf8ce550ed49e', 0.6706611993328503, 0.006937200000417458, 861433856, '2026-11-28T07:12:24+00:00');
INSERT INTO trials VALUES ('c3b1add861c154c49c0fee6e1416409365f31cddeaba48b9467758a75b757105', '{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4],"l2":0.0}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":2}', 'ok', '', 2, 2, 6, 71, '{"test":{"accuracy":0.3333333333333333,"loss":1.1587705612182617},"train":{"accuracy":0.44339622641509435,"loss":1.1060761865579858},"validation":{"accuracy":0.4722222222222222,"loss":1.0405555301242404}}', 'stacked', 'f90cf8ce550ed49e', 0.6706611993328503, 0.006937200000417458, 861433856, '2026-11-28T07:12:24+00:00');
INSERT INTO trials VALUES ('86a3f1489546c38e83f3f93d080ffa6ef40230103b8760731b16a1c84fd73590', '{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4],"l2":0.01}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":0}', 'ok', '', 2, 2, 6, 71, '{"test":{"accuracy":0.6666666666666666,"loss":0.8762453926934136},"train":{"accuracy":0.7264150943396226,"loss":0.8304268279165592},"validation":{"accuracy":0.6111111111111112,"loss":0.9114406373765733}}', 'stacked', 'f90cf8ce550ed49e', 0.6706611993328503, 0.006937200000417458, 861433856, '2026-11-28T07:12:24+00:00');
INSERT INTO trials VALUES ('b2ffe2fc2fea734929ba7b531725a285b546389e3446acd608b1c7c26b40dca6', '{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4],"l2":0.01}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":1}', 'ok', '', 2, 2, 6, 71, '{"test":{"accuracy":0.8055555555555556,"loss":0.5543181101481119},"train":{"accuracy":0.8207547169811321,"loss":0.49961180057165755},"validation":{"accuracy":0.75,"loss":0.5942630238003201}}', 'stacked', 'f90cf8ce550ed49e', 0.6706611993328503, 0.006937200000417458, 861433856, '2026-11-28T07:12:24+00:00');
INSERT INTO trials VALUES ('03c7340ac62e7ff29ea79ca1e781ab31ccc1555db0d165ecacd16b7ddf79288e', '{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4],"l2":0.01}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":2}', 'ok', '', 2, 2, 6, 71, '{"test":{"accuracy":0.3333333333333333,"loss":1.1508107715182834},"train":{"accuracy":0.44339622641509435,"loss":1.099763996196243},"validation":{"accuracy":0.4722222222222222,"loss":1.0351187388102214}}', 'stacked', 'f90cf8ce550ed49e', 0.6706611993328503, 0.006937200000417458, 861433856, '2026-11-28T07:12:24+00:00');
INSERT INTO curves VALUES ('03c7340ac62e7ff29ea79ca1e781ab31ccc1555db0d165ecacd16b7ddf79288e', 'train', 'loss', '[2.09719658, 1.47364748]');
INSERT INTO curves VALUES ('03c7340ac62e7ff29ea79ca1e781ab31ccc1555db0d165ecacd16b7ddf79288e', 'validation', 'accuracy', '[0.333333333, 0.472222222]');
INSERT INTO curves VALUES ('03c7340ac62e7ff29ea79ca1e781ab31ccc1555db0d165ecacd16b7ddf79288e', 'validation', 'loss', '[1.42776786, 1.03511874]');
INSERT INTO curves VALUES ('1f592ed589ea6929941ee11ae2e86fa3d37d5b62befe32f7e85e01a58725787d', 'train', 'loss', '[1.09646785, 0.904002368]');
INSERT INTO curves VALUES ('1f592ed589ea6929941ee11ae2e86fa3d37d5b62befe32f7e85e01a58725787d', 'validation', 'accuracy', '[0.444444444, 0.611111111]');
INSERT INTO curves VALUES ('1f592ed589ea6929941ee11ae2e86fa3d37d5b62befe32f7e85e01a58725787d', 'validation', 'loss', '[1.03088697, 0.911108229]');
INSERT INTO curves VALUES ('291187ab098a7d3996adf1775c32e74ba70de9b67a7b1c2507e782c9b7618c59', 'train', 'loss', '[1.97253919, 1.36059988]');
INSERT INTO curves VALUES ('291187ab098a7d3996adf1775c32e74ba70de9b67a7b1c2507e782c9b7618c59', 'validation', 'accuracy', '[0.333333333, 0.472222222]');
INSERT INTO curves VALUES ('291187ab098a7d3996adf1775c32e74ba70de9b67a7b1c2507e782c9b7618c59', 'validation', 'loss', '[1.43371444, 1.04055553]');
INSERT INTO curves VALUES ('86a3f1489546c38e83f3f93d080ffa6ef40230103b8760731b16a1c84fd73590', 'train', 'loss', '[1.177266, 0.985044181]');
INSERT INTO curves VALUES ('86a3f1489546c38e83f3f93d080ffa6ef40230103b8760731b16a1c84fd73590', 'validation', 'accuracy', '[0.444444444, 0.611111111]');
INSERT INTO curves VALUES ('86a3f1489546c38e83f3f93d080ffa6ef40230103b8760731b16a1c84fd73590', 'validation', 'loss', '[1.03011693, 0.911440637]');
INSERT INTO curves VALUES ('af1aa9f99a8316148aecccaa44cf106b08803acbb65efdc4d7b0a0c72303d266', 'simulation', 'error', '[0.789584701, 0.776112688, 0.761644424]');
INSERT INTO curves VALUES ('af1aa9f99a8316148aecccaa44cf106b08803acbb65efdc4d7b0a0c72303d266', 'simulation', 'step', '[0.0, 2.0, 4.0]');
INSERT INTO curves VALUES ('b2ffe2fc2fea734929ba7b531725a285b546389e3446acd608b1c7c26b40dca6', 'train', 'loss', '[1.20933163, 0.777288139]');
INSERT INTO curves VALUES ('b2ffe2fc2fea734929ba7b531725a285b546389e3446acd608b1c7c26b40dca6', 'validation', 'accuracy', '[0.638888889, 0.75]');
INSERT INTO curves VALUES ('b2ffe2fc2fea734929ba7b531725a285b546389e3446acd608b1c7c26b40dca6', 'validation', 'loss', '[0.755155934, 0.594263024]');
INSERT INTO curves VALUES ('c095450b922c8a5142dedf18c113969525dfa59456447980be23711b33688b93', 'train', 'loss', '[1.02712107, 0.595837235]');
INSERT INTO curves VALUES ('c095450b922c8a5142dedf18c113969525dfa59456447980be23711b33688b93', 'validation', 'accuracy', '[0.638888889, 0.75]');
INSERT INTO curves VALUES ('c095450b922c8a5142dedf18c113969525dfa59456447980be23711b33688b93', 'validation', 'loss', '[0.756021341, 0.594055653]');
INSERT INTO curves VALUES ('c3b1add861c154c49c0fee6e1416409365f31cddeaba48b9467758a75b757105', 'train', 'loss', '[1.97253919, 1.36059988]');
INSERT INTO curves VALUES ('c3b1add861c154c49c0fee6e1416409365f31cddeaba48b9467758a75b757105', 'validation', 'accuracy', '[0.333333333, 0.472222222]');
INSERT INTO curves VALUES ('c3b1add861c154c49c0fee6e1416409365f31cddeaba48b9467758a75b757105', 'validation', 'loss', '[1.43371444, 1.04055553]');
INSERT INTO curves VALUES ('c8c6ccfa6e5541da97636b9523a2cf0c711398191f5bd716fa63969e86cc406c', 'train', 'loss', '[1.09646785, 0.904002368]');
INSERT INTO curves VALUES ('c8c6ccfa6e5541da97636b9523a2cf0c711398191f5bd716fa63969e86cc406c', 'validation', 'accuracy', '[0.444444444, 0.611111111]');
INSERT INTO curves VALUES ('c8c6ccfa6e5541da97636b9523a2cf0c711398191f5bd716fa63969e86cc406c', 'validation', 'loss', '[1.03088697, 0.911108229]');
INSERT INTO curves VALUES ('ded596b1cc22ff6e029463617e577c785a67167f6797c49eafadb4e96a1fe77e', 'simulation', 'error', '[0.84008371, 0.830692309, 0.820515343]');
INSERT INTO curves VALUES ('ded596b1cc22ff6e029463617e577c785a67167f6797c49eafadb4e96a1fe77e', 'simulation', 'step', '[0.0, 2.0, 4.0]');
INSERT INTO curves VALUES ('ff2b13e617149ef6a77e407090697e8846741683fe1d4605090ea36a80cba8e0', 'train', 'loss', '[1.02712107, 0.595837235]');
INSERT INTO curves VALUES ('ff2b13e617149ef6a77e407090697e8846741683fe1d4605090ea36a80cba8e0', 'validation', 'accuracy', '[0.638888889, 0.75]');
INSERT INTO curves VALUES ('ff2b13e617149ef6a77e407090697e8846741683fe1d4605090ea36a80cba8e0', 'validation', 'loss', '[0.756021341, 0.594055653]');
INSERT INTO studies VALUES ('old', '{"advice":[],"base":{"batch_size":32,"data":{"name":"wine","options":{"scaling":"standard"}},"epochs":2,"model":{"name":"mlp","options":{"activation":{"name":"tanh"},"hidden":[4]}},"optimizer":{"name":"sgd","options":{"learning_rate":0.1}},"replicate":0},"charts":[],"claims":[{"id":"X1","kind":"better","margin":0.01,"measure":"test_score","pairs":[["L2","none"]],"reason":"one point","text":"A penalty helps."}],"contest":true,"doubt":"It may not.","factors":[],"further":[],"looks":[],"methods":[{"changes":[],"label":"none","scale":"quick","tunes":"optimizer.learning_rate"},{"changes":[],"label":"L2","rates":[0.0,0.01],"scale":"quick","tunes":"model.l2"},{"changes":[],"label":"unit","scale":"quick","simulation":{"name":"sigmoid_unit"},"tunes":"optimizer.learning_rate"}],"name":"old","notes":"It does.","own_data":false,"question":"Does a penalty help?","rates":[0.1],"replicates":2,"scales":[],"seed":0,"stands_in":false,"target":0.95,"title":"Old","tuning":1}', '{"chance":0.398876404494382,"checksum":"d919ffdf50a763e5","classes":3,"deviation":null,"features":13,"name":"wine","rows":178,"score":"accuracy","shape":[13],"source":"scikit-learn''s load_wine","target":null,"task":"classification","test":36,"title":"wine","train":106,"validation":36}', 1);
INSERT INTO plan VALUES ('old', 'L2', 0.0, 0, 'tune', '1f592ed589ea6929941ee11ae2e86fa3d37d5b62befe32f7e85e01a58725787d');
INSERT INTO plan VALUES ('old', 'L2', 0.0, 1, 'report', 'ff2b13e617149ef6a77e407090697e8846741683fe1d4605090ea36a80cba8e0');
INSERT INTO plan VALUES ('old', 'L2', 0.0, 2, 'report', 'c3b1add861c154c49c0fee6e1416409365f31cddeaba48b9467758a75b757105');
INSERT INTO plan VALUES ('old', 'L2', 0.01, 0, 'tune', '86a3f1489546c38e83f3f93d080ffa6ef40230103b8760731b16a1c84fd73590');
INSERT INTO plan VALUES ('old', 'L2', 0.01, 1, 'report', 'b2ffe2fc2fea734929ba7b531725a285b546389e3446acd608b1c7c26b40dca6');
INSERT INTO plan VALUES ('old', 'L2', 0.01, 2, 'report', '03c7340ac62e7ff29ea79ca1e781ab31ccc1555db0d165ecacd16b7ddf79288e');
INSERT INTO plan VALUES ('old', 'none', 0.1, 0, 'tune', 'c8c6ccfa6e5541da97636b9523a2cf0c711398191f5bd716fa63969e86cc406c');
INSERT INTO plan VALUES ('old', 'none', 0.1, 1, 'report', 'c095450b922c8a5142dedf18c113969525dfa59456447980be23711b33688b93');
INSERT INTO plan VALUES ('old', 'none', 0.1, 2, 'report', '291187ab098a7d3996adf1775c32e74ba70de9b67a7b1c2507e782c9b7618c59');
INSERT INTO plan VALUES ('old', 'unit', 0.0, 1, 'report', 'af1aa9f99a8316148aecccaa44cf106b08803acbb65efdc4d7b0a0c72303d266');
INSERT INTO plan VALUES ('old', 'unit', 0.0, 2, 'report', 'ded596b1cc22ff6e029463617e577c785a67167f6797c49eafadb4e96a1fe77e');
INSERT INTO runs VALUES (1, '2026-11-28T07:12:19+00:00', '2026-11-28T07:12:24+00:00', 'python -m experiments.run old.py', 11, '{}');
