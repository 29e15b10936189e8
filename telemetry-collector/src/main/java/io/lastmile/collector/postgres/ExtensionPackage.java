package io.lastmile.collector.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The Debian package that holds TimescaleDB for PostgreSQL 17 (Apache-2 edition), fetched by the
/// machine's own apt, which checks its signatures. Nothing is installed and no root is needed: apt
/// gets folders of its own. The package stays in the cache; later starts need no network. A package
/// that somebody laid there by hand serves as well.
final class ExtensionPackage {
    static final String NAME = "postgresql-17-timescaledb";

    /// The release of the distribution that ships the package.
    private static final String SUITE = "trixie";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern CODENAME = Pattern.compile("(?m)^VERSION_CODENAME=\"?([a-z]+)");

    private final Path cache;

    ExtensionPackage(Path cache) {
        this.cache = cache;
    }

    Path cachedOrFetched() throws IOException {
        Optional<Path> cached = newestIn(cache);
        return cached.isPresent() ? cached.get() : fetch();
    }

    static Optional<Path> newestIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(p -> p.getFileName().toString().matches(NAME + "_.*\\.deb"))
                    .max(Path::compareTo);
        }
    }

    private Path fetch() throws IOException {
        Path work = Files.createTempDirectory(cache, "apt");
        try {
            apt(work, mirrors());
            Path fetched =
                    newestIn(work).orElseThrow(() -> unsupported("apt fetched no package " + NAME));
            return Files.move(
                    fetched,
                    cache.resolve(fetched.getFileName().toString()),
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(work);
        }
    }

    private static List<AptSources.Mirror> mirrors() throws IOException {
        Path release = Path.of("/etc/os-release");
        Matcher codename = CODENAME.matcher(Files.exists(release) ? Files.readString(release) : "");
        List<AptSources.Mirror> mirrors =
                new AptSources(codename.find() ? codename.group(1) : SUITE)
                        .read(Path.of("/etc/apt"));
        if (mirrors.isEmpty()) {
            throw unsupported("this machine has no apt sources of a Debian release");
        }
        return mirrors;
    }

    private static void apt(Path work, List<AptSources.Mirror> mirrors) throws IOException {
        Path sources = Files.createDirectory(work.resolve("sources"));
        Files.createDirectories(work.resolve("lists/partial"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        Files.createFile(work.resolve("status"));
        StringBuilder stanzas = new StringBuilder();
        mirrors.forEach(mirror -> stanzas.append(mirror.stanza(SUITE)));
        Files.writeString(sources.resolve("timescaledb.sources"), stanzas);
        Path configuration = Files.writeString(work.resolve("apt.conf"), configuration(work));
        run(work, configuration, "update");
        run(work, configuration, "download", NAME);
    }

    private static String configuration(Path work) {
        return """
        Dir::Etc::sourcelist "/dev/null";
        Dir::Etc::sourceparts "%1$s/sources";
        Dir::Etc::preferences "/dev/null";
        Dir::Etc::preferencesparts "/dev/null";
        Dir::State "%1$s";
        Dir::State::lists "%1$s/lists";
        Dir::State::status "%1$s/status";
        Dir::Cache "%1$s/cache";
        Acquire::Languages "none";
        Acquire::Retries "3";
        APT::Sandbox::User "";
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;
        #clear DPkg::Post-Invoke;
        """
                .formatted(work);
    }

    private static void run(Path work, Path configuration, String... words) {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        "sh",
                                        "-c",
                                        "cd \"$1\" && shift && exec apt-get -q -c \"$@\"",
                                        "apt",
                                        work.toString(),
                                        configuration.toString()),
                                Stream.of(words))
                        .toList();
        Command.Result result = new Command(PATIENCE, command).run();
        if (!result.ok()) {
            throw unsupported(
                    "apt-get %s of %s failed (%s)"
                            .formatted(words[0], NAME, result.output().strip().replace('\n', ' ')));
        }
    }

    private static DatabaseRefused unsupported(String what) {
        return new DatabaseRefused.HostUnsupported(what);
    }
}
