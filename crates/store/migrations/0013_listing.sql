-- The list of receipts by number, and the search of a number everywhere. Never edited once released: a change is a new
-- numbered file.

CREATE INDEX receipt_number ON receipt (number);
