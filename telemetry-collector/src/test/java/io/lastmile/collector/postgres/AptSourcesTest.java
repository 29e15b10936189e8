package io.lastmile.collector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
    private static final String KEY = "/usr/share/keyrings/distribution.gpg";

    private final AptSources sources = new AptSources("bookworm");

    @TempDir private Path etcApt;

    @Test
    void linesAreRead() {
        assertThat(
                        sources.lines(
                                """
                                # deb http://commented.example/debian bookworm main
                                deb http://mirror.example/debian bookworm main contrib # tail
                                deb [arch=amd64 signed-by=%s] https://two.example/d stable main
                                deb-src http://mirror.example/debian bookworm main
                                deb http://mirror.example/security bookworm-security main
                                deb http://vendor.example/apt bookworm vendor
                                """
                                        .formatted(KEY)))
                .containsExactly(
                        new AptSources.Mirror("http://mirror.example/debian", ""),
                        new AptSources.Mirror("https://two.example/d", KEY));
    }

    @Test
    void stanzasAreRead() {
        assertThat(
                        sources.stanzas(
                                """
                                Types: deb deb-src
                                # a comment
                                URIs: http://one.example/debian http://two.example/debian
                                Suites: bookworm bookworm-updates
                                Components: main contrib
                                Signed-By: %s

                                Types: deb
                                URIs: http://off.example/debian
                                Suites: bookworm
                                Components: main
                                Enabled: no

                                Types: deb
                                URIs: http://three.example/debian
                                Suites: bookworm-security
                                Components: main
                                """
                                        .formatted(KEY)))
                .containsExactly(
                        new AptSources.Mirror("http://one.example/debian", KEY),
                        new AptSources.Mirror("http://two.example/debian", KEY));
    }

    @Test
    void aKeyWrittenInPlaceIsKeptWhole() {
        AptSources.Mirror mirror =
                sources.stanzas(
                                """
                                Types: deb
                                URIs: http://one.example/debian
                                Suites: stable
                                Components: main
                                Signed-By:
                                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                                 .
                                 mQIN
                                 -----END PGP PUBLIC KEY BLOCK-----
                                """)
                        .getFirst();

        assertThat(mirror.stanza("trixie"))
                .contains("Suites: trixie\n")
                .contains("Signed-By: \n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQIN\n");
    }

    @Test
    void filesOfBothFormsAreReadOnce() throws IOException {
        Path parts = Files.createDirectory(etcApt.resolve("sources.list.d"));
        String line = "deb http://one.example/debian bookworm main\n";
        Files.writeString(etcApt.resolve("sources.list"), line);
        Files.writeString(parts.resolve("again.list"), line);
        Files.writeString(parts.resolve("saved.list.bak"), "deb http://bak.example/d stable main");
        Files.writeString(
                parts.resolve("two.sources"),
                "Types: deb\nURIs: http://two.example/d\nSuites: sid\nComponents: main\n");

        assertThat(sources.read(etcApt))
                .extracting(AptSources.Mirror::uri)
                .containsExactly("http://one.example/debian", "http://two.example/d");
    }
}
