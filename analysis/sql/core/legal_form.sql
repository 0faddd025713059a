-- question:  Which words at the end of a company's name are its legal form and no part of the name?
-- grain:     one row per form
-- columns:   form  lower case, without accents and full stops; words apart by one space
-- params:    $legal_forms_csv
-- caveat:    employers.write_legal_forms makes the macro legal_forms() of it.
CREATE TABLE core.legal_form AS
SELECT form FROM read_csv($legal_forms_csv, header = true, columns = {form: 'VARCHAR'}) ORDER BY form;
