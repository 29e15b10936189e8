package io.lastmile.core.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Findings as bytes to keep, and as a file to download.
final class FindingText {
    private static final TypeReference<List<String[]>> ROWS = new TypeReference<>() {};

    private FindingText() {}

    static byte[] written(List<Finding> findings) {
        try {
            return Json.MAPPER.writeValueAsBytes(
                    findings.stream().map(FindingText::cells).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings", e);
        }
    }

    static List<Finding> read(byte[] written) {
        if (written.length == 0) {
            return List.of();
        }
        try {
            return Json.MAPPER.readValue(written, ROWS).stream().map(FindingText::finding).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("findings", e);
        }
    }

    private static String[] cells(Finding finding) {
        return new String[] {
            "" + finding.row(),
            finding.column(),
            finding.found(),
            finding.expected(),
            finding.weight().name()
        };
    }

    private static Finding finding(String[] cells) {
        return new Finding(
                Integer.parseInt(cells[0]),
                cells[1],
                cells[2],
                cells[3],
                Finding.Weight.valueOf(cells[4]));
    }

    /// A table for a spreadsheet.
    static byte[] csv(List<Finding> findings) {
        CsvText text = new CsvText();
        text.line("row", "column", "what", "what to do", "weight");
        for (Finding finding : findings) {
            text.line(
                    "" + finding.row(),
                    finding.column(),
                    finding.found(),
                    finding.expected(),
                    Fields.nameOf(finding.weight()));
        }
        return text.taken().getBytes(StandardCharsets.UTF_8);
    }
}
