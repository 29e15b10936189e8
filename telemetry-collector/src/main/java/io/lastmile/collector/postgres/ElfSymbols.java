package io.lastmile.collector.postgres;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Makes a 64-bit ELF shared object that was linked against a newer glibc load on an older one.
///
/// Only names that an older glibc has under another name, or that the postgres program itself
/// exports, can be retargeted: `__isoc23_strtol` becomes `strtol` (the same string, entered later),
/// `strlcpy` loses its version. The need for the newer version is marked weak. Layout: System V
/// ABI, gABI chapters 4 and 5, and the LSB's symbol versioning.
final class ElfSymbols {
    private static final String C23_PREFIX = "__isoc23_";
    private static final Set<String> OF_POSTGRES = Set.of("strlcpy", "strlcat");

    private static final int SECTION_DYNSYM = 11;
    private static final int SECTION_VERSYM = 0x6fffffff;
    private static final int SECTION_VERNEED = 0x6ffffffe;
    private static final int SYMBOL_BYTES = 24;
    private static final short FLAG_WEAK = 2;
    private static final short VERSION_GLOBAL = 1;
    private static final int VERSION_MASK = 0x7fff;

    private final byte[] bytes;
    private final ByteBuffer elf;
    private final Map<Integer, Section> byNumber = new HashMap<>();
    private final Map<Integer, Section> byType = new HashMap<>();

    private record Section(int offset, int size, int link, int info) {}

    private ElfSymbols(byte[] original) {
        bytes = original.clone();
        elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The same object for a machine with this glibc.
    static byte[] retarget(byte[] object, Version glibc) {
        ElfSymbols symbols = new ElfSymbols(object);
        symbols.checkMagic();
        symbols.findSections();
        symbols.unversion(symbols.weaken(glibc), glibc);
        return symbols.bytes;
    }

    private void checkMagic() {
        if (bytes.length < 64 || elf.getInt(0) != 0x464c457f || bytes[4] != 2 || bytes[5] != 1) {
            throw new IllegalArgumentException(
                    "extension library: not a 64-bit little-endian ELF object");
        }
    }

    private void findSections() {
        long table = elf.getLong(0x28);
        int entryBytes = Short.toUnsignedInt(elf.getShort(0x3A));
        int count = Short.toUnsignedInt(elf.getShort(0x3C));
        for (int i = 0; i < count; i++) {
            int at = Math.toIntExact(table + (long) i * entryBytes);
            Section section = section(at);
            byNumber.put(i, section);
            byType.putIfAbsent(elf.getInt(at + 4), section);
        }
    }

    private Section section(int at) {
        return new Section(
                Math.toIntExact(elf.getLong(at + 0x18)),
                Math.toIntExact(elf.getLong(at + 0x20)),
                elf.getInt(at + 0x28),
                elf.getInt(at + 0x2C));
    }

    private Section ofType(int type) {
        Section found = byType.get(type);
        if (found == null) {
            throw new IllegalArgumentException(
                    "extension library: no section of type 0x" + Integer.toHexString(type));
        }
        return found;
    }

    private int strings() {
        Section table = byNumber.get(ofType(SECTION_DYNSYM).link());
        if (table == null) {
            throw new IllegalArgumentException("extension library: no dynamic string table");
        }
        return table.offset();
    }

    /// The version indexes that this machine's glibc is too old for, now weak.
    private Map<Integer, String> weaken(Version glibc) {
        Map<Integer, String> tooNew = new HashMap<>();
        Section needs = ofType(SECTION_VERNEED);
        int file = needs.offset();
        for (int i = 0; i < needs.info(); i++, file += elf.getInt(file + 12)) {
            int version = file + elf.getInt(file + 8);
            int count = Short.toUnsignedInt(elf.getShort(file + 2));
            for (int k = 0; k < count; k++, version += elf.getInt(version + 12)) {
                String name = string(strings() + elf.getInt(version + 8));
                if (isNewer(name, glibc)) {
                    elf.putShort(version + 4, (short) (elf.getShort(version + 4) | FLAG_WEAK));
                    tooNew.put(elf.getShort(version + 6) & VERSION_MASK, name);
                }
            }
        }
        return tooNew;
    }

    private static boolean isNewer(String version, Version glibc) {
        return version.matches("GLIBC_\\d+\\.\\d+.*")
                && Version.parse(version).compareTo(glibc) > 0;
    }

    private void unversion(Map<Integer, String> tooNew, Version glibc) {
        Section table = ofType(SECTION_DYNSYM);
        int versions = ofType(SECTION_VERSYM).offset();
        for (int i = 0; i < table.size() / SYMBOL_BYTES; i++) {
            int version = elf.getShort(versions + 2 * i) & VERSION_MASK;
            if (tooNew.containsKey(version)) {
                rename(table.offset() + SYMBOL_BYTES * i, glibc);
                elf.putShort(versions + 2 * i, VERSION_GLOBAL);
            }
        }
    }

    private void rename(int symbol, Version glibc) {
        int nameOffset = elf.getInt(symbol);
        String name = string(strings() + nameOffset);
        if (name.startsWith(C23_PREFIX)) {
            elf.putInt(symbol, nameOffset + C23_PREFIX.length());
        } else if (!OF_POSTGRES.contains(name)) {
            throw new DatabaseRefused.HostUnsupported(
                    "TimescaleDB's library needs %s of a newer glibc than this machine's %d.%d"
                            .formatted(name, glibc.major(), glibc.minor()));
        }
    }

    private String string(int from) {
        int end = from;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
