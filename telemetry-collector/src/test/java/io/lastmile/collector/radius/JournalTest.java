package io.lastmile.collector.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int PACKET = 4000;

    @TempDir Path folder;

    @Test
    void whatWasWrittenIsThereAfterAnEndWithoutClosing() throws IOException {
        try (Journal journal = Journal.open(folder, 1 << 20)) {
            journal.append(List.of(packet(1), packet(2)));
            Path crashed = folder.resolve("crashed");
            Files.createDirectory(crashed);
            Files.copy(only(), crashed.resolve(only().getFileName()));
            try (Journal again = Journal.open(crashed, 1 << 20)) {
                assertThat(again.append(List.of(packet(3)))).isTrue();
                assertThat(again.from(0, 10))
                        .extracting(JournalEntry::number, JournalEntry::receivedMillis)
                        .containsExactly(tuple(0, 1), tuple(1, 2), tuple(2, 3));
                assertThat(again.from(1, 1)).hasSize(1);
            }
        }
    }

    @Test
    void aFolderIsOfOneJournalAtATimeAndKeepsItsName() throws IOException {
        String id;
        try (Journal journal = Journal.open(folder, 1 << 20)) {
            id = journal.id();
            assertThatThrownBy(() -> Journal.open(folder, 1 << 20))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected: by nobody");
        }
        try (Journal journal = Journal.open(folder, 1 << 20)) {
            assertThat(journal.id()).isEqualTo(id);
        }
        try (Journal other = Journal.open(folder.resolve("other"), 1 << 20)) {
            assertThat(other.id()).isNotEqualTo(id);
        }
    }

    @Test
    void aTornEntryIsCutOffWhereverItWasTorn() throws IOException {
        Path file;
        try (Journal journal = Journal.open(folder, 1 << 20)) {
            journal.append(List.of(packet(1)));
            file = only();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int torn = 0; torn < whole.length; torn += 37) {
            byte[] part = Arrays.copyOf(whole, torn);
            Files.write(file, whole);
            Files.write(file, part, StandardOpenOption.APPEND);
            try (Journal journal = Journal.open(folder, 1 << 20)) {
                journal.append(List.of(packet(9)));
                assertThat(journal.from(0, 10))
                        .extracting(JournalEntry::receivedMillis)
                        .containsExactly(1L, 9L);
            }
        }
    }

    @Test
    void numbersGoOnAndRoomComesBackAfterACommit() throws IOException {
        try (Journal journal = Journal.open(folder, 10 << 20)) {
            long next = 0;
            while (journal.append(List.of(packet(next)))) {
                next++;
            }
            assertThat(journal.fill()).isGreaterThan(0.99);
            journal.committed(next);
            assertThat(journal.append(List.of(packet(next)))).isTrue();
            assertThat(journal.from(next, 10))
                    .extracting(JournalEntry::number)
                    .containsExactly(next);
        }
        try (Journal journal = Journal.open(folder, 10 << 20)) {
            assertThat(journal.fill()).isLessThan(0.5);
            assertThat(journal.from(0, 10_000))
                    .extracting(JournalEntry::number)
                    .doesNotHaveDuplicates()
                    .doesNotContain(0L);
        }
    }

    private static Tuple tuple(long number, long millis) {
        return Tuple.tuple(number, millis);
    }

    private static Received packet(long millis) {
        return new Received(millis, 7, new byte[PACKET]);
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(Segment.SUFFIX))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
