package io.lastmile.collector.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The login of one connection, both ways (routeros.md 1.5): by password from 6.43 on, by challenge
/// before. Newer routers still hand out a challenge, but from 6.45 on refuse its response.
final class Gate {
    private final Version version;
    private final List<Account> accounts;
    private final Faults faults;
    private final byte[] challenge;
    private Optional<Account> entered = Optional.empty();

    Gate(Version version, List<Account> accounts, Faults faults, byte[] challenge) {
        this.version = version;
        this.accounts = accounts;
        this.faults = faults;
        this.challenge = challenge.clone();
    }

    Optional<Account> entered() {
        return entered;
    }

    Answer login(Request request) {
        if (request.has("response")) {
            return enter(version.atLeast(6, 45) ? Optional.empty() : byResponse(request));
        }
        if (version.challenges() || !request.has("name")) {
            return new Answer.Done(HexFormat.of().formatHex(challenge));
        }
        return enter(byPassword(request));
    }

    private Answer enter(Optional<Account> account) {
        entered = faults.has(Fault.WRONG_PASSWORD) ? Optional.empty() : account;
        if (entered.isPresent()) {
            return Answer.DONE;
        }
        String phrase =
                version.challenges() ? "cannot log in" : "invalid user name or password (6)";
        return new Answer.Trap(-1, phrase);
    }

    private Optional<Account> byPassword(Request request) {
        return accounts.stream()
                .filter(account -> account.name().equals(request.value("name")))
                .filter(account -> account.password().equals(request.value("password")))
                .findFirst();
    }

    private Optional<Account> byResponse(Request request) {
        return accounts.stream()
                .filter(account -> account.name().equals(request.value("name")))
                .filter(account ->
                        response(account.password(), challenge)
                                .equalsIgnoreCase(request.value("response")))
                .findFirst();
    }

    /// `00` and md5(0x00, password, challenge).
    static String response(String password, byte[] challenge) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update((byte) 0);
            md5.update(password.getBytes(StandardCharsets.ISO_8859_1));
            return "00" + HexFormat.of().formatHex(md5.digest(challenge));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
