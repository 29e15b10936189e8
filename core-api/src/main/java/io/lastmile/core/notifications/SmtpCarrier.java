package io.lastmile.core.notifications;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// Hands a mail to an SMTP server, one connection a mail. All of it takes `WHOLE_MAX` at most: each
/// read has a limit of its own, and a server that drips hits the limit of the whole.
final class SmtpCarrier implements Carrier {
    static final Duration WHOLE_MAX = Duration.ofSeconds(60);
    private static final System.Logger LOG = System.getLogger(SmtpCarrier.class.getName());
    private static final int GOING_DOWN = 421;

    /// Commands whose answer is about this letter; to MAIL it is about the sender.
    private static final Set<String> LETTER = Set.of("DATA", ".");

    private static final String CONNECT_MILLIS = "10000";
    private static final String READ_MILLIS = "20000";
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /// A message that is sent twice has the same id both times.
    private static final class Letter extends MimeMessage {
        private final String id;

        Letter(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private final EmailSettings settings;
    private final String password;
    private final Clock clock;
    private final Duration wholeMax;

    SmtpCarrier(EmailSettings settings, String password, Clock clock) {
        this(settings, password, clock, WHOLE_MAX);
    }

    SmtpCarrier(EmailSettings settings, String password, Clock clock, Duration wholeMax) {
        this.settings = settings;
        this.password = password;
        this.clock = clock;
        this.wholeMax = wholeMax;
    }

    @Override
    public Outcome carry(Parcel parcel) {
        var sending = new FutureTask<Outcome>(() -> sent(parcel));
        Thread.startVirtualThread(sending);
        try {
            return sending.get(wholeMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Outcome.Failed("no end in " + wholeMax.toSeconds() + " s", "", true);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return failed(parcel, cause == null ? e : cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed("interrupted", "", true);
        } finally {
            // Ends a virtual thread that waits for its socket by closing it.
            sending.cancel(true);
        }
    }

    private Outcome sent(Parcel parcel) throws MessagingException, UnsupportedEncodingException {
        Session session = Session.getInstance(properties());
        MimeMessage letter = letter(session, parcel);
        var transport = (SMTPTransport) session.getTransport("smtp");
        try {
            EmailSettings.Server server = settings.server();
            boolean login = !server.username().isEmpty();
            transport.connect(
                    server.host(),
                    server.port(),
                    login ? server.username() : null,
                    login ? password : null);
            transport.sendMessage(letter, letter.getAllRecipients());
            return new Outcome.Sent(
                    Optional.ofNullable(transport.getLastServerResponse()).orElse(""));
        } finally {
            bye(transport);
        }
    }

    /// What was answered holds, however the server takes the farewell.
    private static void bye(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.log(System.Logger.Level.DEBUG, "mail server did not hear QUIT", e);
        }
    }

    private MimeMessage letter(Session session, Parcel parcel)
            throws MessagingException, UnsupportedEncodingException {
        String host = settings.from().address().replaceFirst(".*@", "");
        var letter = new Letter(session, "<lastmile-" + parcel.id() + "@" + host + ">");
        letter.setFrom(
                new InternetAddress(settings.from().address(), settings.from().name(), UTF_8));
        letter.setRecipient(
                jakarta.mail.Message.RecipientType.TO,
                new InternetAddress(parcel.address(), line(parcel.recipient()), UTF_8));
        letter.setSubject(line(parcel.wording().subject()), UTF_8);
        letter.setText(parcel.wording().body(), UTF_8);
        letter.setSentDate(Date.from(clock.instant()));
        letter.setHeader("Auto-Submitted", "auto-generated");
        letter.saveChanges();
        return letter;
    }

    /// Nothing that could end a header's line.
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.setProperty("mail.smtp.timeout", READ_MILLIS);
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.writetimeout", READ_MILLIS);
        properties.setProperty("mail.smtp.auth", "" + !settings.server().username().isEmpty());
        properties.setProperty(
                "mail.smtp.ssl.checkserveridentity", "" + settings.server().verify());
        if (!settings.server().verify()) {
            properties.setProperty("mail.smtp.ssl.trust", "*");
        }
        switch (settings.server().security()) {
            case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        return properties;
    }

    /// Messages of exceptions repeat what the server said; it may quote a secret text.
    private static Outcome failed(Parcel parcel, Throwable failure) {
        String said = parcel.secret() ? "" : "" + failure.getMessage();
        Optional<Answer> answer = answer(failure);
        if (answer.isEmpty()) {
            String why =
                    failure instanceof AuthenticationFailedException
                            ? "the server refuses the login"
                            : "not reached: " + failure.getClass().getSimpleName();
            return new Outcome.Failed(why, said, true);
        }
        int code = answer.get().code();
        if (code / 100 == 5 && answer.get().ofMessage()) {
            return new Outcome.Refused("the server refuses it: " + code, said);
        }
        boolean broken = code == GOING_DOWN || !answer.get().ofMessage();
        return new Outcome.Failed("the server answers " + code, said, broken);
    }

    /// `ofMessage`: to the recipient or the letter itself; else to whom we say that we are.
    private record Answer(int code, boolean ofMessage) {}

    /// What the server said no to; nothing if it came to nothing before.
    private static Optional<Answer> answer(Throwable failure) {
        Optional<Answer> found = Optional.empty();
        for (Throwable at = failure; at != null; at = next(at)) {
            if (at instanceof SMTPAddressFailedException address) {
                return Optional.of(new Answer(address.getReturnCode(), true));
            }
            if (at instanceof SMTPSendFailedException send && found.isEmpty()) {
                boolean letter = LETTER.contains(send.getCommand());
                found = Optional.of(new Answer(send.getReturnCode(), letter));
            }
        }
        return found;
    }

    private static @org.jspecify.annotations.Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException messaging
                ? messaging.getNextException()
                : failure.getCause();
    }
}
