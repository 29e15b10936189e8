package io.lastmile.collector.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCipherTest {
    private static final Purpose PURPOSE = Purpose.routerPassword(17);

    @TempDir private Path folder;

    @Test
    void whatWasSealedOpensAgainAlsoAfterARestart() {
        byte[] sealed = ofFile().seal(PURPOSE, "s3cret ৳");

        assertThat(ofFile().openText(PURPOSE, sealed)).isEqualTo("s3cret ৳");
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("s3cret");
    }

    @Test
    void sealingTwiceNeverGivesTheSameBytes() {
        SecretCipher cipher = ofFile();

        assertThat(cipher.seal(PURPOSE, "a")).isNotEqualTo(cipher.seal(PURPOSE, "a"));
    }

    @Test
    void aSecretOfAnotherRouterDoesNotOpen() {
        SecretCipher cipher = ofFile();
        byte[] sealed = cipher.seal(PURPOSE, "a");

        assertThatThrownBy(() -> cipher.open(Purpose.routerPassword(18), sealed))
                .isInstanceOf(SecretUnreadable.class)
                .hasMessageContaining("router/18/password");
    }

    @Test
    void everyChangedByteIsNoticed() {
        SecretCipher cipher = ofFile();
        byte[] sealed = cipher.seal(PURPOSE, "secret");
        for (int i = 0; i < sealed.length; i++) {
            byte[] damaged = sealed.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> cipher.open(PURPOSE, damaged))
                    .as("byte " + i)
                    .isInstanceOf(SecretUnreadable.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] shortened = java.util.Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> cipher.open(PURPOSE, shortened))
                    .as("length " + length)
                    .isInstanceOf(SecretUnreadable.class);
        }
    }

    @Test
    void anotherKeyIsNamed() {
        byte[] sealed = ofFile().seal(PURPOSE, "a");
        SecretCipher other = ofEnvironment(new byte[32]);

        assertThatThrownBy(() -> other.open(PURPOSE, sealed))
                .hasMessageContaining(ofFile().keyId())
                .hasMessageContaining(other.keyId());
    }

    @Test
    void theEnvironmentsKeyComesBeforeTheFile() {
        byte[] sealed = ofEnvironment(new byte[32]).seal(PURPOSE, "a");

        assertThat(ofEnvironment(new byte[32]).openText(PURPOSE, sealed)).isEqualTo("a");
        assertThat(keyFile()).doesNotExist();
    }

    @Test
    void aKeyOfTheWrongLengthIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> ofEnvironment(new byte[31]))
                .isInstanceOf(KeyRefused.class)
                .hasMessage(
                        "the environment's LASTMILE_KEY has 31 bytes"
                                + " (expected: 32 bytes in base64)");
        assertThatThrownBy(() -> SecretCipher.of(Optional.of("no base64!"), keyFile()))
                .isInstanceOf(KeyRefused.class)
                .hasMessageNotContaining("no base64!");
    }

    @Test
    void theGeneratedFileIsForItsOwnerAlone() throws IOException {
        ofFile();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(keyFile());
        }
    }

    @Test
    void aKeyFileThatOthersMayReadIsRefused() throws IOException {
        ofFile();
        Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(this::ofFile)
                .isInstanceOf(KeyRefused.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aShortenedKeyFileIsRefused() throws IOException {
        ofFile();
        Files.writeString(keyFile(), "AAAA");

        assertThatThrownBy(this::ofFile).isInstanceOf(KeyRefused.class).hasMessageContaining("3");
    }

    @Test
    void manyThatStartAtOnceAgreeOnOneKey() {
        List<String> keys =
                IntStream.range(0, 16).parallel().mapToObj(_ -> ofFile().keyId()).toList();

        assertThat(keys).containsOnly(keys.getFirst());
    }

    private Path keyFile() {
        return folder.resolve("router-secrets.key");
    }

    private SecretCipher ofFile() {
        return SecretCipher.of(Optional.empty(), keyFile());
    }

    private SecretCipher ofEnvironment(byte[] key) {
        return SecretCipher.of(Optional.of(Base64.getEncoder().encodeToString(key)), keyFile());
    }
}
