-- question:  Of which two sets is each difference taken, vacancy by vacancy?
-- grain:     one row per difference
-- columns:   i        number of the difference in staging.item
--            left_i   set that counts for it
--            right_i  set that counts against it
-- depends:   staging.item
CREATE TABLE staging.item_less AS
SELECT d.i, l.i AS left_i, r.i AS right_i
FROM staging.item AS d
JOIN staging.item AS l ON l.kind = 'left' AND l.item = d.item
JOIN staging.item AS r ON r.kind = 'right' AND r.item = d.item
WHERE d.kind = 'difference';
