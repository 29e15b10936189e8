package io.lastmile.core.identity;

import com.password4j.Argon2Function;
import com.password4j.Hash;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;

/// Argon2id with 19 MiB and two passes (OWASP's floor), about 0.1 s. Each check takes its memory
/// for itself, so only few run at a time and the rest wait.
final class Passwords {
    static final int LENGTH_MAX = 200;

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int CHECKS_AT_ONCE_MAX = 2;
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GENERATED_LETTERS = 16;
    private static final Argon2Function FUNCTION =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, 1, HASH_BYTES, Argon2.ID);

    private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE_MAX, true);
    private final SecureRandom random = new SecureRandom();
    private final String nobodys;

    Passwords() {
        nobodys = hash(generate());
    }

    String hash(String password) {
        return limited(() -> {
            Hash hash = Password.hash(password).addRandomSalt(SALT_BYTES).with(FUNCTION);
            return hash.getResult();
        });
    }

    boolean matches(String password, String hash) {
        return limited(() -> Password.check(password, hash).with(FUNCTION));
    }

    /// Takes as long as a real check, so that the answer's time does not tell which logins exist.
    void matchNobody(String password) {
        matches(password, nobodys);
    }

    /// 79 bits in letters that are not mistaken for each other.
    String generate() {
        var text = new StringBuilder();
        for (int i = 0; i < GENERATED_LETTERS; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private <T> T limited(java.util.function.Supplier<T> work) {
        checks.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            checks.release();
        }
    }
}
