-- One row a fetch that came to its end, so that one that did not is known and gone on with.
CREATE TABLE fetches (
    n     INTEGER PRIMARY KEY,                  -- in the order in which they ended
    until INTEGER NOT NULL                      -- `exchanges.n`: the last request that was kept then
) STRICT;
