-- question:  By which titles with a paragraph or a whole text can copies of a posting be met?
-- grain:     one row per anchor of staging.copy_key that several postings have
-- columns:   anchor  number of title and paragraph, or of title and whole text
-- depends:   staging.copy_key
-- filled:    by copies.write_shared_anchors
-- caveat:    Nearly all anchors belong to one posting. Sorted as numbers they are told apart in a tenth of the memory
--            that grouping them takes.
CREATE TABLE staging.shared_anchor (anchor UBIGINT);
