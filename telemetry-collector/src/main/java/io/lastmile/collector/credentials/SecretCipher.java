package io.lastmile.collector.credentials;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals and opens secrets with AES-256-GCM.
///
/// Sealed form: version (1 byte, 1), key id (4 bytes), nonce (12 bytes), ciphertext and tag (16
/// bytes). Version, key id and purpose are authenticated. The nonce is random: with 96 bits one key
/// is good for 2^32 secrets (NIST SP 800-38D, 8.3). Safe for use by many threads.
public final class SecretCipher {
    /// The environment variable that holds the key: 32 bytes in base64.
    public static final String KEY_VARIABLE = "LASTMILE_KEY";

    /// The longest secret that is sealed: a picture of somebody's document.
    public static final int SECRET_BYTES_MAX = 4 * 1024 * 1024;

    private static final byte VERSION = 1;
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int HEAD_BYTES = 1 + ID_BYTES;
    private static final int OVERHEAD_BYTES = HEAD_BYTES + NONCE_BYTES + TAG_BYTES;

    private final SecretKeySpec key;
    private final byte[] keyId;
    private final SecureRandom random = new SecureRandom();

    private SecretCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.keyId = idOf(key);
    }

    /// The key of the environment if it has one, else of the file, which is generated with mode 600
    /// if it does not exist. Throws `KeyRefused` with one sentence for the operator.
    public static SecretCipher of(Optional<String> environmentKey, Path keyFile) {
        return new SecretCipher(
                environmentKey
                        .filter(text -> !text.isBlank())
                        .map(text -> SecretKeys.decode(text, "the environment's " + KEY_VARIABLE))
                        .orElseGet(() -> SecretKeys.ofFile(keyFile)));
    }

    /// The key of the process's environment, else of the file.
    public static SecretCipher of(Path keyFile) {
        return of(Optional.ofNullable(System.getenv(KEY_VARIABLE)), keyFile);
    }

    public byte[] seal(Purpose purpose, byte[] secret) {
        if (secret.length > SECRET_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "secret: %d bytes (expected: <= %d)"
                            .formatted(secret.length, SECRET_BYTES_MAX));
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ByteBuffer sealed = ByteBuffer.allocate(OVERHEAD_BYTES + secret.length);
        sealed.put(VERSION).put(keyId).put(nonce);
        try {
            sealed.put(cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
        return sealed.array();
    }

    public byte[] seal(Purpose purpose, String secret) {
        return seal(purpose, secret.getBytes(StandardCharsets.UTF_8));
    }

    /// Throws `SecretUnreadable` if key, purpose or bytes do not fit.
    public byte[] open(Purpose purpose, byte[] sealed) {
        checkHead(purpose, sealed);
        ByteBuffer bytes = ByteBuffer.wrap(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, purpose)
                    .doFinal(sealed, bytes.position(), bytes.remaining());
        } catch (GeneralSecurityException e) {
            throw new SecretUnreadable(
                    "the secret of "
                            + purpose.text()
                            + " was damaged or belongs to something else: enter it again",
                    e);
        }
    }

    public String openText(Purpose purpose, byte[] sealed) {
        return new String(open(purpose, sealed), StandardCharsets.UTF_8);
    }

    /// A keyed hash (HMAC-SHA-256, 32 bytes) under a key of its own for each purpose: nobody
    /// without this installation's key can reckon or check it.
    public byte[] mac(Purpose purpose, byte[] message) {
        byte[] own = hmac(key.getEncoded(), "lastmile mac " + purpose.text());
        return hmac(own, message);
    }

    /// Which key this is, in eight hex digits that tell nothing about the key.
    public String keyId() {
        return HexFormat.of().formatHex(keyId);
    }

    private void checkHead(Purpose purpose, byte[] sealed) {
        if (sealed.length < OVERHEAD_BYTES) {
            throw new SecretUnreadable(
                    "the secret of %s has %d bytes (expected: >= %d)"
                            .formatted(purpose.text(), sealed.length, OVERHEAD_BYTES));
        }
        if (sealed[0] != VERSION) {
            throw new SecretUnreadable(
                    "the secret of %s has version %d (expected: %d)"
                            .formatted(purpose.text(), sealed[0], VERSION));
        }
        String found = HexFormat.of().formatHex(sealed, 1, HEAD_BYTES);
        if (!found.equals(keyId())) {
            throw new SecretUnreadable(
                    ("the secret of %s was sealed with key %s, this installation has key %s: bring"
                                    + " back the former key or enter the secret again")
                            .formatted(purpose.text(), found, keyId()));
        }
    }

    private Cipher cipher(int mode, byte[] nonce, Purpose purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(new byte[] {VERSION});
        cipher.updateAAD(keyId);
        cipher.updateAAD(purpose.bytes());
        return cipher;
    }

    private static byte[] hmac(byte[] key, String message) {
        return hmac(key, message.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }

    private static byte[] idOf(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("lastmile key id".getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(digest.digest(key), ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
