package io.lastmile.core.documents;

import java.util.List;
import java.util.Optional;

/// A part of a paper, top to bottom. All texts are ready to be read: rooms above say amounts, dates
/// and figures in the language of the paper.
public sealed interface Block {
    /// Whom it concerns, side by side.
    record Parties(List<Party> parties) implements Block {
        private static final int COUNT_MAX = 3;

        public Parties {
            parties = counted("parties", parties, COUNT_MAX);
        }
    }

    record Party(String label, String name, List<String> lines) {
        private static final int LINES_MAX = 12;

        public Party {
            Texts.checked("label", label);
            Texts.checked("name", name);
            lines = Texts.checked("lines", lines, LINES_MAX);
        }
    }

    /// Labels with a value each, in a band, four in a row.
    record Facts(List<Fact> facts) implements Block {
        private static final int COUNT_MAX = 40;

        public Facts {
            facts = counted("facts", facts, COUNT_MAX);
        }
    }

    record Fact(String label, String value) {
        public Fact {
            Texts.checked("label", label);
            Texts.checked("value", value);
        }
    }

    record Heading(String text) implements Block {
        public Heading {
            Texts.checked("heading", text);
        }
    }

    /// The heads are repeated on each page. A row has a cell for each column.
    record Table(List<Column> columns, List<Row> rows) implements Block {
        private static final int COLUMNS_MAX = 12;
        private static final int ROWS_MAX = 10_000;

        public Table {
            columns = counted("columns", columns, COLUMNS_MAX);
            rows = counted("rows", rows, ROWS_MAX);
            for (Row row : rows) {
                if (row.cells().size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "cells: " + row.cells().size() + " (expected: " + columns.size() + ")");
                }
            }
        }
    }

    /// Figures stand at the end of their column and are as wide as the widest; texts share what is
    /// left in proportion to `share`.
    record Column(String head, Kind kind, int share) {
        public Column {
            Texts.checked("head", head);
            if (share < 1) {
                throw new IllegalArgumentException("share: " + share + " (expected: >= 1)");
            }
        }

        public static Column text(String head, int share) {
            return new Column(head, Kind.TEXT, share);
        }

        public static Column figures(String head) {
            return new Column(head, Kind.FIGURES, 1);
        }
    }

    enum Kind {
        TEXT,
        FIGURES
    }

    /// `strong` where it says more than its neighbours: an opening balance, a subtotal.
    record Row(List<String> cells, boolean strong) {
        public Row {
            cells = Texts.checked("cells", cells, Table.COLUMNS_MAX);
        }
    }

    /// Sums at the end side; a seal stands beside them.
    record Totals(List<Total> totals, Optional<Seal> seal) implements Block {
        private static final int COUNT_MAX = 20;

        public Totals {
            totals = counted("totals", totals, COUNT_MAX);
        }
    }

    record Total(String label, String value, Rank rank) {
        public Total {
            Texts.checked("label", label);
            Texts.checked("value", value);
        }
    }

    /// The `GRAND` one is what somebody has to pay.
    enum Rank {
        PLAIN,
        STRONG,
        GRAND
    }

    /// A stamp as offices put it: PAID with its date.
    record Seal(String text, String under, Tone tone) {
        public Seal {
            Texts.checked("seal", text);
            Texts.checked("under", under);
        }
    }

    enum Tone {
        GOOD,
        BAD,
        PLAIN
    }

    /// A label and a text of any length below it; without a label only the text.
    record Note(String label, String text) implements Block {
        public Note {
            Texts.checked("label", label);
            Texts.checked("note", text);
        }
    }

    /// A QR code of `address` and what it is good for.
    record Verify(String address, String label, String text) implements Block {
        /// What a telephone still reads from 25 mm of paper.
        private static final int ADDRESS_LENGTH_MAX = 300;

        public Verify {
            Texts.checked("label", label);
            Texts.checked("text", text);
            if (address.isEmpty() || address.length() > ADDRESS_LENGTH_MAX) {
                throw new IllegalArgumentException(
                        "address: %d characters (expected: 1..%d)"
                                .formatted(address.length(), ADDRESS_LENGTH_MAX));
            }
        }
    }

    /// Lines to sign on, side by side.
    record Signatures(List<String> labels) implements Block {
        private static final int COUNT_MAX = 4;

        public Signatures {
            labels = Texts.checked("signatures", labels, COUNT_MAX);
        }
    }

    private static <T> List<T> counted(String field, List<T> list, int max) {
        if (list.isEmpty() && max != Table.ROWS_MAX || list.size() > max) {
            throw new IllegalArgumentException(
                    field + ": " + list.size() + " (expected: 1.." + max + ")");
        }
        return List.copyOf(list);
    }
}
