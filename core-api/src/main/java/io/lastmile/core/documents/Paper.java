package io.lastmile.core.documents;

import io.lastmile.core.settings.Settings.Language;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/// All that stands on a paper. The same paper is the same bytes whenever it is printed, so a room
/// that keeps what it was made of need not keep the file. `mark` lies across each page: VOID, COPY.
public record Paper(Title title, Brand brand, List<Block> blocks, Optional<String> mark) {
    /// A statement of ten years by day is shorter.
    private static final int BLOCKS_MAX = 1_000;

    public Paper {
        blocks = List.copyOf(blocks);
        mark = mark.map(text -> Texts.checked("mark", text));
        if (blocks.size() > BLOCKS_MAX) {
            throw new IllegalArgumentException(
                    "blocks: " + blocks.size() + " (expected: <= " + BLOCKS_MAX + ")");
        }
    }

    /// What the paper is, its number, the language it is in and when it was issued.
    public record Title(String name, String number, Language language, ZonedDateTime issued) {
        public Title {
            Texts.checked("name", name);
            Texts.checked("number", number);
        }
    }
}
