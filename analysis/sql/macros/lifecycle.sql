-- question:  When is a posting that is no longer listed taken for closed, and when does it begin a new life?
-- grain:     one interval or number per call
-- params:    none
-- caveat:    A posting is closed by two whole listings without it, closing_gap() or more apart. A board that answers
--            "not found" closes its postings after dead_visits() such answers in a row, the last dead_gap() or more
--            after the first; any other answer between them begins the count anew. A posting that comes back more than
--            spell_gap() after it was last seen begins a new spell.
CREATE OR REPLACE MACRO closing_gap() AS INTERVAL 24 HOURS;
CREATE OR REPLACE MACRO dead_gap() AS INTERVAL 7 DAYS;
CREATE OR REPLACE MACRO dead_visits() AS 3;
CREATE OR REPLACE MACRO spell_gap() AS INTERVAL 60 DAYS;
CREATE OR REPLACE MACRO utc(moment) AS (try_cast(moment AS TIMESTAMPTZ) AT TIME ZONE 'UTC');
