package io.lastmile.collector.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What kind of machine this is, as far as the embedded server cares.
record Host(Cpu cpu, Version glibc, RunAs runAs) {
    /// `archive` is the resource in the binaries jar.
    enum Cpu {
        AMD64("/postgres-linux-x86_64.txz"),
        ARM64("/postgres-linux-arm_64.txz");

        private final String archive;

        Cpu(String archive) {
            this.archive = archive;
        }

        String archive() {
            return archive;
        }
    }

    static Host here() {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new DatabaseRefused.HostUnsupported("the embedded database runs on Linux only");
        }
        return new Host(
                cpuOf(System.getProperty("os.arch")), installedGlibc(), RunAs.ofThisProcess());
    }

    private static Cpu cpuOf(String architecture) {
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Cpu.AMD64;
            case "aarch64", "arm64" -> Cpu.ARM64;
            default ->
                    throw new DatabaseRefused.HostUnsupported(
                            "the embedded database does not run on a " + architecture);
        };
    }

    private static Version installedGlibc() {
        Command.Result found =
                new Command(Duration.ofSeconds(10), List.of("getconf", "GNU_LIBC_VERSION")).run();
        if (!found.ok()) {
            throw new DatabaseRefused.HostUnsupported(
                    "the embedded database needs a Linux with glibc");
        }
        return Version.parse(found.output());
    }
}
