/// Tables from outside: customers, plans and lines as CSV files in and out. A file is checked
/// against what is there and reported on before anything is written, then committed as a whole or
/// not at all. Owns `core.import` and `core.import_piece`, where a checked file waits, sealed,
/// until it is committed or a day is over. Emits `CustomersImported`; lines and plans tell of
/// themselves.
@NullMarked
package io.lastmile.core.imports;

import org.jspecify.annotations.NullMarked;
